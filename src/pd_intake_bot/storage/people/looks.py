"""Who looked at what: looks at cases are events of theirs, all others stand in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Row, Select, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.queue import Look, Looked, WhichLooks
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import cases, events, looks, reviews, submissions

_AS_EVENTS = {EventKind.LOOKED_AT: Looked.CASE, EventKind.EVIDENCE_TAKEN: Looked.EVIDENCE}


@dataclass(frozen=True, slots=True)
class Looks:
    """The port `Looks`."""

    connection: AsyncConnection

    async def add(self, look: Look) -> None:
        """Write a look down."""
        await self.connection.execute(
            insert(looks).values(
                what=look.what,
                actor=look.actor,
                at=look.at,
                review_id=look.review,
                found=look.found,
            )
        )

    async def all(self) -> Sequence[Look]:
        """List every look that was added here, in the order they were taken."""
        return await self._list(select(looks).order_by(looks.c.id))

    async def of_review(self, review: int) -> Sequence[Look]:
        """List who looked at a review item, in the order they did."""
        mine = select(looks).where(looks.c.review_id == review)
        return await self._list(mine.order_by(looks.c.id))

    async def last(self, wished: WhichLooks, *, limit: int) -> Sequence[Look]:
        """List the last looks of those wished for, in the order they were taken."""
        added = _last(select(looks), looks, wished, limit)
        if wished.case is not None:
            became = select(reviews.c.id).join(
                submissions, submissions.c.id == reviews.c.submission_id
            )
            mine = became.where(submissions.c.case_id == wished.case)
            added = added.where(looks.c.review_id.in_(mine))
        found = [*await self._list(added), *await self._of_cases(wished, limit)]
        newest_first = sorted(found, key=attrgetter("at"), reverse=True)
        return newest_first[:limit][::-1]

    async def _of_cases(self, wished: WhichLooks, limit: int) -> list[Look]:
        columns: tuple[Column[Any], ...] = (
            events.c.kind,
            events.c.actor,
            events.c.at,
            *(cases.c[name] for name in ("prefix", "year", "number")),
        )
        told_of = select(*columns).join(cases, cases.c.id == events.c.case_id)
        chosen = told_of.where(one_of(events.c.kind, *sorted(_AS_EVENTS)))
        if wished.case is not None:
            chosen = chosen.where(events.c.case_id == wished.case)
        rows = await self.connection.execute(_last(chosen, events, wished, limit))
        return [_look_at_case(row) for row in rows]

    async def _list(self, statement: Select[Any]) -> list[Look]:
        rows = await self.connection.execute(statement)
        return [
            Look(what=row.what, actor=row.actor, at=row.at, review=row.review_id, found=row.found)
            for row in rows
        ]


def _look_at_case(row: Row[Any]) -> Look:
    ref = Reference(row.prefix, row.year, row.number)
    return Look(what=_AS_EVENTS[row.kind], actor=row.actor, at=row.at, case=ref)


def _last(chosen: Select[Any], table: Table, wished: WhichLooks, limit: int) -> Select[Any]:
    """Ask for the last rows of either table, by whom and since when."""
    if wished.actor is not None:
        chosen = chosen.where(table.c.actor == wished.actor)
    if wished.since is not None:
        chosen = chosen.where(table.c.at >= wished.since)
    return chosen.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
