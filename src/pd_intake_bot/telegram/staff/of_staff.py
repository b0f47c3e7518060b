"""What may be the officers' at all: a person's talk passes by all of their handlers at once."""

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from pd_intake_bot.telegram.staff import buttons
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.turn import Turn


class OfStaff(Filter):
    """Lets through presses on staff buttons, what is said in groups, and officers in private."""

    def __init__(self, officers: Officers) -> None:
        self._officers = officers

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool:
        """Tell whether any handler of the officers' side may want it."""
        if isinstance(event, CallbackQuery):
            return (event.data or "").startswith(buttons.PREFIX)
        if event.chat.type != ChatType.PRIVATE:
            return True
        user = event.from_user
        return user is not None and await self._officers.role(turn, user.id) is not None
