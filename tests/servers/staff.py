"""The service as its officers have it: cards, presses, and what they say in private."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from zlib import crc32

from aiogram import Router
from aiogram.types import Update

from pd_intake_bot import charts
from pd_intake_bot.app import register
from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.queue import Look
from pd_intake_bot.domain.rights import Language
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
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import workbench
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.ask_proof import AskProof
from pd_intake_bot.usecases.work.change_right import ChangeRight
from tests.servers.mailroom import Mailroom
from tests.servers.telegram import DAYS, POLICY, STAFF_CHAT, TEXTS

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


class StaffService(Mailroom):
    """A `Mailroom` with the staff's router and real cards."""

    language = Language.RU

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
