"""What the watcher of a mailbox and the intake say to each other: values and one port."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from pd_intake_bot.usecases.ports import Progress

MailboxKey = NewType("MailboxKey", str)
"""Names one folder of one account for good, whichever way it is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is read of every new message: its headers, size in bytes, and INTERNALDATE."""

    uid: int
    received_at: datetime
    size: int
    header: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A message as the mailbox holds it, byte for byte, or its beginning where `truncated`."""

    uid: int
    received_at: datetime
    size: int
    raw: bytes
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A stretch of the mailbox that ends at `last_uid`, and the messages in it that matter.

    `first_look_to` is the UID up to which a first look goes (`Progress`).
    """

    uidvalidity: int
    last_uid: int
    first_look_to: int = 0
    messages: tuple[Fetched, ...] = ()

    @property
    def progress(self) -> Progress:
        """Where the mailbox stands once this batch is committed."""
        return Progress(
            uidvalidity=self.uidvalidity,
            last_uid=self.last_uid,
            first_look_to=self.first_look_to,
        )


class Ledger(Protocol):
    """What is known of the messages of a folder that were taken in."""

    async def known(
        self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]
    ) -> frozenset[int]:
        """Tell which of these messages have been taken in."""
        ...

    async def make_up(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> int:
        """Take messages that may have been missed; tells how many the register did not know."""
        ...

    async def owed(self, mailbox: MailboxKey, uidvalidity: int, *, limit: int) -> Sequence[int]:
        """List registered messages on which a trace is still to be left."""
        ...

    async def settle(self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]) -> None:
        """Write down that these bear their trace."""
        ...


class Intake(Protocol):
    """Where the watcher takes mail to."""

    async def progress(self, mailbox: MailboxKey) -> Progress | None:
        """Give the place that was committed last, none for a mailbox never read."""
        ...

    async def wanted(self, envelopes: Sequence[Envelope]) -> Sequence[int]:
        """Say by headers alone which messages are to be read whole. Stores nothing."""
        ...

    async def take(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> None:
        """Register the messages and the batch's progress in one transaction.

        The same message may come again, under another UID after the server has renumbered the
        folder: it is known by Message-ID and digest and registered once.
        """
        ...

    async def quarantine(
        self, mailbox: MailboxKey, batch: Batch, reason: str, *, again: bool = False, now: datetime
    ) -> None:
        """Put the batch's one message before staff, unread, and commit its progress with it.

        For a message that made every attempt to take it fail. `raw` is what could be had of
        it: all, the headers, or nothing. `reason` holds no personal data. One that is to be
        tried `again` stays unknown to the ledger, so that the daily comparison reads it.
        """
        ...
