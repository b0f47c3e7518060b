"""Which group is the staff group: as set, until Telegram moves it under another number."""

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import NewParcel
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.telegram import staff_mode
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

MARK = "staff_chat"


async def current(store: Store, setting: int | None) -> int | None:
    """Give the number of the staff group; None where the service has none."""
    moved = await store.marks.get(MARK)
    return int(moved) if moved else setting


async def moved(store: Store, *, former: int, to: int, now: datetime) -> None:
    """Remember the new number, and show anew what needs somebody.

    Every message of the former group is out of reach, and no button there works any more.
    """
    await store.marks.put(MARK, str(to))
    for key in await store.cards.leave(former):
        await store.outbox.add(await _again(store, key, to), now=now)


async def _again(store: Store, key: str, to: int) -> NewParcel:
    what, _, number = key.partition(":")
    if what == "case":
        shown = parcels.card_of(CaseId(int(number)), 0)
    else:
        shown = parcels.review_card(await store.reviews.get(ReviewId(int(number))))
    return replace(shown, key=f"{key}:moved:{to}")


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
        await moved(turn.store, former=message.chat.id, to=message.migrate_to_chat_id, now=turn.now)


async def _migrated_from(message: Message, turn: Turn) -> None:
    """Hear of the same from the other side: which of the two comes first is not said."""
    former = message.migrate_from_chat_id
    if former is not None and former == turn.surroundings.staff_chat:
        await moved(turn.store, former=former, to=message.chat.id, now=turn.now)


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
