"""The queue in a table: numbers without gaps, changes that notice each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update
from sqlalchemy import case as choose
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, Case, CaseId, NewCase, StaleCase, State
from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import Field, RightKey
from pd_intake_bot.storage.cases import clocks, contacts, reminders
from pd_intake_bot.storage.sealing import reply_to as people
from pd_intake_bot.storage.sealing import understood
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring, sealed_in
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import Holds, cases, counters

# Every request goes through these: built once, as building a statement costs more than running it.
_ADD = insert(cases).returning(cases.c.id)
_CHANGE = (
    update(cases)
    .where(cases.c.id == bindparam("case"), cases.c.version == bindparam("was"))
    .returning(cases)
)
_ACKNOWLEDGE = (
    update(cases)
    .where(cases.c.id == bindparam("case"))
    .values(version=cases.c.version + 1)
    .returning(cases.c.version)
)
_END = (
    update(cases)
    .where(cases.c.id == bindparam("case"))
    .values(
        told_at_end=choose(
            (reminders.stands(Matter.PROMISED), None),
            else_=func.coalesce(clocks.last_told(), cases.c.promised, cases.c.target),
        )
    )
)
_BY_ID = select(cases).where(cases.c.id == bindparam("case"))
_OF_PERSON = select(cases).where(cases.c.person == bindparam("whose")).order_by(cases.c.id.desc())
_EARLIEST_OPEN = (
    select(cases)
    .where(cases.c.person == bindparam("whose"), cases.c.right == bindparam("asked"))
    .where(one_of(cases.c.state, *sorted(OPEN)), cases.c.id != bindparam("beside"))
    .order_by(cases.c.received_at, cases.c.id)
    .limit(1)
)
_NEXT_NUMBER = {
    name: insert_or(counters)
    .values(last=1)
    .on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": counters.c.last + 1})
    .returning(counters.c.last)
    for name, insert_or in upsert.INSERTS.items()
}
_COUNT_ON = (
    update(counters)
    .where(counters.c.prefix == bindparam("of_prefix"), counters.c.year == bindparam("of_year"))
    .values(last=bindparam("given"))
)
_ASKED = tuple(each.name for each in fields(NewCase))


@dataclass(frozen=True, slots=True)
class Cases:
    """The port `Cases`. What names the person or was said by them is sealed for its number."""

    connection: AsyncConnection
    keys: DataKeys
    _given: dict[tuple[str, int], int] = field(default_factory=dict)

    async def add(self, case: NewCase, *, prefix: str, year: int, now: datetime) -> Case:
        """Register a case under the next number of its year."""
        ref = Reference(prefix, year, await self._next_number(prefix, year))
        key = await self.keys.add(Holds.CASE)
        first = {"state": State.REGISTERED, "version": 1}
        numbered = {"prefix": prefix, "year": year, "number": ref.number, "registered_at": now}
        values = first | numbered | self._values(case, ref, key)
        case_id = CaseId(await self.connection.scalar(_ADD, values))
        self.keys.give([key.number], case_id)
        self.keys.known[case_id] = key
        added = _new(case, case_id, ref)
        contacts.put_new(self.keys, added)
        return added

    async def get(self, case_id: CaseId) -> Case:
        """Give a case. Raises `LookupError` when there is none."""
        found = await self._list(_BY_ID, case=case_id)
        if not found:
            raise LookupError(f"no case with id {case_id}")
        return found[0]

    async def by_ref(self, ref: Reference) -> Case | None:
        """Find a case by its number."""
        found = await self._list(
            select(cases)
            .where(cases.c.prefix == ref.prefix, cases.c.year == ref.year)
            .where(cases.c.number == ref.number)
        )
        return found[0] if found else None

    async def change(self, case: Case) -> Case:
        """Write the case and count its version up. Raises `StaleCase` when it has moved on."""
        key = await self.keys.of_case(case.id)
        values = {
            "case": case.id,
            "was": case.version,
            "state": case.state,
            "confirmed_on": case.confirmed_on,
            "acknowledged_at": case.acknowledged_at,
            "version": case.version + 1,
            "officer": case.officer,
            "taken_at": case.taken_at,
            "closed_at": case.closed_at,
        }
        changed = await self.connection.execute(_CHANGE, values | self._values(case, case.ref, key))
        row = changed.one_or_none()
        if row is None:
            raise StaleCase(f"{case.ref} is no longer at version {case.version}")
        if case.closed_at is not None:
            await self.keys.later.write()
            await self.connection.execute(_END, {"case": case.id})
        changed_case = self._read(row, await self.keys.ring(sealed_in([row]), key))
        await contacts.put(self.keys, changed_case)
        return changed_case

    async def all(self) -> Sequence[Case]:
        """List every case, oldest first."""
        return await self._list(select(cases).order_by(cases.c.id))

    async def list_after(self, case_id: CaseId, limit: int) -> Sequence[Case]:
        """List some cases on from one, oldest first."""
        following = select(cases).where(cases.c.id > case_id)
        return await self._list(following.order_by(cases.c.id).limit(limit))

    async def open(self) -> Sequence[Case]:
        """List the cases in which something is still to be done, the most urgent first."""
        return await self._list(
            select(cases)
            .where(one_of(cases.c.state, *sorted(OPEN)))
            .order_by(cases.c.target.asc().nulls_last(), cases.c.id)
        )

    async def acknowledge(self, case_id: CaseId, *, at: datetime) -> int:
        """Write when its acknowledgement left; gives the version that the case has then."""
        values = {"case": case_id, "acknowledged_at": at}
        version = await self.connection.scalar(_ACKNOWLEDGE, values)
        if version is None:
            raise LookupError(f"no case with id {case_id}")
        return int(version)

    async def earliest_open(
        self, reply_to: ReplyTo, right: RightKey, *, beside: CaseId
    ) -> Case | None:
        """Give the first received of the open cases, beside one, where a person asks for this."""
        whose = people.person(self.keys.seal, reply_to)
        found = await self._list(_EARLIEST_OPEN, whose=whose, asked=right, beside=beside)
        return found[0] if found else None

    async def of_person(self, reply_to: ReplyTo) -> Sequence[Case]:
        """List the cases whose person is reached there, newest first."""
        return await self._list(_OF_PERSON, whose=people.person(self.keys.seal, reply_to))

    async def _next_number(self, prefix: str, year: int) -> int:
        # The row stays locked until the transaction ends, so that a number is given once, and
        # one that is rolled back is given again.
        counted = prefix, year
        if counted in self._given:
            self._given[counted] += 1
            row = {"of_prefix": prefix, "of_year": year, "given": self._given[counted]}
            self.keys.later.add(_COUNT_ON, counted, row)
        else:
            statement = _NEXT_NUMBER[self.connection.dialect.name]
            last = await self.connection.scalar(statement, {"prefix": prefix, "year": year})
            self._given[counted] = int(last)
        return self._given[counted]

    async def _list(self, statement: Select[Any], **asked: object) -> list[Case]:
        rows = (await self.connection.execute(statement, asked)).all()
        ring = await self.keys.ring(sealed_in(rows))
        return [self._read(row, ring) for row in rows]

    def _values(self, case: NewCase, ref: Reference, sealer: Sealer) -> dict[str, object]:
        sealed = _sealed(sealer, ref)
        return {
            "channel": case.channel,
            "request": case.request,
            "right": case.right,
            "language": case.language,
            "received_at": case.received_at,
            "promised": case.promised,
            "target": case.target,
            "proof": case.proof,
            "person": people.person(self.keys.seal, case.reply_to),
            "reply_to": people.close(sealed, case.reply_to),
            "fields": sealed.close(
                "fields", {str(field): value for field, value in case.fields.items()}
            ),
            "missing": [list(requirement) for requirement in case.missing],
            "held_because": case.held_because,
            "understood": understood.close(sealed, case.understood),
        }

    def _read(self, row: Row[Any], ring: Ring) -> Case:
        ref = Reference(row.prefix, row.year, row.number)
        sealed = _sealed(ring, ref)
        fields = sealed.mapping("fields", row.fields)
        return Case(
            id=CaseId(row.id),
            ref=ref,
            channel=row.channel,
            request=row.request,
            right=RightKey(row.right),
            language=row.language,
            received_at=row.received_at,
            promised=row.promised,
            target=row.target,
            confirmed_on=row.confirmed_on,
            acknowledged_at=row.acknowledged_at,
            officer=row.officer,
            taken_at=row.taken_at,
            closed_at=row.closed_at,
            proof=row.proof,
            reply_to=people.read(sealed, row.reply_to),
            fields={Field(name): str(value) for name, value in fields.items()},
            missing=tuple(tuple(map(Field, requirement)) for requirement in row.missing),
            held_because=row.held_because,
            understood=understood.read(sealed, row.understood),
            state=row.state,
            version=row.version,
        )


def _new(case: NewCase, case_id: CaseId, ref: Reference) -> Case:
    asked = {name: getattr(case, name) for name in _ASKED}
    return Case(
        **asked | {"received_at": case.received_at.astimezone(UTC)},
        id=case_id,
        ref=ref,
        state=State.REGISTERED,
        confirmed_on=None,
        acknowledged_at=None,
        officer=None,
        taken_at=None,
        closed_at=None,
        version=1,
    )


def _sealed(sealer: Sealer, ref: Reference) -> SealedRow:
    return SealedRow(sealer, "cases", str(ref))
