"""What moves the clocks of a case, and which dates people were told, in tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, CaseId
from pd_intake_bot.domain.clocks import RUNNING, Extension, Halted, Happened, Pause, Told
from pd_intake_bot.domain.rights import GroundKey, Term
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.sql.later import Later
from pd_intake_bot.storage.tables import cases, extensions, halted, pauses, receipts, told

_TELL = insert(told)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The port `Clocks`."""

    connection: AsyncConnection
    later: Later

    async def happened(self, case_id: CaseId) -> Happened:
        """Tell what moves the clocks of a case."""
        found = await self._happened([case_id])
        return found.get(case_id, Happened())

    async def happened_to_open(self) -> Mapping[CaseId, Happened]:
        """Tell the same of every open case; those to which nothing happened are left out."""
        return await self._happened(
            select(cases.c.id).where(one_of(cases.c.state, *sorted(OPEN))).scalar_subquery()
        )

    async def pause(self, case_id: CaseId, pause: Pause) -> bool:
        """Keep a pause; False where one on the same ground is open."""
        row = upsert.insert(self.connection, pauses).values(
            case_id=case_id, ground=pause.ground, since=pause.since, until=pause.until
        )
        added = await self.connection.execute(row.on_conflict_do_nothing().returning(pauses.c.id))
        return added.one_or_none() is not None

    async def resume(self, case_id: CaseId, ground: GroundKey, *, until: datetime) -> bool:
        """End the open pause on a ground; False where none is open."""
        ended = await self.connection.execute(
            update(pauses)
            .where(pauses.c.case_id == case_id, pauses.c.ground == ground)
            .where(pauses.c.until.is_(None))
            .values(until=until)
            .returning(pauses.c.id)
        )
        return ended.one_or_none() is not None

    async def extend(self, case_id: CaseId, extension: Extension) -> bool:
        """Keep an extension; False where the ground was used before."""
        row = upsert.insert(self.connection, extensions).values(
            case_id=case_id,
            ground=extension.ground,
            amount=extension.by.amount,
            unit=extension.by.unit,
            at=extension.at,
        )
        added = await self.connection.execute(
            row.on_conflict_do_nothing().returning(extensions.c.id)
        )
        return added.one_or_none() is not None

    async def receive(self, case_id: CaseId, received_at: datetime) -> None:
        """Keep another receipt of the same request; the earliest of all governs."""
        row = upsert.insert(self.connection, receipts).values(
            case_id=case_id, received_at=received_at
        )
        await self.connection.execute(row.on_conflict_do_nothing())

    async def halt(self, case_id: CaseId, halts: Halted) -> None:
        """Keep since when the dates of a case stand still."""
        if halts == RUNNING:
            await self.connection.execute(delete(halted).where(halted.c.case_id == case_id))
            return
        values = {"promised": halts.promised, "target": halts.target}
        await upsert.put(self.connection, halted, case_id=case_id, **values)

    async def halted(self, case_id: CaseId) -> Halted:
        """Tell since when the dates of a case stand still."""
        found = await self.connection.execute(select(halted).where(halted.c.case_id == case_id))
        row = found.one_or_none()
        return _halted(row) if row else RUNNING

    async def halted_of_open(self) -> Mapping[CaseId, Halted]:
        """Tell the same of every open case of which a date stands still."""
        rows = await self.connection.execute(
            select(halted).join(cases).where(one_of(cases.c.state, *sorted(OPEN)))
        )
        return {CaseId(row.case_id): _halted(row) for row in rows}

    async def tell(self, case_id: CaseId, named: Told) -> None:
        """Keep for ever which date a letter named."""
        row = {"letter": named.letter, "promised": named.promised, "at": named.at}
        self.later.add(_TELL, named.letter, {"case_id": case_id} | row)

    async def told(self, case_id: CaseId) -> Sequence[Told]:
        """List the dates that the person was told, the last one last."""
        await self.later.write()
        rows = await self.connection.execute(
            select(told).where(told.c.case_id == case_id).order_by(told.c.at, told.c.letter)
        )
        return [Told(letter=row.letter, promised=row.promised, at=row.at) for row in rows]

    async def _happened(
        self, of: Iterable[CaseId] | ScalarSelect[Any]
    ) -> Mapping[CaseId, Happened]:
        found: dict[CaseId, dict[str, Any]] = defaultdict(dict)
        for name, table, read in _KINDS:
            rows = await self.connection.execute(
                select(table).where(table.c.case_id.in_(of)).order_by(table.c.id)
            )
            for row in rows:
                kept = found[CaseId(row.case_id)]
                kept[name] = (*kept.get(name, ()), read(row))
        return {case_id: Happened(**kept) for case_id, kept in found.items()}


def _pause(row: Row[Any]) -> Pause:
    return Pause(ground=GroundKey(row.ground), since=row.since, until=row.until)


def _extension(row: Row[Any]) -> Extension:
    by = Term(amount=row.amount, unit=row.unit)
    return Extension(ground=GroundKey(row.ground), by=by, at=row.at)


def _receipt(row: Row[Any]) -> datetime:
    received_at: datetime = row.received_at
    return received_at


def last_told() -> ScalarSelect[date]:
    """Select the date that the person of a case was told last."""
    return (
        select(told.c.promised)
        .where(told.c.case_id == cases.c.id)
        .order_by(told.c.at.desc(), told.c.letter.desc())
        .limit(1)
        .scalar_subquery()
    )


def _halted(row: Row[Any]) -> Halted:
    return Halted(promised=row.promised, target=row.target)


_KINDS = (
    ("pauses", pauses, _pause),
    ("extensions", extensions, _extension),
    ("receipts", receipts, _receipt),
)
