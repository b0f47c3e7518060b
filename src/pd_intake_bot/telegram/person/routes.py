"""How a handler is bound to a button: by screen, by action, and only while the screen is live."""

from aiogram import F, Router
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery

from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action, Press


async def is_live(press: CallbackQuery, dialogue: Dialogue) -> bool:
    """Tell whether the pressed button stands on the last screen that was shown.

    What a press carries is in the hands of whoever runs the client, so it counts only if the
    screen, written once more, has a button that carries the very same.
    """
    return press.data in dialogue.buttons()


def on(router: Router, state: State, action: Action, handler: CallbackType) -> None:
    """Let a handler answer a press of the screen of `state`, unless the screen is stale."""
    router.callback_query.register(handler, state, Press.filter(F.action == action), is_live)
