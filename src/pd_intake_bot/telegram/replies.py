"""What a handler may do to the outside: put messages into the outbox, and answer a press."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases import parcels
from pd_intake_bot.usecases.ports import Store


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
    ) -> None:
        """Show a screen as a new message, or in the place of the message `edit`.

        A screen that touches the reply keyboard is always a new message.
        """
        place = None if screen.replaces_keyboard or screen.file else edit
        self._count += 1
        parcel = NewParcel(
            key=f"update:{self.update_id}:{self._count}",
            carrier=Carrier.TELEGRAM,
            kind=Kind.MESSAGE,
            lane=parcels.lane(TelegramChat(chat_id=chat_id)),
            payload=screens.write(screen, chat_id, edit=place, thread=self.threads.get(chat_id)),
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
        """Answer the press with a line of at most 200 characters."""
        self.answer = Answer(text=text, alert=alert)

    def open(self, url: str) -> None:
        """Answer the press by opening a t.me address of this bot."""
        self.answer = Answer(url=url)
