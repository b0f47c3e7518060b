"""What a handler may do to the outside: put messages into the outbox, and answer a press."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiogram.types import Message

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import Carrier, Json, Kind, NewParcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.queue import Shown
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram import letters, reports, screens
from pd_intake_bot.telegram.reports import Report
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import showing
from pd_intake_bot.usecases.records.showing import About

ANSWER_LIMIT = 200
"""The longest answer to a press (Bot API, answerCallbackQuery): a longer one is refused."""


@dataclass(slots=True, kw_only=True)
class Replies:
    """Messages that leave because of one update.

    They are numbered within it, so that an update handled again puts in the same parcels.
    `threads` names the topic that an update came from, by its chat: answers go there too.
    """

    store: Store
    update_id: int
    now: datetime
    threads: Mapping[int, int] = field(default_factory=dict)
    _count: int = 0

    async def send(
        self,
        chat_id: int,
        screen: Screen,
        *,
        edit: int | None = None,
        case_id: CaseId | None = None,
        shows: About | None = None,
    ) -> None:
        """Show a screen as a new message, or in the place of the message `edit`.

        A screen that touches the reply keyboard is always a new message. One that `shows`
        personal data in an officer's private chat is taken away in its time.
        """
        place = None if screen.replaces_keyboard or screen.file else edit
        payload = screens.write(screen, chat_id, edit=place, thread=self.threads.get(chat_id))
        if shows is not None:
            payload["shows"] = showing.describe(
                shows, batch=self.update_id, changeable=screen.file is None
            )
        await self._add(Kind.MESSAGE, chat_id, payload, case_id=case_id)

    async def typed(self, message: Message, about: About) -> None:
        """Let what an officer typed of a person in private go in its time, as what is shown."""
        shown = Shown(
            chat_id=message.chat.id,
            message_id=message.message_id,
            batch=self.update_id,
            at=self.now,
            changeable=False,
            parcel="",
            case=about.case,
            review=about.review,
        )
        await self.store.showing.add(shown)

    async def report(self, chat_id: int, report: Report, language: Language) -> None:
        """Send a picture or a file that is made when it leaves."""
        where: dict[str, Json] = {"chat_id": chat_id, "thread": self.threads.get(chat_id)}
        await self._add(Kind.REPORT, chat_id, {**where, **reports.describe(report, language)})

    async def remove(self, chat_id: int, message_id: int, *, tell: int | None) -> None:
        """Take a message out of a chat; where that fails `tell` is asked to do it by hand."""
        key = f"remove:{self.update_id}:{message_id}"
        removal = showing.removal(key, chat_id, [message_id], tell=tell)
        await self.store.outbox.add(removal, now=self.now)

    async def _add(
        self, kind: Kind, chat_id: int, payload: dict[str, Json], *, case_id: CaseId | None = None
    ) -> None:
        self._count += 1
        parcel = NewParcel(
            key=f"update:{self.update_id}:{self._count}",
            carrier=Carrier.TELEGRAM,
            kind=kind,
            lane=parcels.lane(TelegramChat(chat_id=chat_id)),
            payload=payload,
            case_id=case_id,
        )
        await self.store.outbox.add(parcel, now=self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a press is answered with: a short line, shown in a box if `alert`, or an address."""

    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(slots=True, kw_only=True)
class Effects:
    """What is done right after the transaction stands; a crash may lose it without harm."""

    answer: Answer = field(default_factory=Answer)

    def tell(self, text: str, *, alert: bool = False) -> None:
        """Answer the press with a line, of which Telegram shows so much and no more."""
        if letters.units(text) > ANSWER_LIMIT:
            text = f"{letters.split(text, limit=ANSWER_LIMIT - 1)[0]}…"
        self.answer = Answer(text=text, alert=alert)

    def open(self, url: str) -> None:
        """Answer the press by opening a t.me address of this bot."""
        self.answer = Answer(url=url)
