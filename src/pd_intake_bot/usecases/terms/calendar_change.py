"""A calendar that is no longer the one open cases were counted by: which dates would move."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Cause, Happened
from pd_intake_bot.domain.notices import Line, Notice, Value
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.reckon import Reckon

MARK = "calendar.in-force"
"""The digest of the calendar by which open cases were last counted."""

OFFER = "apply-calendar"
"""What the notice offers to a lead."""

_NAMED = 10
"""How many cases a notice names: it is read on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A case whose dates would move: it holds the old ones, beside it stand the new."""

    case: Case
    promised: date | None
    target: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """Compares open cases with the calendar as the files now have it, and applies it.

    New requests are counted by that calendar at once; what people were told before moves only
    when a lead agrees.
    """

    reckon: Reckon

    async def is_pending(self, store: Store) -> bool:
        """Tell whether another calendar is in force than the files have."""
        return await store.marks.get(MARK) != self._digest

    async def shifts(self, store: Store) -> Sequence[Shift]:
        """List the open cases whose dates would move, the most urgent first."""
        happened = await store.clocks.happened_to_open()
        found = []
        for case in await store.cases.open():
            dates = self.reckon.count(case, happened.get(case.id, Happened()))
            if (dates.promised, dates.target) == (case.promised, case.target):
                continue
            target = await link.governed(store, case, dates.target)
            if (dates.promised, target) != (case.promised, case.target):
                found.append(Shift(case=case, promised=dates.promised, target=target))
        return found

    async def apply(self, store: Store, *, actor: str, now: datetime) -> Sequence[Shift]:
        """Move the dates, put the calendar in force, and list what has moved."""
        shifts = await self.shifts(store)
        for shift in shifts:
            await self.reckon(store, shift.case, reason=Cause.CALENDAR, actor=actor, now=now)
        await store.marks.put(MARK, self._digest)
        return shifts

    async def notice(self, store: Store, *, now: datetime) -> None:
        """Tell the group of a calendar that is not in force, once a day until a lead agrees.

        The first calendar of all, and one that moves no case, come into force by themselves.
        """
        in_force = await store.marks.get(MARK)
        if in_force == self._digest:
            return
        shifts = await self.shifts(store)
        if in_force is None or not shifts:
            await store.marks.put(MARK, self._digest)
        if in_force is None:
            return
        today = self.reckon.policy.local_date(now)
        key = f"notice:calendar:{self._digest[:16]}:{today}"
        told = Notice(lines=tuple(_lines(shifts)), offers=(OFFER,) if shifts else ())
        await store.outbox.add(parcels.tell(key, told), now=now)

    @property
    def _digest(self) -> str:
        return self.reckon.calendar.digest()


def _lines(shifts: Sequence[Shift]) -> Iterator[Line]:
    if not shifts:
        yield Line(text="notice-calendar-quiet")
        return
    yield Line(text="notice-calendar", values={"count": len(shifts)})
    for shift in shifts[:_NAMED]:
        yield from _shift(shift)
    if len(shifts) > _NAMED:
        yield Line(text="notice-calendar-more", values={"count": len(shifts) - _NAMED})


def _shift(shift: Shift) -> Iterator[Line]:
    """Name what was promised where that moves, else what staff work to."""
    case, moved = shift.case, "promised"
    before, after = case.promised, shift.promised
    if before == after:
        moved, before, after = "target", case.target, shift.target
    if before is not None and after is not None:
        values: Mapping[str, Value] = {"case": str(case.ref), "before": before, "after": after}
        yield Line(text=f"notice-calendar-{moved}", values=values)
