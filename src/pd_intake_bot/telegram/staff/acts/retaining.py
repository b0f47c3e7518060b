"""A lead forbids, with a reason, that anything of a case is erased; and allows it again."""

from dataclasses import dataclass

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import quitting
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards.history import History
from pd_intake_bot.telegram.staff.letters import begun
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.records import holding
from pd_intake_bot.usecases.records.showing import About

_EVENTS = {True: EventKind.HOLD_SET, False: EventKind.HOLD_LIFTED}
_WORDS = {True: "set", False: "lifted"}


class Retaining(StatesGroup):
    """Where a lead stands who forbids erasure, or allows it again."""

    reason = State()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Asks for the reason in private: without one, nothing is changed."""

    words: Wording
    officers: Officers

    async def hold(self, press: Press) -> None:
        """Ask why nothing of the case may be erased."""
        await self._ask(press, held=True)

    async def lift(self, press: Press) -> None:
        """Ask why that is over."""
        await self._ask(press, held=False)

    async def write(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take the reason, and do it; what somebody else has done meanwhile is told."""
        data, user = await state.get_data(), message.from_user
        if "retain" not in data or not message.text or user is None:
            raise SkipHandler
        case_id, held = CaseId(data["retain"]), bool(data["held"])
        await turn.replies.typed(message, About(case=case_id))
        await state.clear()
        role = await self.officers.role(turn, user.id)
        if role is None or not role.reaches(Role.LEAD):
            await self._say(turn, message.chat.id, self.words.say("staff-needs-lead"))
            return
        case = await turn.store.cases.get(case_id)
        done = await self._do(turn, case, held=held, reason=message.text, officer=str(user.id))
        await self._say(turn, message.chat.id, done)

    async def _ask(self, press: Press, *, held: bool) -> None:
        turn = press.turn
        case = await turn.store.cases.get(press.case_id)
        if await turn.store.erasures.is_held(case.id) is held:
            what = await History(words=self.words).last(turn.store, case.id, _EVENTS[held])
            turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
            return
        if other := await begun.unfinished(press.state):
            turn.effects.tell(self.words.label(other), alert=True)
            return
        await press.state.set_state(Retaining.reason)
        await press.state.set_data({"retain": case.id, "held": held})
        text = self.words.say(f"staff-hold-{_WORDS[held]}-ask", ref=str(case.ref))
        leave = await quitting.button(self.words, press.maker, of="retain", case=case.id)
        await turn.replies.send(press.officer, Screen(text=text, keyboard=((leave,),)))

    async def _do(self, turn: Turn, case: Case, *, held: bool, reason: str, officer: str) -> str:
        change = holding.hold if held else holding.lift
        noted = self.words.label(holding.NOTES[_EVENTS[held]], words=reason)
        if not await change(turn.store, case.id, officer=officer, noted=noted, now=turn.now):
            what = await History(words=self.words).last(turn.store, case.id, _EVENTS[held])
            return self.words.say("staff-too-late", what=what)
        return self.words.say(f"staff-hold-{_WORDS[held]}", ref=str(case.ref))

    async def _say(self, turn: Turn, chat_id: int, text: str) -> None:
        await turn.replies.send(chat_id, Screen(text=text))


async def button(words: Wording, maker: Maker, case: Case) -> Button:
    """Make a lead's button, to forbid erasure or to allow it again."""
    is_held = await maker.store.erasures.is_held(case.id)
    action = Action.LIFT if is_held else Action.HOLD
    return await maker.make(words.label(f"staff-button-{action}"), action, case=case.id)
