"""An intake that keeps in memory what it is given, and fails when it is told to."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from pd_intake_bot.mail.mailbox.intake import Batch, Envelope, Fetched, MailboxKey
from pd_intake_bot.usecases.ports import Progress


class BrokenError(Exception):
    """What a store or a parser may raise."""


class Desk:
    """Wants the messages whose headers `matters` says yes to; takes them all or none of them.

    Every message that was taken is owed a trace.
    """

    def __init__(self) -> None:
        self.marks: dict[MailboxKey, Progress] = {}
        self.taken: list[Fetched] = []
        self.quarantined: list[tuple[Fetched, str]] = []
        self.headers_read = 0
        self.matters: Callable[[bytes], bool] = lambda header: b"wanted" in header
        self.breaks: Callable[[Fetched], bool] = lambda _: False
        self.out_of_order = False
        self.change = asyncio.Event()
        self.places: dict[tuple[MailboxKey, int, int], bool] = {}
        """Whether a trace is still owed on each message that was taken."""

    async def progress(self, mailbox: MailboxKey) -> Progress | None:
        if self.out_of_order:
            raise BrokenError
        return self.marks.get(mailbox)

    async def wanted(self, envelopes: Sequence[Envelope]) -> Sequence[int]:
        self.headers_read += len(envelopes)
        return [one.uid for one in envelopes if self.matters(one.header)]

    async def take(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> None:
        assert now.tzinfo
        if self.out_of_order or any(self.breaks(message) for message in batch.messages):
            raise BrokenError
        self.taken.extend(batch.messages)
        self.marks[mailbox] = batch.progress
        for message in batch.messages:
            self.places[mailbox, batch.uidvalidity, message.uid] = True
        self.change.set()

    async def known(
        self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]
    ) -> frozenset[int]:
        return frozenset(uid for uid in uids if (mailbox, uidvalidity, uid) in self.places)

    async def make_up(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> int:
        before = {message.raw for message in self.taken}
        await self.take(mailbox, batch, now=now)
        return sum(message.raw not in before for message in batch.messages)

    async def owed(self, mailbox: MailboxKey, uidvalidity: int, *, limit: int) -> Sequence[int]:
        owed = sorted(
            uid
            for (*where, uid), owing in self.places.items()
            if owing and where == [mailbox, uidvalidity]
        )
        return owed[:limit]

    async def settle(self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]) -> None:
        for uid in uids:
            self.places[mailbox, uidvalidity, uid] = False

    async def quarantine(
        self, mailbox: MailboxKey, batch: Batch, reason: str, *, again: bool = False, now: datetime
    ) -> None:
        assert now.tzinfo
        del again
        (message,) = batch.messages
        self.quarantined.append((message, reason))
        self.marks[mailbox] = batch.progress

    @property
    def bodies(self) -> list[bytes]:
        """The last line of each message taken."""
        return [message.raw.splitlines()[-1] for message in self.taken]
