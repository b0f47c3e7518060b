"""The Telegram half of the service, with mail that comes in and letters that go beside it."""

from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.mail.mailbox.desk import Desk
from pd_intake_bot.mail.mailbox.intake import Batch, Fetched, MailboxKey
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.usecases.intake import cap
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import Store
from tests.servers.telegram import DAYS, POLICY, TEXTS, TOKEN, TelegramService


class Mailroom(TelegramService):
    """As `TelegramService`; mail is handed in, and letters are looked at where they are kept."""

    uid = 0
    tokens = 0
    caps: cap.Limits = cap.NONE
    days = DAYS
    policy = POLICY

    async def mail(self, mail: EmailMessage) -> None:
        """Take a mail into the queue as the mailbox reader does."""
        self.uid += 1
        if mail["Date"] is None:
            mail["Date"] = format_datetime(self.clock())
        raw = mail.as_bytes()
        message = Fetched(uid=self.uid, received_at=self.clock(), size=len(raw), raw=raw)
        batch = Batch(uidvalidity=1, last_uid=self.uid, messages=(message,))
        await self._desk().take(MailboxKey("INBOX"), batch, now=self.clock())
        await self.settle()

    async def unread(self, raw: bytes) -> None:
        """Take a mail that could not be read."""
        self.uid += 1
        message = Fetched(uid=self.uid, received_at=self.clock(), size=len(raw), raw=raw)
        batch = Batch(uidvalidity=1, last_uid=self.uid, messages=(message,))
        await self._desk().quarantine(MailboxKey("INBOX"), batch, "broken", now=self.clock())
        await self.settle()

    async def cases(self) -> list[Case]:
        return list(await self.database(lambda store: store.cases.all()))

    async def letters(self, case: Case) -> list[str]:
        """Name the letters to the person of a case that wait or have gone."""
        parcels = await self.database(lambda store: store.outbox.of_case(case.id))
        return [str(one.payload["kind"]) for one in parcels if one.kind is Kind.LETTER]

    async def letter_words(self, number: int = 0) -> str:
        """Give the words of one letter that waits or has gone, of all cases in their order."""
        return "\n\n".join((await self._posted())[number].letter.paragraphs)

    async def letter_id(self, number: int = 0) -> str:
        """Give the Message-ID of one letter by mail."""
        return (await self._posted())[number].message_id or ""

    async def _posted(self) -> list[PostedLetter]:
        found = []
        for case in await self.cases():
            parcels = await self.database(partial(_letters_of, case.id))
            found += [payload.read_letter(one.payload) for one in parcels]
        return found

    def _acknowledge(self) -> Acknowledge:
        message_ids = MessageIds(key=b"k" * 32, domain="desk.test")
        post = Post(message_ids=message_ids)
        offer = OfferTie(token=self._token)
        writer = Writer(texts=TEXTS, policy=self.policy)
        return Acknowledge(writer=writer, post=post, offer=offer)

    def _token(self) -> str:
        """Give the token that tests know first, and then others like it."""
        self.tokens += 1
        return TOKEN if self.tokens == 1 else f"{self.tokens:043}"

    def _desk(self) -> Desk:
        register = Register(
            policy=self.policy, calendar=DAYS, acknowledge=self._acknowledge(), caps=self.caps
        )
        message_ids = MessageIds(key=b"k" * 32, domain="desk.test")
        return Desk(
            reader=build_reader(self.policy, message_ids, self.policy.controller.email, "loop"),
            take_mail=TakeMail(
                transactions=self.database, register=register, policy=self.policy, wake=self._wake
            ),
            transactions=self.database,
            blobs=self.blobs,
        )


async def _letters_of(case_id: CaseId, store: Store) -> list[Parcel]:
    return [one for one in await store.outbox.of_case(case_id) if one.kind is Kind.LETTER]
