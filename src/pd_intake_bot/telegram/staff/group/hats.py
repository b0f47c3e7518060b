"""An officer in private who is writing no answer: at work, or a person with a request?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.letters import begun
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

FOR = timedelta(hours=12)
"""How long an officer is a person after having said so."""


class Wearing(StatesGroup):
    """As whom an officer writes in the private chat; no state means at work."""

    person = State()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hats:
    """Lets nothing that an officer types fall into a person's request by accident."""

    words: Wording

    async def ask(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Ask who writes, unless the officer has said so; then it is the person's to answer."""
        await self._show(message, turn, state, "staff-who-writes")

    async def welcome(self, message: Message, turn: Turn, state: FSMContext, role: Role) -> None:
        """Say what an officer who has just come is here for."""
        await self._show(message, turn, state, f"staff-welcome-{role}")

    async def _show(self, message: Message, turn: Turn, state: FSMContext, key: str) -> None:
        if await is_person(turn, state):
            raise SkipHandler
        maker = Maker(store=turn.store, now=turn.now)
        queue = await maker.make(self.words.label("staff-button-queue"), Action.QUEUE, page=0)
        person = await maker.make(self.words.label("staff-button-as-person"), Action.AS_PERSON)
        text = self.words.say(key)
        screen = Screen(text=text, keyboard=((queue,), (person,)))
        await turn.replies.send(message.chat.id, screen)

    async def as_person(self, press: Press) -> None:
        """Let the officer be a person for a while."""
        turn = press.turn
        if other := await begun.unfinished(press.state):
            turn.effects.tell(self.words.label(other), alert=True)
            return
        await press.state.set_state(Wearing.person)
        await press.state.set_data({"until": (turn.now + FOR).isoformat()})
        text = self.words.say("staff-as-person")
        await turn.replies.send(press.officer, Screen(text=text), edit=press.message_id)

    async def at_work(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Let the officer be an officer again."""
        if await state.get_state() == Wearing.person:
            await state.clear()
        await turn.replies.send(message.chat.id, Screen(text=self.words.say("staff-at-work")))


async def is_person(turn: Turn, state: FSMContext) -> bool:
    """Tell whether the officer has said that they write as a person."""
    if await state.get_state() != Wearing.person:
        return False
    return turn.now < datetime.fromisoformat((await state.get_data())["until"])
