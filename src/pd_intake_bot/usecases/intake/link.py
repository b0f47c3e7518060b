"""Ties cases that belong together: both histories and both cards say so."""

from dataclasses import replace
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.links import Link, LinkKind
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.ports import Store


async def same_wish(store: Store, case: Case, *, now: datetime) -> Case:
    """Tie a new case to the open ones in which the person asks for the same.

    The earliest receipt governs: the target of the others is no later than that of the first
    one. What the person was told of each stays as its letter has it.
    """
    first, later = await tie_same_wish(store, case, actor=SYSTEM, now=now)
    for one in later:
        target = _sooner(one.target, first.target)
        if one.id != case.id:
            await cards.change(store, replace(one, target=target), now=now)
        elif target != one.target:
            case = await store.cases.change(replace(one, target=target))
    if first.id != case.id:
        await cards.change(store, first, now=now)
    return case


async def tie_same_wish(
    store: Store, case: Case, *, actor: str, now: datetime
) -> tuple[Case, list[Case]]:
    """Tie a case to the one received first of those that ask for the same, or those to it.

    Gives the first, and those that go by it from now on.
    """
    first, later = await _in_order(store, case)
    for one in later:
        await tie(store, one, first, LinkKind.SAME_WISH, actor=actor, now=now)
    return first, later


async def _in_order(store: Store, case: Case) -> tuple[Case, list[Case]]:
    """Give the case received first of those with this wish, and which of the rest to tie to it."""
    if case.reply_to is None:
        return case, []
    earliest = await store.cases.earliest_open(case.reply_to, case.right, beside=case.id)
    if earliest is None:
        return case, []
    if (earliest.received_at, earliest.id) < (case.received_at, case.id):
        return earliest, [case]
    theirs = await store.cases.of_person(case.reply_to)
    others = [one for one in theirs if one.id != case.id and one.right == case.right]
    return case, [one for one in others if one.state.is_open]


async def governed(store: Store, case: Case, target: date | None) -> date | None:
    """Give what staff work to: a target, or that of an earlier case with the same wish."""
    for tied in await store.links.of_case(case.id):
        if tied.kind is LinkKind.SAME_WISH and tied.case_id == case.id:
            first = await store.cases.get(tied.other)
            governs = first.state.is_open and first.right == case.right
            target = _sooner(target, first.target if governs else None)
    return target


async def going_by(store: Store, case: Case) -> list[Case]:
    """List the open cases that were tied to this one because they ask for the same."""
    ties = await store.links.of_case(case.id)
    tied = [
        await store.cases.get(one.case_id)
        for one in ties
        if one.kind is LinkKind.SAME_WISH and one.other == case.id
    ]
    return [one for one in tied if one.state.is_open]


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


def _sooner(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)
