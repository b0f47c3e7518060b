"""Which group is the staff group: as set, until Telegram moves it under another number."""

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store

MARK = "staff_chat"


async def current(store: Store, setting: int | None) -> int | None:
    """Give the number of the staff group; None where the service has none."""
    moved = await store.marks.get(MARK)
    return int(moved) if moved else setting


async def moved(store: Store, *, to: int) -> None:
    """Remember the new number; every message of the old group is out of reach."""
    await store.marks.put(MARK, str(to))


def router() -> Router:
    """Give the router that hears of a group becoming a supergroup."""
    found = Router(name="staff-chat")
    found.message.register(_migrated, F.migrate_to_chat_id)
    return found


async def _migrated(message: Message, turn: Turn) -> None:
    if message.chat.id == turn.surroundings.staff_chat and message.migrate_to_chat_id:
        await moved(turn.store, to=message.migrate_to_chat_id)
