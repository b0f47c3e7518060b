"""Ties cases that belong together: both histories and both cards say so."""

from dataclasses import replace
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.links import Link, LinkKind
from pd_intake_bot.usecases import parcels
from pd_intake_bot.usecases.ports import Store


async def same_wish(store: Store, case: Case, *, now: datetime) -> Case:
    """Tie a new case to the earliest open one in which the person asks for the same.

    The earlier receipt governs: the target of the new case is no later than that of the first
    one. What the person was told of it stays as the letter has it.
    """
    first = await _earliest(store, case)
    if first is None:
        return case
    target = _sooner(case.target, first.target)
    if target != case.target:
        case = await store.cases.change(replace(case, target=target))
    await tie(store, case, first, LinkKind.SAME_WISH, actor=SYSTEM, now=now)
    # A card is written anew for each version of its case.
    await store.outbox.add(parcels.card(await store.cases.change(first)), now=now)
    return case


async def governed(store: Store, case: Case, target: date | None) -> date | None:
    """Give what staff work to: a target, or that of an earlier case with the same wish."""
    for tied in await store.links.of_case(case.id):
        if tied.kind is LinkKind.SAME_WISH and tied.case_id == case.id:
            first = await store.cases.get(tied.other)
            target = _sooner(target, first.target if first.state.is_open else None)
    return target


async def tie(
    store: Store, case: Case, other: Case, kind: LinkKind, *, actor: str, now: datetime
) -> bool:
    """Tie a case to another one; False where they were tied so before."""
    if not await store.links.add(Link(case_id=case.id, other=other.id, kind=kind, at=now)):
        return False
    for one, its_other in ((case, other), (other, case)):
        data = {"other": str(its_other.ref), "kind": kind.value}
        event = Event(kind=EventKind.LINKED, at=now, actor=actor, data=data)
        await store.events.add(one.id, event)
    return True


async def _earliest(store: Store, case: Case) -> Case | None:
    if case.reply_to is None:
        return None
    first = await store.cases.earliest_open(case.reply_to, case.right)
    return None if first is None or first.id == case.id else first


def _sooner(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
