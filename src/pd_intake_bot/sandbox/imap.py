"""An IMAP server inside the program: pymap's memory backend on loopback."""

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self


class ImapServer:
    """Listens on two free ports of 127.0.0.1: `port` (plain and STARTTLS) and `tls_port`."""

    host: str
    port: int
    tls_port: int
    ca_file: Path
    username: str
    password: str

    def __init__(self, *, username: str = "dpo@example.test", password: str = "") -> None:
        raise NotImplementedError

    async def deliver(self, raw: bytes, when: datetime, *, folder: str = "INBOX") -> int:
        """Put a mail into a folder with `when` as its INTERNALDATE, and give its UID."""
        raise NotImplementedError

    async def set_uid_validity(self, value: int, *, folder: str = "INBOX") -> None:
        """Give the folder another UIDVALIDITY, as a restored mailbox has."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        """Start to listen."""
        raise NotImplementedError

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close both ports and every connection."""
        raise NotImplementedError
