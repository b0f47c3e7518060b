"""The desk that mail is taken to: keeps the bytes, reads them, and hands on what matters."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.submission import digest
from pd_intake_bot.mail.mailbox.intake import Batch, Envelope, Fetched, MailboxKey
from pd_intake_bot.mail.reading import apart
from pd_intake_bot.mail.reading.parse import ParseError
from pd_intake_bot.mail.reading.reader import Reader, unread
from pd_intake_bot.usecases.intake.beside import Beside
from pd_intake_bot.usecases.intake.decide_mail import Decision, ReadMail, decide, is_wanted
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.ports import Blobs, Progress, Store, Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The watcher's ports to the queue (`mail.intake.Intake` and `mail.intake.Ledger`).

    With `traces` every message that is taken is owed a trace once it belongs to a case.
    """

    reader: Reader
    take_mail: TakeMail
    transactions: Transactions
    blobs: Blobs
    traces: bool = False

    async def progress(self, mailbox: MailboxKey) -> Progress | None:
        """Give the place that was committed last."""
        return await self.transactions(lambda store: store.mailboxes.progress(mailbox))

    async def wanted(self, envelopes: Sequence[Envelope]) -> Sequence[int]:
        """Choose by headers the messages that a decision other than "ignore" awaits."""
        return [
            envelope.uid
            for envelope in envelopes
            if is_wanted(self.reader.sight(envelope.header), size=envelope.size)
        ]

    async def take(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> None:
        """Keep the bytes of each message, then take them all into the queue at once."""
        messages = await self._read_all(batch.messages)
        await self._hand_on(mailbox, batch, messages, now)

    async def quarantine(
        self, mailbox: MailboxKey, batch: Batch, reason: str, *, again: bool = False, now: datetime
    ) -> None:
        """Put the batch's one message before staff, unread."""
        messages = [
            self._unread(one, reason) if one.raw else self._unseen(mailbox, batch, one, reason)
            for one in batch.messages
        ]
        await self._keep(batch.messages)
        await self._hand_on(mailbox, batch, messages, now, known=not again)

    async def known(
        self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]
    ) -> frozenset[int]:
        """Tell which of these messages have been taken in."""
        return await self.transactions(lambda store: store.places.known(mailbox, uidvalidity, uids))

    async def make_up(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> int:
        """Take messages that may have been missed; tells how many the register did not know."""
        messages = await self._read_all(batch.messages)
        before = await self._registered(messages)
        await self._hand_on(mailbox, batch, messages, now)
        return len(await self._registered(messages) - before)

    async def owed(self, mailbox: MailboxKey, uidvalidity: int, *, limit: int) -> Sequence[int]:
        """List registered messages on which a trace is still to be left."""
        return await self.transactions(
            lambda store: store.places.owed(mailbox, uidvalidity, limit=limit)
        )

    async def settle(self, mailbox: MailboxKey, uidvalidity: int, uids: Sequence[int]) -> None:
        """Write down that these bear their trace."""
        await self.transactions(lambda store: store.places.settle(mailbox, uidvalidity, uids))

    async def _hand_on(
        self,
        mailbox: MailboxKey,
        batch: Batch,
        messages: Sequence[ReadMail],
        now: datetime,
        *,
        known: bool = True,
    ) -> None:
        """Take messages, and in the same transaction keep where each of them lies."""
        found = {
            message.uid: read.submission.identity
            for message, read in zip(batch.messages, messages, strict=True)
            if known
        }

        async def keep_places(store: Store) -> None:
            await store.places.put(mailbox, batch.uidvalidity, found, trace_owed=self.traces)

        beside = Beside(transactions=self.transactions, also=keep_places)
        take_mail = replace(self.take_mail, transactions=beside) if found else self.take_mail
        await take_mail(mailbox, messages, batch.progress, now=now)

    async def _registered(self, messages: Sequence[ReadMail]) -> frozenset[str]:
        identities = [message.submission.identity for message in messages]
        return await self.transactions(lambda store: store.submissions.known(identities))

    async def _read_all(self, fetched: Sequence[Fetched]) -> list[ReadMail]:
        """Read messages, and keep the bytes of those that matter, side by side."""
        messages = [await self._read(message) for message in fetched]
        await self._keep(
            one
            for one, read in zip(fetched, messages, strict=True)
            if read.fault or decide(read.sighting) is not Decision.IGNORE
        )
        return messages

    async def _keep(self, fetched: Iterable[Fetched]) -> None:
        await asyncio.gather(*(self.blobs.put(message.raw) for message in fetched))

    async def _read(self, message: Fetched) -> ReadMail:
        try:
            return await apart.unpack(
                self.reader,
                message.raw,
                received_at=message.received_at,
                is_whole=not message.truncated,
                keep=self.blobs.put,
            )
        except ParseError as error:
            return self._unread(message, str(error))

    def _unread(self, message: Fetched, reason: str) -> ReadMail:
        sighting = self.reader.sight(message.raw)
        return unread(message.raw, sighting, reason, received_at=message.received_at)

    def _unseen(self, mailbox: MailboxKey, batch: Batch, message: Fetched, reason: str) -> ReadMail:
        """Name by its place a message without a byte, which are all alike else."""
        read = self._unread(message, reason)
        place = f"{mailbox}\0{batch.uidvalidity}\0{message.uid}"
        identity = f"mail:{digest(place.encode())}"
        return replace(read, submission=replace(read.submission, identity=identity))
