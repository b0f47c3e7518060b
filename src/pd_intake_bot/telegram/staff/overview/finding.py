"""Finding cases: by number anywhere, by a person's address or phone in private alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import CommandObject
from aiogram.types import Message

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.queue import Listed
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import lines
from pd_intake_bot.telegram.staff.cards.dossier import Folder
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.overview import find
from pd_intake_bot.usecases.overview.find import Found, Number
from pd_intake_bot.usecases.records.look import look
from pd_intake_bot.usecases.records.showing import About

PAGE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The commands /find and /case, and the pages of what was found."""

    words: Wording
    officers: Officers
    cards: Cards

    async def tidy(self, message: Message, turn: Turn, command: CommandObject) -> None:
        """Take from the group what may be personal data, whoever typed it; others answer it."""
        sought = find.understand(command.args or "", prefix=self._prefix)
        if command.args and not isinstance(sought, Number):
            user = message.from_user
            tell = user.id if user and not user.is_bot else None
            await turn.replies.remove(message.chat.id, message.message_id, tell=tell)
        raise SkipHandler

    async def find(self, message: Message, turn: Turn, command: CommandObject) -> None:
        """Find by whatever was typed; what tells of a person is answered in private."""
        sought = find.understand(command.args or "", prefix=self._prefix)
        match sought:
            case Number():
                await self._numbered(message, turn, sought)
            case Contact():
                await self._of_contact(message, turn, sought)
            case None:
                await self._explain(message, turn, wrote=bool(command.args))

    async def case(self, message: Message, turn: Turn, command: CommandObject) -> None:
        """Show one case: in the group its card, in private everything."""
        sought = find.understand(command.args or "", prefix=self._prefix)
        if command.args is None and message.message_thread_id is not None:
            sought = await self._of_topic(turn, message.chat.id, message.message_thread_id)
        if not isinstance(sought, Number):
            await self._say(turn, message.chat.id, "queue-case-how")
            return
        found = await find.by_number(turn.store, sought, prefix=self._prefix)
        if len(found) != 1 or sought.slip:
            await self._numbered(message, turn, sought)
        elif message.chat.type == "private":
            await self._open(message, turn, found[0])
        else:
            card = await self.cards.render_card(turn.store, found[0].id, now=turn.now)
            await turn.replies.send(message.chat.id, card)

    async def turn_page(self, press: Press) -> None:
        """Show the next page of what was found, as a message of its own."""
        turn, before = press.turn, press.number("before")
        found = await find.more(
            turn.store, press.word("contact"), before=CaseId(before), limit=PAGE + 1
        )
        await turn.replies.send(press.officer, await self._page(turn, found))

    @property
    def _prefix(self) -> str:
        return self.words.policy.reference_prefix

    async def _numbered(self, message: Message, turn: Turn, sought: Number) -> None:
        found = await find.by_number(turn.store, sought, prefix=self._prefix)
        if not found:
            await self._say(turn, message.chat.id, "queue-no-number")
            return
        opening = [self.words.say("queue-slip")] if sought.slip else []
        screen = await self._list(turn, opening, found)
        await turn.replies.send(message.chat.id, screen)

    async def _of_contact(self, message: Message, turn: Turn, sought: Contact) -> None:
        user = message.from_user
        if user is None:
            return
        found = await find.by_contact(
            turn.store, sought, limit=PAGE + 1, officer=str(user.id), now=turn.now
        )
        if message.chat.id == user.id:
            await turn.replies.typed(message, About())
        else:
            await self._say(turn, message.chat.id, "queue-found-in-private")
        await turn.replies.send(user.id, await self._page(turn, found))

    async def _page(self, turn: Turn, found: Found) -> Screen:
        if not found.cases:
            return Screen(text=self.words.say("queue-found-nothing"))
        count = f"{found.count}+" if found.count == find.COUNTED else str(found.count)
        opening = [self.words.say("queue-found", count=count)]
        shown = found.cases[:PAGE]
        screen = await self._list(turn, opening, shown)
        if len(found.cases) == len(shown):
            return screen
        more = await Maker(store=turn.store, now=turn.now).make(
            self.words.label("queue-button-more"),
            Action.FOUND,
            contact=found.contact,
            before=shown[-1].id,
        )
        return Screen(text=screen.text, keyboard=(*screen.keyboard, (more,)))

    async def _list(self, turn: Turn, opening: list[str], cases: Sequence[Listed]) -> Screen:
        maker = Maker(store=turn.store, now=turn.now)
        shown = [await lines.line(self.words, turn.store, one, now=turn.now) for one in cases]
        rows = [(await lines.button(maker, one),) for one in cases]
        return Screen(text="\n\n".join((*opening, *shown)), keyboard=tuple(rows))

    async def _open(self, message: Message, turn: Turn, found: Listed) -> None:
        """Open the case here, as the press does, and write the look down."""
        officer = str(message.chat.id)
        dossier = await look(turn.store, found.id, officer=officer, now=turn.now)
        role = await self.officers.role(turn, message.chat.id) or Role.VIEWER
        folder = Folder(words=self.words, role=role)
        for screen in await folder.of_case(turn.store, dossier, now=turn.now):
            await turn.replies.send(message.chat.id, screen, shows=About(case=found.id))

    async def _of_topic(self, turn: Turn, chat_id: int, thread: int) -> Number | None:
        case_id = await turn.store.topics.in_thread(chat_id, thread)
        if case_id is None:
            return None
        case = await turn.store.cases.get(case_id)
        return Number(number=case.ref.number, year=case.ref.year)

    async def _explain(self, message: Message, turn: Turn, *, wrote: bool) -> None:
        """Say what can be looked for; in private where something else was typed in the group."""
        user = message.from_user
        to = user.id if wrote and user else message.chat.id
        await self._say(turn, to, "queue-find-how")

    async def _say(self, turn: Turn, chat_id: int, key: str) -> None:
        await turn.replies.send(chat_id, Screen(text=self.words.say(key)))
