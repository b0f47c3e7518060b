"""What an officer has begun in private is thrown away by its own button, or by command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

_OF_CASE = ("case", "note", "retain")
"""What is kept of a letter, a note and a reason: each names its case so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quitting:
    """Throws away what is at hand; the button of a question left behind throws away nothing."""

    words: Wording

    async def press(self, press: Press) -> None:
        """Throw it away, where the button belongs to it."""
        if not _is_about(await press.state.get_data(), press.args):
            press.turn.effects.tell(self.words.label("staff-step-over"), alert=True)
            return
        await press.state.clear()
        cancelled = Screen(text=self.words.say("staff-answer-cancelled"))
        await press.turn.replies.send(press.chat_id, cancelled, edit=press.message_id)

    async def command(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Throw it away, whatever it is."""
        await state.clear()
        cancelled = Screen(text=self.words.say("staff-answer-cancelled"))
        await turn.replies.send(message.chat.id, cancelled)


async def button(words: Wording, maker: Maker, *, of: str, **args: Json) -> Button:
    """Make the button for what is kept under the name `of`."""
    return await maker.make(words.label("staff-button-cancel"), Action.CANCEL, of=of, **args)


def _is_about(at_hand: Mapping[str, Any], args: Mapping[str, Json]) -> bool:
    """Tell whether a button belongs to what is at hand.

    One from before buttons said what they are of may be of anything about its case; that of a
    form said nothing at all.
    """
    if "of" not in args and "case" not in args:
        return "token" in at_hand
    if "of" not in args:
        return any(at_hand.get(one) == args["case"] for one in _OF_CASE)
    of = str(args["of"])
    is_same_act = args.get("act") in {None, at_hand.get("act")}
    return at_hand.get(of) == args["form" if of == "token" else "case"] and is_same_act
