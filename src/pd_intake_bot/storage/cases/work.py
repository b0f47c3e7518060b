"""Notes on cases, and orders that wait for a second officer, in tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import Term, Unit
from pd_intake_bot.domain.work import (
    AlreadyDecided,
    Approval,
    ApprovalId,
    NewApproval,
    Note,
    Order,
    Standing,
)
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring, sealed_in
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import cases
from pd_intake_bot.storage.tables.work import approvals, notes


@dataclass(frozen=True, slots=True)
class Notes:
    """The port `Notes` in a table."""

    connection: AsyncConnection
    keys: DataKeys

    async def add(self, note: Note) -> None:
        """Keep a note."""
        sealed = _sealed(await self.keys.of_case(note.case_id), "notes", note.case_id, note.at)
        await self.connection.execute(
            insert(notes).values(
                case_id=note.case_id,
                at=note.at,
                actor=note.actor,
                words=sealed.close("words", _words(note)),
            )
        )

    async def of_case(self, case_id: CaseId) -> Sequence[Note]:
        """List the notes on a case, the oldest first."""
        found = await self.connection.execute(
            select(notes).where(notes.c.case_id == case_id).order_by(notes.c.id)
        )
        rows = found.all()
        ring = await self.keys.ring(sealed_in(rows))
        return [_note(row, ring) for row in rows]


@dataclass(frozen=True, slots=True)
class Approvals:
    """The port `Approvals` in a table."""

    connection: AsyncConnection
    keys: DataKeys

    async def add(self, approval: NewApproval) -> Approval:
        """Keep an order until a second officer decides."""
        key = await self.keys.of_case(approval.case_id)
        sealed = _sealed(key, "approvals", approval.case_id, approval.asked_at)
        number = await self.connection.scalar(
            insert(approvals)
            .values(case_id=approval.case_id, act=approval.order.act, version=approval.version)
            .values(asked_by=approval.asked_by, asked_at=approval.asked_at)
            .values(ordered=sealed.close("ordered", _write(approval.order)))
            .values(standing=Standing.OPEN)
            .returning(approvals.c.id)
        )
        return await self.get(ApprovalId(int(number)))

    async def get(self, approval_id: ApprovalId) -> Approval:
        """Give one. Raises `LookupError` when there is none."""
        found = await self._one(select(approvals).where(approvals.c.id == approval_id))
        if found is None:
            raise LookupError(f"there is no approval {approval_id}")
        return found

    async def open_of(self, case_id: CaseId) -> Approval | None:
        """Give the one that waits on a case, the last one asked for."""
        return await self._one(
            select(approvals)
            .where(approvals.c.case_id == case_id, approvals.c.standing == Standing.OPEN)
            .order_by(approvals.c.id.desc())
            .limit(1)
        )

    async def last_of(self, case_id: CaseId) -> Approval | None:
        """Give the one that was asked for last, whatever has become of it."""
        return await self._one(
            select(approvals)
            .where(approvals.c.case_id == case_id)
            .order_by(approvals.c.id.desc())
            .limit(1)
        )

    async def of_case(self, case_id: CaseId) -> Sequence[Approval]:
        """List all that were asked for on a case, the oldest first."""
        found = await self.connection.execute(
            select(approvals).where(approvals.c.case_id == case_id).order_by(approvals.c.id)
        )
        rows = found.all()
        ring = await self.keys.ring(sealed_in(rows))
        return [_approval(row, ring) for row in rows]

    async def overtaken(self) -> Sequence[ApprovalId]:
        """List those that wait on a case that has changed since they were asked for."""
        found = await self.connection.scalars(
            select(approvals.c.id)
            .join(cases, cases.c.id == approvals.c.case_id)
            .where(one_of(approvals.c.standing, Standing.OPEN))
            .where(approvals.c.version != cases.c.version)
            .order_by(approvals.c.id)
        )
        return [ApprovalId(one) for one in found]

    async def follow(self, case_id: CaseId, *, to: int) -> None:
        """Let an order that waits stand by the version that a case has come to."""
        await self.connection.execute(
            update(approvals)
            .where(approvals.c.case_id == case_id, approvals.c.version == to - 1)
            .where(one_of(approvals.c.standing, Standing.OPEN))
            .values(version=to)
        )

    async def settle(self, approval: Approval) -> None:
        """Write what became of it. Raises `AlreadyDecided` when it is open no more."""
        settled = await self.connection.execute(
            update(approvals)
            .where(approvals.c.id == approval.id, approvals.c.standing == Standing.OPEN)
            .values(standing=approval.standing)
            .values(decided_by=approval.decided_by, decided_at=approval.decided_at)
        )
        if not settled.rowcount:
            raise AlreadyDecided(f"approval {approval.id} is decided on")

    async def _one(self, statement: Select[Any]) -> Approval | None:
        row = (await self.connection.execute(statement)).one_or_none()
        return None if row is None else _approval(row, await self.keys.ring(sealed_in([row])))


def _note(row: Row[Any], ring: Ring) -> Note:
    sealed = _sealed(ring, "notes", row.case_id, row.at)
    kept = sealed.open("words", row.words)
    words, letter = (kept["words"], kept["letter"]) if isinstance(kept, dict) else (kept, None)
    return Note(
        case_id=CaseId(row.case_id),
        at=row.at,
        actor=row.actor,
        words=cast("str", words),
        letter=LetterKind(cast("str", letter)) if letter else None,
    )


def _words(note: Note) -> Json:
    """Give what is sealed of a note: its words, and which letter they are if they are one."""
    return note.words if note.letter is None else {"letter": note.letter, "words": note.words}


def _approval(row: Row[Any], ring: Ring) -> Approval:
    sealed = _sealed(ring, "approvals", row.case_id, row.asked_at)
    return Approval(
        id=ApprovalId(row.id),
        case_id=CaseId(row.case_id),
        order=_read(row, sealed.mapping("ordered", row.ordered)),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        version=row.version,
        standing=row.standing,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _write(order: Order) -> dict[str, Json]:
    return {
        "words": order.words,
        "choice": order.choice,
        "day": order.day.isoformat() if order.day else None,
        "amount": order.by.amount if order.by else None,
        "unit": order.by.unit.value if order.by else None,
        "files": payload.write_files(order.files),
    }


def _read(row: Row[Any], plain: dict[str, Json]) -> Order:
    day, amount = cast("str | None", plain["day"]), cast("int | None", plain["amount"])
    by = Term(amount=amount, unit=Unit(cast("str", plain["unit"]))) if amount else None
    return Order(
        act=row.act,
        words=cast("str", plain["words"]),
        choice=cast("str", plain["choice"]),
        day=date.fromisoformat(day) if day else None,
        by=by,
        files=payload.read_files(plain.get("files")),
    )


def _sealed(sealer: Sealer, table: str, case_id: int, at: datetime) -> SealedRow:
    return SealedRow(sealer, table, f"{case_id}:{at.astimezone(UTC).isoformat()}")
