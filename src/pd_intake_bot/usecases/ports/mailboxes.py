"""The port of how far each mail folder has been read."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a mail folder has been read: every UID up to `last_uid` is dealt with."""

    uidvalidity: int
    last_uid: int


class Mailboxes(Protocol):
    """How far each mail folder has been read."""

    async def progress(self, mailbox: str) -> Progress | None:
        """Tell how far a folder has been read; None before the first time."""
        ...

    async def advance(self, mailbox: str, progress: Progress) -> None:
        """Write down how far it has been read, with the cases that came of it."""
        ...
