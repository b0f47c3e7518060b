"""A case passes from one officer to another, or back to nobody."""

from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.notices import Line, Named, Notice
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store


async def hand_over(store: Store, case: Case, *, to: int, officer: str, now: datetime) -> Case:
    """Let another officer hold a case, and tell them in private; `officer` is who decides."""
    handed = await cards.change(store, replace(case, officer=str(to), taken_at=now), now=now)
    data = {"to": str(to)}
    event = Event(kind=EventKind.HANDED_OVER, at=now, actor=officer, data=data)
    await store.events.add(case.id, event)
    if str(to) != officer:
        line = Line(text="notice-handed-over", values={"officer": Named(actor=officer)})
        told = Notice(lines=(line,), ref=str(case.ref), to=to)
        key = f"handed:{case.id}:{handed.version}"
        await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)
    return handed


async def let_go(store: Store, case: Case, *, officer: str, now: datetime) -> Case:
    """Let nobody hold a case any more; one that nobody holds stays as it is."""
    if case.officer is None:
        return case
    data = {"from": case.officer}
    await store.events.add(case.id, Event(kind=EventKind.LET_GO, at=now, actor=officer, data=data))
    return await cards.change(store, replace(case, officer=None, taken_at=None), now=now)
