"""Which group is the staff group: as set, until Telegram moves it under another number."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.telegram import staff_mode
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
    found.message.outer_middleware(staff_mode.Seeing())
    found.message.register(_migrated, F.migrate_to_chat_id)
    found.message.register(_migrated_from, F.migrate_from_chat_id)
    found.message.register(_topic_closed, F.forum_topic_closed)
    found.message.register(_topic_opened, F.forum_topic_reopened)
    return found


async def _migrated(message: Message, turn: Turn) -> None:
    if message.chat.id == turn.surroundings.staff_chat and message.migrate_to_chat_id:
        await moved(turn.store, to=message.migrate_to_chat_id)


async def _migrated_from(message: Message, turn: Turn) -> None:
    """Hear of the same from the other side: which of the two comes first is not said."""
    if message.migrate_from_chat_id == turn.surroundings.staff_chat:
        await moved(turn.store, to=message.chat.id)


async def _topic_closed(message: Message, turn: Turn) -> None:
    await _note(message, turn, closed=True)


async def _topic_opened(message: Message, turn: Turn) -> None:
    await _note(message, turn, closed=False)


async def _note(message: Message, turn: Turn, *, closed: bool) -> None:
    """Write down what members do with a topic by hand; the next card sets it right."""
    if message.chat.id != turn.surroundings.staff_chat or message.message_thread_id is None:
        return
    topics = turn.store.topics
    case_id = await topics.in_thread(message.chat.id, message.message_thread_id)
    topic = await topics.of_case(case_id) if case_id is not None else None
    if case_id is not None and topic is not None:
        await topics.put(case_id, replace(topic, closed=closed))
