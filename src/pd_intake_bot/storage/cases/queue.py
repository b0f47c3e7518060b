"""The queue page by page, cases found by a hash, and the register; nothing sealed is opened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, CaseId
from pd_intake_bot.domain.clocks import Halted
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.domain.queue import Edge, Entry, Listed, Wanted
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.review import ReviewId, Verdict
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.cases import contacts as kept
from pd_intake_bot.storage.cases.cases import Cases
from pd_intake_bot.storage.cases.reminders import stands
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import cases, contacts, counters, halted, reviews

_WAITS = one_of(reviews.c.verdict, Verdict.OPEN)
_NUMBER = ("id", "prefix", "year", "number")
_LINE = (*_NUMBER, "right", "state", "target", "officer", "version")
_ENTRY = (
    *_NUMBER,
    *("channel", "right", "state", "language", "received_at", "acknowledged_at", "promised"),
    *("target", "closed_at", "proof", "officer"),
)


@dataclass(frozen=True, slots=True)
class Queue:
    """The port `Queue`."""

    connection: AsyncConnection
    cases: Cases

    async def page(
        self, wanted: Wanted, *, beside: Edge | None, back: bool, limit: int
    ) -> Sequence[Listed]:
        """List open cases that follow `beside`, or come right before it where `back`.

        Those of the same date, of other dates and without one are asked for apart: so each has
        its order in an index, and nothing is read that is not shown.
        """
        found: list[Listed] = []
        for statement in _backward(beside) if back else _forward(beside):
            chosen = statement.where(*_conditions(wanted)).limit(limit - len(found))
            found += [_listed(row) for row in await self.connection.execute(chosen)]
            if len(found) == limit:
                break
        return found[::-1] if back else found

    async def count(self, wanted: Wanted, *, up_to: int) -> int:
        """Count open cases, and no further than up to a number."""
        return await self._count(select(cases.c.id).where(*_conditions(wanted)), up_to)

    async def undecided(self, *, after: ReviewId, limit: int) -> Sequence[ReviewId]:
        """List messages without a verdict on from one, the oldest first."""
        found = await self.connection.scalars(
            select(reviews.c.id)
            .where(_WAITS, reviews.c.id > after)
            .order_by(reviews.c.id)
            .limit(limit)
        )
        return [ReviewId(number) for number in found]

    async def count_undecided(self, *, up_to: int) -> int:
        """Count messages without a verdict, and no further than up to a number."""
        return await self._count(select(reviews.c.id).where(_WAITS), up_to)

    async def numbered(self, prefix: str, number: int, *, year: int | None) -> Sequence[Listed]:
        """Find the cases of a number, of one year or of all, the newest first."""
        years = select(counters.c.year).where(counters.c.prefix == prefix)
        which = cases.c.year.in_(years) if year is None else cases.c.year == year
        rows = await self.connection.execute(
            _lines()
            .where(cases.c.prefix == prefix, which, cases.c.number == number)
            .order_by(cases.c.year.desc())
        )
        return [_listed(row) for row in rows]

    async def of_contact(
        self, contact: str, *, before: CaseId | None, limit: int
    ) -> Sequence[Listed]:
        """List the cases that hold a contact, given as its hash, the newest first."""
        await self.cases.keys.later.write()
        statement = (
            _lines()
            .join(contacts, contacts.c.case_id == cases.c.id)
            .where(contacts.c.contact == contact)
            .order_by(contacts.c.case_id.desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(contacts.c.case_id < before)
        return [_listed(row) for row in await self.connection.execute(statement)]

    async def count_of_contact(self, contact: str, *, up_to: int) -> int:
        """Count the cases that hold a contact, and no further than up to a number."""
        await self.cases.keys.later.write()
        holding = select(contacts.c.case_id).where(contacts.c.contact == contact)
        return await self._count(holding, up_to)

    def hide(self, contact: Contact) -> str:
        """Hash a contact under the key, as it is kept."""
        return kept.hide(self.cases.keys.seal, contact)

    async def register(self, *, after: CaseId, limit: int) -> Sequence[Entry]:
        """List the register on from a case, oldest first."""
        rows = await self.connection.execute(
            _columns(_ENTRY).where(cases.c.id > after).order_by(cases.c.id).limit(limit)
        )
        return [_entry(row) for row in rows]

    async def index(self, *, after: CaseId, limit: int) -> CaseId | None:
        """Write down the contacts of cases on from one; gives the last, None past the end."""
        found = await self.cases.list_after(after, limit)
        for case in found:
            await kept.put(self.cases.keys, case)
        return found[-1].id if found else None

    async def _count(self, statement: Select[Any], up_to: int) -> int:
        few = statement.limit(up_to).subquery()
        return int(await self.connection.scalar(select(func.count()).select_from(few)) or 0)


def _lines() -> Select[Any]:
    return _columns(_LINE)


def _columns(names: Iterable[str]) -> Select[Any]:
    """Select columns of cases, and beside them since when the dates stand still."""
    return select(
        *(cases.c[name] for name in names),
        halted.c.promised.label("promised_halted"),
        halted.c.target.label("target_halted"),
    ).select_from(cases.outerjoin(halted, halted.c.case_id == cases.c.id))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield one_of(cases.c.state, *sorted(OPEN))
    if wanted.officer is not None:
        yield cases.c.officer == wanted.officer
    if wanted.due_before is not None:
        yield (cases.c.target < wanted.due_before) & ~stands()
    if wanted.held:
        yield cases.c.held_because.is_not(None)


def _forward(beside: Edge | None) -> Iterator[Select[Any]]:
    dated = _lines().where(cases.c.target.is_not(None)).order_by(cases.c.target, cases.c.id)
    undated = _lines().where(cases.c.target.is_(None)).order_by(cases.c.id)
    if beside is None:
        yield from (dated, undated)
    elif beside.target is not None:
        yield dated.where(cases.c.target == beside.target, cases.c.id > beside.id)
        yield from (dated.where(cases.c.target > beside.target), undated)
    else:
        yield undated.where(cases.c.id > beside.id)


def _backward(beside: Edge | None) -> Iterator[Select[Any]]:
    dated = (
        _lines()
        .where(cases.c.target.is_not(None))
        .order_by(cases.c.target.desc(), cases.c.id.desc())
    )
    undated = _lines().where(cases.c.target.is_(None)).order_by(cases.c.id.desc())
    if beside is None:
        yield from (undated, dated)
    elif beside.target is None:
        yield from (undated.where(cases.c.id < beside.id), dated)
    else:
        yield dated.where(cases.c.target == beside.target, cases.c.id < beside.id)
        yield dated.where(cases.c.target < beside.target)


def _ref(row: Row[Any]) -> Reference:
    return Reference(row.prefix, row.year, row.number)


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        id=CaseId(row.id),
        ref=_ref(row),
        right=RightKey(row.right),
        state=row.state,
        target=row.target,
        officer=row.officer,
        version=row.version,
        halted=_halted(row),
    )


def _entry(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in _ENTRY[len(_NUMBER) :]}
    return Entry(id=CaseId(row.id), ref=_ref(row), halted=_halted(row), **values)


def _halted(row: Row[Any]) -> Halted:
    return Halted(promised=row.promised_halted, target=row.target_halted)
