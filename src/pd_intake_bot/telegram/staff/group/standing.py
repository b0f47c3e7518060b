"""What is done when the bot loses the staff group, and when it is back."""

from collections.abc import Iterable
from datetime import datetime

from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

MARK = "staff_lost"
"""Since when the group is lost; empty while it is not."""


async def lost(store: Store, leads: Iterable[int], *, now: datetime) -> None:
    """Tell each lead in private, once, that the bot can't work in the group."""
    if await store.marks.get(MARK):
        return
    await store.marks.put(MARK, now.isoformat())
    await _tell(store, leads, "notice-group-lost", since=now.isoformat(), now=now)


async def found(store: Store, leads: Iterable[int], *, now: datetime) -> bool:
    """Send at once what the group has missed; False where it was not lost."""
    since = await store.marks.get(MARK)
    if not since:
        return False
    await store.marks.put(MARK, "")
    await store.outbox.hasten(parcels.STAFF, now=now)
    await _tell(store, leads, "notice-group-back", since=since, now=now)
    return True


async def _tell(
    store: Store, leads: Iterable[int], text: str, *, since: str, now: datetime
) -> None:
    for lead in leads:
        told = Notice(lines=(Line(text=text),), to=lead)
        await store.outbox.add(parcels.tell(f"{text}:{since}:{lead}", told), now=now)
