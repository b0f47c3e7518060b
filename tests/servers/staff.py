"""The Telegram half of the service with its officers, and mail that has come in beside it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from zlib import crc32

from aiogram import Router
from aiogram.types import Update

from pd_intake_bot import charts
from pd_intake_bot.app import register
from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.domain.queue import Look
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.mailbox.desk import Desk
from pd_intake_bot.mail.mailbox.intake import Batch, Fetched, MailboxKey
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.telegram.sender import Sender
from pd_intake_bot.telegram.staff.desk import StaffDesk
from pd_intake_bot.telegram.staff.officers import Officers, Role
from pd_intake_bot.telegram.staff.overview.composing import Composer
from pd_intake_bot.telegram.staff.overview.hiding import Hiding
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.intake import cap
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import workbench
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.ask_proof import AskProof
from pd_intake_bot.usecases.work.change_right import ChangeRight
from tests.servers.telegram import DAYS, POLICY, STAFF_CHAT, TEXTS, TOKEN, TelegramService

LEAD, OFFICER, VIEWER, STRANGER = 9001, 9002, 9003, 9004
SENDER = "Пример Примерович <user@example.test>"
INQUIRY = "Запрос о персональных данных"
WITHDRAWAL = "Отзыв согласия на обработку персональных данных"


DELETION = "Прошу удалить мои персональные данные"

PERSON = 700100200300
TELEGRAM_REQUEST = ("Русский", "Начать", "Не присылайте мне новости")

OPEN = "Открыть в личном чате"
ANSWER = "✍️ Ответить"
SEND = "✅ Отправить"


def labels(message: ChatMessage) -> list[str]:
    """Name the buttons under a message."""
    return [button.label for row in message.buttons for button in row]


def write_mail(subject_line: str, text: str, **headers: str) -> EmailMessage:
    """Write a mail of an invented person."""
    mail = EmailMessage()
    mail["From"] = SENDER
    mail["To"] = POLICY.controller.email
    mail["Subject"] = subject_line
    mail["Message-ID"] = f"<{crc32((subject_line + text).encode())}@example.test>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


class StaffService(TelegramService):
    """As `TelegramService`, with the staff's router and real cards; mail is handed in."""

    language = Language.RU
    uid = 0
    tokens = 0
    caps: cap.Limits = cap.NONE
    days = DAYS
    policy = POLICY

    @property
    def staff(self) -> StaffDesk:
        acknowledge = self._acknowledge()
        register = Register(policy=self.policy, calendar=DAYS, acknowledge=acknowledge)
        answer = Answer(writer=acknowledge.writer, post=acknowledge.post)
        return StaffDesk(
            words=Wording(texts=TEXTS, policy=self.policy, language=self.language),
            officers=Officers(named={OFFICER: Role.OFFICER, VIEWER: Role.VIEWER}),
            answer=answer,
            release=ReleaseHeld(policy=self.policy, calendar=DAYS, acknowledge=acknowledge),
            settle=SettleReview(register=register, policy=self.policy),
            calendar=CalendarChange(reckon=self.reckon),
            blobs=self.blobs,
            change=ChangeRight(
                policy=self.policy,
                reckon=self.reckon,
                ask=AskProof(written=workbench.written_of(answer), offer=acknowledge.offer),
            ),
        )

    @property
    def routers(self) -> tuple[Router, ...]:
        """The officers' part of the bot, and the person's."""
        return self.staff.router(), self._person().router()

    @property
    def reckon(self) -> Reckon:
        letters = DateLetters(texts=TEXTS, policy=self.policy, calendar=self.days)
        post = self._acknowledge().post
        return Reckon(policy=self.policy, calendar=self.days, letters=letters, post=post)

    async def member(self, user_id: int, name: str) -> Officer:
        """Give a member of the group who has opened the private chat; the lead administers it."""
        officer = await self.join(user_id, name)
        await self.settle()
        return officer

    async def join(self, user_id: int, name: str) -> Officer:
        """Let somebody do what a `member` has done, before the service hears of it."""
        officer = await self.group.officer(user_id, name, admin=user_id == LEAD)
        await officer.phone.send("/status")
        return officer

    async def press(self, officer: Officer, label: str, card: ChatMessage) -> str:
        """Press a button in the group and give what the press was answered with."""
        pressed = await officer.press(label, card.id)
        await self.settle()
        return await pressed.answered()

    async def press_in_private(self, officer: Officer, label: str) -> str:
        """Press the newest button with this label in the officer's private chat."""
        pressed = await officer.phone.press(label)
        await self.settle()
        return await pressed.answered()

    async def say(self, officer: Officer, words: str) -> ChatMessage:
        """Type words in private and give the bot's last message after them."""
        await officer.phone.send(words)
        await self.settle()
        return officer.phone.last

    async def ask_by_telegram(self, phone: Phone) -> None:
        """Put a request together in Telegram and send it, as a person would."""
        await phone.send("/start")
        await self.settle()
        for label in TELEGRAM_REQUEST:
            await phone.press(label)
            await self.settle()
        await phone.send("user@example.test")
        await self.settle()
        for label in ("Добавить нечего", SEND):
            await phone.press(label)
            await self.settle()

    async def begin_answer(self, officer: Officer) -> None:
        """Open the one case there is and press the button that answers."""
        await self.mail(write_mail(INQUIRY, "Вопрос"))
        await self.press(officer, OPEN, self.card())
        await self.press_in_private(officer, ANSWER)

    def card(self, beginning: str = "PD-2026-00001-F") -> ChatMessage:
        """Give the message of the group that begins so, as it stands now."""
        return next(one for one in self.group.messages if one.text.startswith(beginning))

    def button_name(self) -> str:
        """Give the opaque name that the first button of the first card carries."""
        return self.card().buttons[0][0].data.removeprefix("s:")

    async def history(self) -> list[tuple[EventKind, str]]:
        """Tell what happened to the first case, and who did it."""
        [case, *_] = await self.cases()
        events = await self.database(lambda store: store.events.of_case(case.id))
        return [(event.kind, event.actor) for event in events]

    async def looks(self) -> list[Look]:
        """Tell who looked at what is in the history of no case."""
        return list(await self.database(lambda store: store.looks.all()))

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

    async def handle_unreachable(self, update: Update) -> Effects:
        """Handle a press of somebody whose private chat can't be written to."""
        effects = Effects()
        around = Surroundings(staff_chat=STAFF_CHAT, reachable=False)

        async def work(store: Store) -> None:
            now = self.clock()
            replies = Replies(store=store, update_id=update.update_id, now=now)
            turn = Turn(
                store=store,
                update_id=update.update_id,
                received_at=now,
                now=now,
                replies=replies,
                effects=effects,
                surroundings=around,
            )
            await self.handle.dispatcher.feed_update(self.bot, update, turn=turn)

        await self.database(work)
        return effects

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

    def _sender(self) -> Sender:
        return replace(super()._sender(), cards=self.staff.cards, compose=self._composer())

    def _composer(self) -> Composer:
        async def draw(figures: Figures, language: Language) -> bytes:
            return await asyncio.to_thread(charts.overview, figures, TEXTS, language)

        return Composer(
            words=self.staff.words,
            transactions=self.database.reading,
            calendar=self.days,
            clock=self.clock,
            draw=draw,
            write_register=register.build(self.database.reading, self.policy, TEXTS),
        )

    async def hide(self) -> None:
        """Take away what was shown an hour ago, as the service does by itself."""
        hiding = Hiding(
            words=self.staff.words,
            transactions=self.database,
            after=timedelta(hours=1),
            clock=self.clock,
            wake=self._wake,
        )
        await hiding()
        await self.settle()


async def _letters_of(case_id: CaseId, store: Store) -> list[Parcel]:
    return [one for one in await store.outbox.of_case(case_id) if one.kind is Kind.LETTER]
