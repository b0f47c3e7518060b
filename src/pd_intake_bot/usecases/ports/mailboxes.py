"""The ports of how far each mail folder has been read, and of what was found where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a mail folder has been read: every UID up to `last_uid` is dealt with.

    Up to the UID `first_look_to` a first look goes, which passes over what is too old.
    """

    uidvalidity: int
    last_uid: int
    first_look_to: int = 0


class Mailboxes(Protocol):
    """How far each mail folder has been read."""

    async def progress(self, mailbox: str) -> Progress | None:
        """Tell how far a folder has been read; None before the first time."""
        ...

    async def advance(self, mailbox: str, progress: Progress) -> None:
        """Write down how far it has been read, with the cases that came of it."""
        ...


class Places(Protocol):
    """Where in a mail folder each message lies that was taken in."""

    async def put(
        self, mailbox: str, uidvalidity: int, found: Mapping[int, str], *, trace_owed: bool
    ) -> None:
        """Write down the identity of each message under its UID.

        Where the folder has been renumbered, its former places are forgotten. With
        `trace_owed` colleagues shall see in the folder that a message was registered.
        """
        ...

    async def known(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> frozenset[int]:
        """Tell which of these UIDs have been taken in."""
        ...

    async def owed(self, mailbox: str, uidvalidity: int, *, limit: int) -> Sequence[int]:
        """List UIDs whose message belongs to a case and bears no trace yet, lowest first."""
        ...

    async def settle(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """Write down that these bear their trace."""
        ...
