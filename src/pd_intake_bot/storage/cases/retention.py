"""Erases by destroying keys, blanks what the keys sealed, and leaves a tombstone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain import notices, reference
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.retention import Class, Due, Erasure, Passing, Tombstone
from pd_intake_bot.domain.submission import Digest
from pd_intake_bot.storage.cases.due import has_come_back, is_free, time_has_come
from pd_intake_bot.storage.files.blobs import hide
from pd_intake_bot.storage.intake.submissions import digests
from pd_intake_bot.storage.letters.letter_files import sent_digests
from pd_intake_bot.storage.sealing import blank
from pd_intake_bot.storage.sealing.data_keys import DataKeys
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import (
    WAITING,
    Holds,
    attachments,
    cases,
    data_keys,
    legal_holds,
    letter_files,
    outbox,
    submissions,
    tombstones,
)

_HOLDS = {
    Class.ATTACHMENTS: Holds.ATTACHMENTS,
    Class.SUBMISSION: Holds.SUBMISSION,
    Class.CASE: Holds.CASE,
}


@dataclass(frozen=True, slots=True)
class Erasures:
    """The port `Erasures` in the tables that it erases from."""

    connection: AsyncConnection
    keys: DataKeys

    async def due(
        self, one: Class, *, closed_before: datetime, after: CaseId, limit: int
    ) -> tuple[Sequence[Due], CaseId | None]:
        """List those of the next `limit` cases of which a class is to be erased.

        No legal hold keeps them. Gives also the case to go on `after`, None past the last.
        """
        following = select(cases.c.id).where(cases.c.id > after).order_by(cases.c.id)
        last = await self.connection.scalar(following.offset(limit - 1).limit(1))
        these = _cases().where(cases.c.id > after).order_by(cases.c.id)
        if last is not None:
            these = these.where(cases.c.id <= last)
        rows = await self.connection.execute(these.where(*time_has_come(one, closed_before)))
        return [_due(row, one) for row in rows.all()], None if last is None else CaseId(last)

    async def is_due(self, due: Due, *, closed_before: datetime) -> bool:
        """Hold the case fast until the transaction ends, and tell whether it is due even so."""
        return await self._is(due, *time_has_come(due.one, closed_before))

    async def is_back(self, due: Due, *, erased_at: datetime) -> bool:
        """Likewise tell whether something that was erased is there again.

        A hold or an opening from after the erasure keeps it, one from before does not.
        """
        return await self._is(due, *has_come_back(due.one, erased_at))

    async def find(self, erasure: Erasure) -> Due | None:
        """Find what was erased once and is there again, as an old backup may bring it."""
        ref = reference.parse(erasure.ref)
        found = await self.connection.execute(
            _cases()
            .where(cases.c.prefix == ref.prefix, cases.c.year == ref.year)
            .where(cases.c.number == ref.number)
            .where(cases.c.registered_at == erasure.registered_at, is_free(erasure.one))
        )
        row = found.one_or_none()
        return _due(row, erasure.one) if row else None

    async def contents(self, due: Due) -> Sequence[Digest]:
        """List the contents that go with a class of a case, and no other case has."""
        table = letter_files if due.one is Class.CASE else submissions
        return await self._unshared(table.c.case_id == due.case_id, due.one)

    async def erase(self, due: Due, tombstone: Tombstone) -> None:
        """Destroy the keys of a class of a case, blank its rows and put up the tombstone."""
        await self.keys.destroy(
            (data_keys.c.case_id == due.case_id) & (data_keys.c.holds == _HOLDS[due.one])
        )
        await blank.of_case(self.connection, self.keys.seal, due)
        await self.connection.execute(
            insert(tombstones).values(
                {
                    "case_id": tombstone.case_id,
                    "class": tombstone.one,
                    "digest": tombstone.digest,
                    "size": tombstone.size,
                    "reason": tombstone.reason,
                    "actor": tombstone.actor,
                    "at": tombstone.at,
                }
            )
        )

    async def pass_away(self, passing: Passing, *, before: datetime) -> Sequence[Digest]:
        """Erase what serves for a while only and is older; gives the contents that went."""
        if passing is not Passing.DISMISSED:
            await blank.passing(self.connection, passing, before)
            return []
        ids = await blank.dismissed(self.connection, before)
        if not ids:
            return []
        mine = submissions.c.id.in_(ids)
        gone = [
            *await self._unshared(mine, Class.SUBMISSION),
            *await self._unshared(mine, Class.ATTACHMENTS),
        ]
        await self.keys.destroy_those_of(await blank.sealed_of(self.connection, ids))
        await blank.submissions_of(self.connection, self.keys.seal, mine)
        await blank.attachments_of(self.connection, mine)
        return gone

    async def names(self) -> Collection[str]:
        """List the names under which contents are kept that some row still tells of."""
        sealed = (
            select(submissions.c.raw).where(submissions.c.raw_digest.is_not(None)),
            select(attachments.c.digest).where(attachments.c.sealed_digest.is_not(None)),
            select(letter_files.c.digest),
        )
        told = await self._besides()
        for statement in sealed:
            told |= set(await self.connection.scalars(statement))
        return told

    async def told_of(self, names: Collection[str]) -> Collection[str]:
        """Give those of these names of contents that some row still tells of."""
        told: set[str] = set()
        for column in (submissions.c.raw, attachments.c.digest, letter_files.c.digest):
            told |= set(await self.connection.scalars(select(column).where(column.in_(names))))
        return told if told.issuperset(names) else told | await self._besides()

    async def _besides(self) -> set[str]:
        """Name what is told of in other words: by digests in the clear, by what is to leave."""
        plain = (
            select(submissions.c.raw).where(submissions.c.raw_digest.is_(None)),
            select(attachments.c.digest).where(attachments.c.sealed_digest.is_(None)),
        )
        told = list(await self._on_their_way())
        for statement in plain:
            told += [Digest(one) for one in await self.connection.scalars(statement)]
        return {hide(self.keys.seal, one) for one in told}

    async def _on_their_way(self) -> Sequence[Digest]:
        """List the pictures of messages that have not left yet: no other row tells of them."""
        waiting: Select[Any] = (
            select(outbox.c.key, outbox.c.payload)
            .where(one_of(outbox.c.standing, *WAITING), outbox.c.case_id.is_(None))
            .where(one_of(outbox.c.kind, Kind.NOTICE))
        )
        rows = await self.connection.execute(waiting)
        return [found for row in rows if (found := self._picture(row)) is not None]

    def _picture(self, row: Row[Any]) -> Digest | None:
        payload = SealedRow(self.keys.seal, "outbox", row.key).mapping("payload", row.payload)
        return notices.read(payload).picture

    async def of_case(self, case_id: CaseId) -> Sequence[Tombstone]:
        """List what was erased of a case."""
        rows = await self.connection.execute(
            select(tombstones).where(tombstones.c.case_id == case_id).order_by(tombstones.c.id)
        )
        return [_tombstone(row) for row in rows]

    def hide(self, words: str) -> str:
        """Hash words under the key, so that a tombstone tells nothing to a stranger."""
        return self.keys.seal.index("tombstones", words)

    async def hold(self, case_id: CaseId, *, actor: str, now: datetime) -> bool:
        """Keep all of a case until the hold is lifted; False where it is held already."""
        # An erasure that has begun ends first; one that begins waits, and sees the hold.
        await self._hold_fast(case_id)
        statement = upsert.insert(self.connection, legal_holds).values(
            case_id=case_id, actor=actor, at=now
        )
        added = await self.connection.scalar(
            statement.on_conflict_do_nothing().returning(legal_holds.c.case_id)
        )
        return added is not None

    async def lift(self, case_id: CaseId) -> bool:
        """Lift a hold; False where there is none."""
        lifted = await self.connection.execute(
            delete(legal_holds).where(legal_holds.c.case_id == case_id)
        )
        return bool(lifted.rowcount)

    async def is_held(self, case_id: CaseId) -> bool:
        """Tell whether a case is under a legal hold."""
        count = await self.connection.scalar(
            select(func.count()).where(legal_holds.c.case_id == case_id)
        )
        return bool(count)

    async def _is(self, due: Due, *conditions: ColumnElement[bool]) -> bool:
        await self._hold_fast(due.case_id)
        found = await self.connection.scalar(
            select(func.count()).select_from(cases).where(cases.c.id == due.case_id, *conditions)
        )
        return bool(found)

    async def _hold_fast(self, case_id: CaseId) -> None:
        await self.connection.execute(
            select(cases.c.id).where(cases.c.id == case_id).with_for_update()
        )

    async def _unshared(self, mine: ColumnElement[bool], one: Class) -> list[Digest]:
        """Open the digests of some submissions and leave out those that others have too."""
        if one is Class.CASE:
            opened = await sent_digests(self.connection, self.keys, mine)
        else:
            opened = await digests(self.connection, self.keys, mine, raw=one is Class.SUBMISSION)
        return [
            each.digest for each in opened if not await self._is_elsewhere(each.name, mine, one)
        ]

    async def _is_elsewhere(self, name: str, mine: ColumnElement[bool], one: Class) -> bool:
        """Tell whether some other row tells of the content of this name."""
        as_raw, as_file = submissions.c.raw == name, attachments.c.digest == name
        as_sent = letter_files.c.digest == name
        joined = attachments.join(submissions, attachments.c.submission_id == submissions.c.id)
        match one:
            case Class.SUBMISSION:
                as_raw &= ~mine
            case Class.ATTACHMENTS:
                as_file &= ~mine
            case Class.CASE:
                as_sent &= ~mine
        raws = await self.connection.scalar(select(func.count()).where(as_raw))
        files = await self.connection.scalar(
            select(func.count()).select_from(joined).where(as_file)
        )
        sent = await self.connection.scalar(select(func.count()).where(as_sent))
        return bool(raws or files or sent)


def _cases() -> Select[Any]:
    return select(*(cases.c[name] for name in ("id", "prefix", "year", "number", "registered_at")))


def _due(row: Row[Any], one: Class) -> Due:
    ref = str(Reference(row.prefix, row.year, row.number))
    return Due(case_id=CaseId(row.id), ref=ref, registered_at=row.registered_at, one=one)


def _tombstone(row: Row[Any]) -> Tombstone:
    values = row._asdict()
    return Tombstone(
        case_id=CaseId(values["case_id"]),
        one=values["class"],
        digest=values["digest"],
        size=values["size"],
        reason=values["reason"],
        actor=values["actor"],
        at=values["at"],
    )
