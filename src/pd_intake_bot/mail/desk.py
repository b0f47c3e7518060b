"""The desk that mail is taken to: keeps the bytes, reads them, and hands on what matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.mail import apart
from pd_intake_bot.mail.intake import Batch, Envelope, Fetched, MailboxKey
from pd_intake_bot.mail.parse import ParseError
from pd_intake_bot.mail.reading import Reader, unread
from pd_intake_bot.usecases.decide_mail import Decision, ReadMail, decide
from pd_intake_bot.usecases.ports import Blobs, Progress, Transactions
from pd_intake_bot.usecases.take_mail import TakeMail


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The watcher's port to the queue (`mail.intake.Intake`)."""

    reader: Reader
    take_mail: TakeMail
    transactions: Transactions
    blobs: Blobs

    async def progress(self, mailbox: MailboxKey) -> Progress | None:
        """Give the place that was committed last."""
        return await self.transactions(lambda store: store.mailboxes.progress(mailbox))

    async def wanted(self, envelopes: Sequence[Envelope]) -> Sequence[int]:
        """Choose by headers the messages that a decision other than "ignore" awaits."""
        return [
            envelope.uid
            for envelope in envelopes
            if decide(self.reader.sight(envelope.header)) is not Decision.IGNORE
        ]

    async def take(self, mailbox: MailboxKey, batch: Batch, *, now: datetime) -> None:
        """Keep the bytes of each message, then take them all into the queue at once."""
        messages = [await self._read(message) for message in batch.messages]
        await self.take_mail(mailbox, messages, batch.progress, now=now)

    async def quarantine(
        self, mailbox: MailboxKey, batch: Batch, reason: str, *, now: datetime
    ) -> None:
        """Put the batch's one message before staff, unread."""
        messages = [await self._unread(message, reason) for message in batch.messages]
        await self.take_mail(mailbox, messages, batch.progress, now=now)

    async def _read(self, message: Fetched) -> ReadMail:
        try:
            read = await apart.unpack(self.reader, message.raw, received_at=message.received_at)
        except ParseError as error:
            return await self._unread(message, str(error))
        if decide(read.taken.sighting) is not Decision.IGNORE:
            for content in (message.raw, *read.attachments):
                await self.blobs.put(content)
        return read.taken

    async def _unread(self, message: Fetched, reason: str) -> ReadMail:
        await self.blobs.put(message.raw)
        sighting = self.reader.sight(message.raw)
        return unread(message.raw, sighting, reason, received_at=message.received_at)
