"""Where the mailbox is, and the errors that reading it can end in."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.mailbox.intake import MailboxKey


class Security(StrEnum):
    """How a connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class MailboxError(IntakeError):
    """The mailbox can't be read now. The connection is gone; a later one may do better."""

    key: ClassVar[str] = "error-mailbox"


class LoginRefusedError(MailboxError):
    """The mail server doesn't accept the user name and password."""

    key: ClassVar[str] = "error-mailbox-login"


class FolderRefusedError(MailboxError):
    """The mail server doesn't open the folder: it is not there or not this account's to read."""

    key: ClassVar[str] = "error-mailbox-folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """Where the mailbox is. `ca_file` replaces the system's certificate authorities."""

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    ca_file: Path | None = None

    @property
    def key(self) -> MailboxKey:
        """Name the folder whichever port and protection it is reached through."""
        return self.key_of(self.folder)

    def key_of(self, folder: str) -> MailboxKey:
        """Name another folder of the same account."""
        return MailboxKey(f"{self.username}@{self.host}/{folder}")
