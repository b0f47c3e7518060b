"""In which language staff are spoken to: each officer their own, the group one."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.overview.staff_language import MARK, of_chat, of_group

__all__ = ["MARK", "Speaks", "of_chat", "of_group"]


class Speaks(Filter):
    """Lets through what is answered in one language: a press in its presser's."""

    def __init__(self, language: Language, setting: Language) -> None:
        self._language = language
        self._setting = setting

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool:
        """Tell whether this is the language to answer in."""
        chat = event.from_user.id if isinstance(event, CallbackQuery) else event.chat.id
        return await of_chat(turn.store, chat, self._setting) is self._language
