"""What was said of each case, found by dates and written so that nothing is said twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, CaseId, State
from pd_intake_bot.domain.clockwork import Matter, Queued, Reminder, Wanted
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.cases import changed
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import cases, events, halted, reminders

_IS_OPEN = one_of(cases.c.state, *sorted(OPEN))
_NOBODYS = func.coalesce(cases.c.officer, "") == literal("")


@dataclass(frozen=True, slots=True)
class Reminders:
    """The port `Reminders`; a case is read without what is sealed of it."""

    connection: AsyncConnection
    _known: dict[int, frozenset[int] | None] = field(default_factory=dict)

    async def dated(
        self, wanted: Wanted, *, limit: int, after: int | None = None
    ) -> Sequence[Queued]:
        """List open cases by their dates of which this has not been said, the earliest first.

        A date that stands still is passed over; with `after`, so is whatever has no link in the
        chain behind that position.
        """
        due = cases.c.target if wanted.matter is Matter.TARGET else cases.c.promised
        # What a clock said that ran ahead for a while counts no more once it has been set back.
        said = (reminders.c.left <= wanted.left) & (reminders.c.day <= wanted.today)
        if wanted.daily:
            said &= reminders.c.day == wanted.today
        statement = (
            queued(due)
            .where(_IS_OPEN, due >= wanted.since, due <= wanted.until)
            .where(~_said(wanted.matter, reminders.c.due == due, said))
            .where(~stands(wanted.matter))
            .order_by(due, cases.c.id)
            .limit(limit)
        )
        if wanted.matter is Matter.PROMISED:
            statement = statement.where(or_(cases.c.target.is_(None), cases.c.target != due))
        return await self._list(statement, await self._changed(after))

    async def untaken(
        self,
        *,
        before: datetime,
        today: date,
        limit: int,
        after: int | None = None,
        since: datetime | None = None,
    ) -> Sequence[Queued]:
        """List open cases registered until then that nobody has taken, unless said today.

        With `after`, only those with a link in the chain behind that position, and those
        registered from `since` on.
        """
        few = await self._changed(after)
        if few is not None and since is not None:
            lately = await changed.few(self.connection, _untaken_of(since, before))
            few = None if lately is None else few | lately
        # Written so, SQLite finds a few cases by their numbers and not all those of nobody.
        nobodys = cases.c.officer.is_(None) if few is None else _NOBODYS
        statement = (
            queued(cases.c.target)
            .where(_IS_OPEN, nobodys, cases.c.registered_at <= before)
            .where(~_said(Matter.UNTAKEN, reminders.c.day == today))
            .order_by(cases.c.target.asc().nulls_last(), cases.c.id)
            .limit(limit)
        )
        return await self._list(statement, few)

    async def waiting(
        self, *, after: int | None = None
    ) -> Sequence[tuple[Queued, datetime, Reminder | None]]:
        """List cases that wait for the person, since when, and what was last said of that.

        With `after`, only those with a link in the chain behind that position.
        """
        asked = (
            select(func.max(events.c.at))
            .where(events.c.case_id == cases.c.id, one_of(events.c.kind, EventKind.ASKED))
            .scalar_subquery()
        )
        its = (reminders.c.case_id == cases.c.id) & one_of(reminders.c.matter, Matter.SILENT)
        statement = (
            queued(cases.c.target)
            .add_columns(asked.label("asked_at"), reminders.c.due.label("said_due"))
            .add_columns(reminders.c.left, reminders.c.day)
            .select_from(cases.outerjoin(reminders, its))
            .where(one_of(cases.c.state, State.WAITING))
            .order_by(cases.c.id)
        )
        rows = await self._rows(statement, await self._changed(after))
        return [_waiting(row) for row in rows if row.asked_at is not None]

    async def claim(self, said: Collection[Reminder]) -> frozenset[tuple[CaseId, Matter]]:
        """Write down what is about to be said; gives what nobody has said before.

        The rows are written in one order by every process, so that two never wait for each
        other; the later one finds that it has nothing left to say.
        """
        if not said:
            return frozenset()
        statement = upsert.insert(self.connection, reminders).values(
            [_values(one) for one in sorted(said, key=lambda one: (one.case_id, one.matter))]
        )
        new = statement.excluded
        more = or_(
            reminders.c.due != new.due,
            reminders.c.left > new.left,
            reminders.c.day > new.day,
            (new.left < 0) & (reminders.c.day < new.day),
        )
        written = await self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["case_id", "matter"],
                set_={"due": new.due, "left": new.left, "day": new.day},
                where=more,
            ).returning(reminders.c.case_id, reminders.c.matter)
        )
        return frozenset((CaseId(row.case_id), row.matter) for row in written)

    async def _changed(self, after: int | None) -> frozenset[int] | None:
        """Name the cases with a link behind a position; None where all are to be asked about."""
        if after is None:
            return None
        if after not in self._known:
            self._known[after] = await changed.since(self.connection, after)
        return self._known[after]

    async def _list(self, statement: Select[Any], few: frozenset[int] | None) -> list[Queued]:
        return [read(row) for row in await self._rows(statement, few)]

    async def _rows(self, statement: Select[Any], few: frozenset[int] | None) -> Sequence[Row[Any]]:
        """Ask about a few cases, or where there is None about all."""
        if few is not None:
            if not few:
                return ()
            statement = statement.where(changed.among(self.connection, few))
        rows: Sequence[Row[Any]] = (await self.connection.execute(statement)).all()
        return rows


def queued(due: ColumnElement[Any]) -> Select[Any]:
    """Select what reminders, reports and calendars need of a case."""
    return select(
        cases.c.id,
        cases.c.prefix,
        cases.c.year,
        cases.c.number,
        cases.c.right,
        cases.c.officer,
        cases.c.received_at,
        cases.c.registered_at,
        cases.c.version,
        due.label("due"),
    )


def stands(matter: Matter = Matter.TARGET) -> ColumnElement[bool]:
    """Ask for the cases of which this date stands still."""
    # Under a name of its own: who asks may have joined the table already.
    its = halted.alias()
    since = its.c.promised if matter is Matter.PROMISED else its.c.target
    return exists().where(its.c.case_id == cases.c.id, since.is_not(None))


def read(row: Row[Any]) -> Queued:
    """Read a row of `queued`."""
    return Queued(
        id=CaseId(row.id),
        ref=str(Reference(row.prefix, row.year, row.number)),
        right=RightKey(row.right),
        officer=row.officer,
        received_at=row.received_at,
        registered_at=row.registered_at,
        due=row.due,
        version=row.version,
    )


def _untaken_of(since: datetime, until: datetime) -> Select[int]:
    """Ask for the open cases registered between that nobody has taken."""
    registered = cases.c.registered_at.between(since, until)
    return select(cases.c.id).where(_IS_OPEN, cases.c.officer.is_(None), registered)


def _said(matter: Matter, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        exists()
        .where(reminders.c.case_id == cases.c.id, one_of(reminders.c.matter, matter))
        .where(*conditions)
    )


def _values(said: Reminder) -> dict[str, object]:
    return {
        "case_id": said.case_id,
        "matter": said.matter,
        "due": said.due,
        "left": said.left,
        "day": said.day,
    }


def _waiting(row: Row[Any]) -> tuple[Queued, datetime, Reminder | None]:
    said = None
    if row.said_due is not None:
        said = Reminder(
            case_id=CaseId(row.id),
            matter=Matter.SILENT,
            due=row.said_due,
            left=row.left,
            day=row.day,
        )
    return read(row), row.asked_at, said
