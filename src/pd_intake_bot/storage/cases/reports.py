"""Where the queue stands, counted without opening anything that is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    column,
    func,
    select,
    values,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, State
from pd_intake_bot.domain.clockwork import Census, DayFigures, Queued
from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.storage.cases.reminders import queued, read, stands
from pd_intake_bot.storage.sql.columns import Moment, one_of
from pd_intake_bot.storage.tables import cases, outbox, reviews

_IS_OPEN = one_of(cases.c.state, *sorted(OPEN))
_IS_REPLY = one_of(cases.c.state, State.ANSWERED, State.REFUSED)
FAILED = (Standing.REFUSED, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reports:
    """The port `Reports`."""

    connection: AsyncConnection

    async def census(self, *, today: date, week_ends: date, since: datetime) -> Census:
        """Count what a morning report tells; `since` is the moment of the last one."""
        due = cases.c.target
        return Census(
            new=await self._count(cases.c.registered_at > since),
            open=await self._count(_IS_OPEN),
            due_today=await self._refs(due == today),
            due_this_week=await self._refs(due > today, due <= week_ends),
            overdue=await self._refs(due < today),
            untaken=await self._count(_IS_OPEN, cases.c.officer.is_(None)),
            paused=await self.paused(),
            waiting=await self._count(one_of(cases.c.state, State.WAITING)),
            held=await self._count(_IS_OPEN, cases.c.held_because.is_not(None)),
            undelivered=await self._undelivered(since),
            reviews=await self._reviews(reviews.c.kind != ReviewKind.QUARANTINE),
            quarantine=await self._reviews(reviews.c.kind == ReviewKind.QUARANTINE),
        )

    async def by_day(
        self, days: Mapping[date, datetime], *, until: datetime
    ) -> Sequence[DayFigures]:
        """Count what came and what was answered on each of some local days, in order.

        Each day is given with its first moment and ends where the next begins, the last one
        `until` then. A case is measured by the date that its person was told last; where that
        date stood still when the case was closed, it was answered in time.
        """
        ends = [*days.values(), until][1:]
        asked = [(day, begins, end) for (day, begins), end in zip(days.items(), ends, strict=True)]
        rows = await self.connection.execute(_count_by_day(asked)) if asked else ()
        return [
            DayFigures(day=row.day, received=row.received, answered=row.answered, late=row.late)
            for row in rows
        ]

    async def due_dates(self, *, officer: str | None = None) -> Sequence[Queued]:
        """List open cases with a target date that runs, of one officer or of all, in order."""
        statement = queued(cases.c.target).where(_IS_OPEN, cases.c.target.is_not(None), ~stands())
        if officer is not None:
            statement = statement.where(cases.c.officer == officer)
        ordered = statement.order_by(cases.c.target, cases.c.id)
        return [read(row) for row in await self.connection.execute(ordered)]

    async def dates(self) -> Mapping[date | None, int]:
        """Count open cases by their target date; those of which it stands still are left out."""
        rows = await self.connection.execute(
            select(cases.c.target, func.count().label("open"))
            .where(_IS_OPEN, ~stands())
            .group_by(cases.c.target)
        )
        return {row.target: row.open for row in rows}

    async def paused(self) -> int:
        """Count open cases of which the target date stands still."""
        return await self._count(_IS_OPEN, stands())

    async def _refs(self, *conditions: ColumnElement[bool]) -> tuple[str, ...]:
        rows = await self.connection.execute(
            select(cases.c.prefix, cases.c.year, cases.c.number)
            .where(_IS_OPEN, ~stands(), *conditions)
            .order_by(cases.c.target, cases.c.id)
        )
        return tuple(str(Reference(row.prefix, row.year, row.number)) for row in rows)

    async def _undelivered(self, since: datetime) -> int:
        """Count letters that did not arrive and whose case is open, or that failed lately."""
        letters = (
            select(func.count())
            .select_from(outbox)
            .where(one_of(outbox.c.standing, *FAILED), outbox.c.kind == Kind.LETTER)
        )
        # Asked for apart: together, every letter that ever failed would be looked at.
        lately = letters.where(outbox.c.settled_at > since, outbox.c.case_id.is_not(None))
        earlier = letters.where(of_open_cases(), outbox.c.settled_at <= since)
        return await self._scalar(lately) + await self._scalar(earlier)

    async def _reviews(self, of_kind: ColumnElement[bool]) -> int:
        return await self._scalar(
            select(func.count())
            .select_from(reviews)
            .where(one_of(reviews.c.verdict, Verdict.OPEN), of_kind)
        )

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        return await self._scalar(select(func.count()).select_from(cases).where(*conditions))

    async def _scalar(self, statement: Select[Any]) -> int:
        return int(await self.connection.scalar(statement) or 0)


def of_open_cases() -> ColumnElement[bool]:
    """Ask for parcels of open cases."""
    return outbox.c.case_id.in_(select(cases.c.id).where(_IS_OPEN))


def _count_by_day(days: Sequence[tuple[date, datetime, datetime]]) -> Select[Any]:
    """Select, for each day with its first moment and its end, what came and what was answered.

    Counted in the database: of a register with thousands of requests a week only a row for each
    day comes out of it.
    """
    three = (column("day", Date), column("begins", Moment), column("ends", Moment))
    of = values(*three, name="days").data(days).cte()
    answered = (_within(of, cases.c.closed_at), _IS_REPLY)
    return select(
        of.c.day,
        _count(_within(of, cases.c.received_at)).label("received"),
        _count(*answered).label("answered"),
        _count(*answered, cases.c.told_at_end < of.c.day).label("late"),
    ).order_by(of.c.day)


def _within(of: CTE, moment: ColumnElement[Any]) -> ColumnElement[bool]:
    return (moment >= of.c.begins) & (moment < of.c.ends)


def _count(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(cases).where(*conditions).scalar_subquery()
