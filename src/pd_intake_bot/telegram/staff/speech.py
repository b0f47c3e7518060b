"""In which language staff are spoken to: each officer their own, the group one."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store

MARK = "staff_language"


async def of_group(store: Store, setting: Language) -> Language:
    """Give the group's language: what a lead has chosen, else the setting."""
    chosen = await store.marks.get(MARK)
    return Language(chosen) if chosen else setting


async def of_chat(store: Store, chat_id: int | None, setting: Language) -> Language:
    """Give the language of an officer's private chat, or of the group for any other."""
    if chat_id is not None and chat_id > 0:
        officer = await store.officers.get(chat_id)
        if officer.language is not None:
            return officer.language
    return await of_group(store, setting)


class Speaks(Filter):
    """Lets through what is answered in one language: a press in its presser's."""

    def __init__(self, language: Language, setting: Language) -> None:
        self._language = language
        self._setting = setting

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool:
        """Tell whether this is the language to answer in."""
        chat = event.from_user.id if isinstance(event, CallbackQuery) else event.chat.id
        return await of_chat(turn.store, chat, self._setting) is self._language
