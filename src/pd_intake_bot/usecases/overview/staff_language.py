"""In which language staff are written to: each officer in their own, the group in its."""

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.ports import Store

MARK = "staff_language"
"""The mark of the language that a lead has chosen for the group."""


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
