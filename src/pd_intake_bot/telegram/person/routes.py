"""How a handler is bound to a button: by screen, by action, and only while the screen is live.

Many people type what a button says instead of pressing it; that does the same.
"""

from aiogram import F, Router
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import Filter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from pd_intake_bot.telegram.person.dialogue import Dialogue, bare
from pd_intake_bot.telegram.person.presses import Action, Press

Pressed = CallbackQuery | Message
"""What a press comes as: most handlers of buttons need nothing of it."""


async def is_live(press: CallbackQuery, dialogue: Dialogue) -> bool:
    """Tell whether the pressed button stands on the last screen that was shown.

    What a press carries is in the hands of whoever runs the client, so it counts only if the
    screen, written once more, has a button that carries the very same.
    """
    return press.data in dialogue.buttons()


class Typed(Filter):
    """Lets a message through that is, but for its ornaments, the label of a live button."""

    def __init__(self, action: Action) -> None:
        self._action = action

    async def __call__(self, message: Message, dialogue: Dialogue) -> bool | dict[str, Press]:
        """Give the press that the message stands for."""
        data = dialogue.labels().get(bare(message.text or ""))
        if data is None or message.forward_origin is not None:
            return False
        press = Press.unpack(data)
        return {"callback_data": press} if press.action is self._action else False


def on(router: Router, state: State, action: Action, handler: CallbackType) -> None:
    """Let a handler answer a button of the screen of `state`, unless the screen is stale."""
    router.callback_query.register(handler, state, Press.filter(F.action == action), is_live)
    router.message.register(handler, state, Typed(action))
