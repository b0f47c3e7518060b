"""Where the queue stands, counted without opening anything that is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, State
from pd_intake_bot.domain.clockwork import Census, Matter, Queued
from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.storage.cases.reminders import queued, read, stands
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import cases, outbox, reviews, told

_IS_OPEN = one_of(cases.c.state, *sorted(OPEN))


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

    async def closed(
        self, *, since: datetime, until: datetime
    ) -> Sequence[tuple[State, datetime, date | None]]:
        """List what was closed between: how, when, and the date that the person was told.

        There is no such date where it stood still when the case was closed.
        """
        last = (
            select(told.c.promised)
            .where(told.c.case_id == cases.c.id)
            .order_by(told.c.at.desc(), told.c.letter.desc())
            .limit(1)
            .scalar_subquery()
        )
        named = func.coalesce(last, cases.c.promised, cases.c.target)
        promise = case((stands(Matter.PROMISED), None), else_=named).label("told")
        rows = await self.connection.execute(
            select(cases.c.state, cases.c.closed_at, promise)
            .where(cases.c.closed_at >= since, cases.c.closed_at < until)
            .order_by(cases.c.closed_at)
        )
        return [(row.state, row.closed_at, row.told) for row in rows]

    async def received(self, *, since: datetime, until: datetime) -> Sequence[datetime]:
        """List the moments of receipt of cases received between."""
        rows = await self.connection.scalars(
            select(cases.c.received_at)
            .where(cases.c.received_at >= since, cases.c.received_at < until)
            .order_by(cases.c.received_at)
        )
        return list(rows)

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
        lately = outbox.c.settled_at > since
        return await self._scalar(
            select(func.count())
            .select_from(outbox.join(cases, outbox.c.case_id == cases.c.id))
            .where(one_of(outbox.c.standing, Standing.REFUSED, Standing.UNKNOWN))
            .where(outbox.c.kind == Kind.LETTER, _IS_OPEN | lately)
        )

    async def _reviews(self, of_kind: ColumnElement[bool]) -> int:
        return await self._scalar(
            select(func.count())
            .select_from(reviews)
            .where(reviews.c.verdict == Verdict.OPEN, of_kind)
        )

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        return await self._scalar(select(func.count()).select_from(cases).where(*conditions))

    async def _scalar(self, statement: Select[Any]) -> int:
        return int(await self.connection.scalar(statement) or 0)
