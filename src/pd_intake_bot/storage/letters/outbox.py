"""The outbox in a table: each parcel leaves once, one at a time in each lane."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, cast

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome, Sent
from pd_intake_bot.domain.outbox import (
    LONGEST_RETRY,
    Carrier,
    LostClaim,
    NewParcel,
    Parcel,
    ParcelId,
    Standing,
    after,
)
from pd_intake_bot.storage.letters.lanes import NEXT_OF_EACH_LANE
from pd_intake_bot.storage.sealing.data_keys import IS_KEY, DataKeys, Ring, sealed_in
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.surroundings.leases import is_over
from pd_intake_bot.storage.surroundings.owners import Owner
from pd_intake_bot.storage.tables import IN_FLIGHT, WAITING, data_keys, outbox

_chance = SystemRandom().random

# Every parcel goes through these: built once, as building a statement costs more than running it.
_ADD = {
    name: insert(outbox).on_conflict_do_nothing(index_elements=["key"]).returning(outbox.c.id)
    for name, insert in upsert.INSERTS.items()
}
_BEGIN = (
    update(outbox)
    .where(outbox.c.id == bindparam("parcel"), outbox.c.claimed_by == bindparam("mine"))
    .where(one_of(outbox.c.standing, Standing.CLAIMED), outbox.c.claimed_until > bindparam("now"))
    .values(standing=Standing.SENDING, attempts=outbox.c.attempts + 1)
)
# With the key of its case, which the outcome is sealed with.
_STANDING = (
    select(outbox.c.standing, outbox.c.claimed_by, outbox.c.attempts, outbox.c.doubts, data_keys)
    .select_from(outbox.outerjoin(data_keys, IS_KEY & (data_keys.c.case_id == outbox.c.case_id)))
    .where(outbox.c.id == bindparam("parcel"))
    .order_by(data_keys.c.id)
    .limit(1)
    .with_for_update(of=outbox)
)
_WRITE = update(outbox).where(outbox.c.id == bindparam("parcel"))


@dataclass(frozen=True, slots=True)
class Outbox:
    """The port `Outbox`; a lane is given back as the hash it is kept as.

    `owner` is this process, so that one whose claim has passed to another notices it.
    """

    connection: AsyncConnection
    keys: DataKeys
    owner: Owner

    async def add(self, parcel: NewParcel, *, now: datetime) -> bool:
        """Put a parcel in, due at once; False when its key was there before."""
        lane = self.keys.seal.index("lanes", parcel.lane)
        await self._queue_up(lane)
        sealed = _sealed(await self._sealer(parcel.case_id), parcel.key)
        values = {
            "key": parcel.key,
            "carrier": parcel.carrier,
            "kind": parcel.kind,
            "lane": lane,
            "case_id": parcel.case_id,
            "payload": sealed.close("payload", dict(parcel.payload)),
            "standing": Standing.PENDING,
            "created_at": now,
            "due_at": now,
            "attempts": 0,
            "doubts": 0,
        }
        added = await self.connection.scalar(_ADD[self.connection.dialect.name], values)
        return added is not None

    async def claim(
        self, carrier: Carrier, *, now: datetime, limit: int, lease: timedelta
    ) -> Sequence[Parcel]:
        """Take a carrier's parcels that are due, the oldest of each lane, for the lease."""
        self.owner.appear()
        asked = {"carrier": carrier, "now": now, "far": now + LONGEST_RETRY, "most": limit}
        free = await self.connection.scalars(NEXT_OF_EACH_LANE, asked)
        return await self._take(
            free.all(),
            standing=Standing.CLAIMED,
            claimed_by=self.owner.name,
            claimed_until=now + lease,
        )

    async def begin(self, parcel_id: ParcelId, *, now: datetime) -> None:
        """Write down that sending begins, before the first byte leaves.

        Raises `LostClaim` when the parcel is no longer this process's to send.
        """
        begun = await self.connection.execute(
            _BEGIN, {"parcel": parcel_id, "mine": self.owner.name, "now": now}
        )
        if not begun.rowcount:
            raise LostClaim(f"parcel {parcel_id} is not claimed by this process")

    async def hand_back(self, carrier: Carrier, *, begun: Collection[ParcelId] = ()) -> None:
        """Free what this process has claimed for a carrier and not begun to send.

        `begun` is freed, too: of these only the answer to the commit that began them was lost.
        """
        claimed = one_of(outbox.c.standing, Standing.CLAIMED)
        await self.connection.execute(
            update(outbox)
            # Both standings are written out too: by them alone SQLite sees the index.
            .where(one_of(outbox.c.standing, *IN_FLIGHT))
            .where(or_(claimed, outbox.c.id.in_(begun)) if begun else claimed)
            .where(outbox.c.carrier == carrier, outbox.c.claimed_by == self.owner.name)
            .values(standing=Standing.PENDING, claimed_by=None, claimed_until=None)
        )

    async def settle(self, parcel: Parcel, outcome: Outcome, *, now: datetime) -> Parcel | None:
        """Write what became of it, and when it is due again, if so; gives the new standing.

        When another process has taken the parcel over meanwhile, only the news that it has
        arrived still counts; None where nothing is changed, be it that the parcel was erased.
        """
        row = (await self.connection.execute(_STANDING, {"parcel": parcel.id})).one_or_none()
        if row is None:
            return None
        if row.wrapped is not None:
            self.keys.read(row)
        ours = row.standing in IN_FLIGHT and row.claimed_by == self.owner.name
        if row.standing is Standing.SENT or not (ours or isinstance(outcome, Sent)):
            return None
        current = replace(parcel, standing=row.standing, attempts=row.attempts, doubts=row.doubts)
        settled = after(current, outcome, now=now, chance=_chance())
        await self._write(settled, now=now)
        return settled

    async def renew(self, *, now: datetime, lease: timedelta) -> None:
        """Keep what this process has claimed for another lease."""
        await self.connection.execute(
            update(outbox)
            .where(one_of(outbox.c.standing, *IN_FLIGHT), outbox.c.claimed_by == self.owner.name)
            .values(claimed_until=now + lease)
        )

    async def recover(self, *, now: datetime, lease: timedelta) -> Sequence[Parcel]:
        """Free what dead processes had claimed; give back what they left half-sent."""
        self.owner.appear()
        # Both standings are written out for SQLite, which sees the index only by them.
        others = and_(one_of(outbox.c.standing, *IN_FLIGHT), outbox.c.claimed_by != self.owner.name)
        names = await self.connection.scalars(select(outbox.c.claimed_by).where(others).distinct())
        gone = [name for name in names if self.owner.is_gone(name)]
        expired = is_over(outbox.c.claimed_until, now=now, length=lease)
        dead = and_(others, or_(expired, outbox.c.claimed_by.in_(gone)) if gone else expired)
        await self.connection.execute(
            update(outbox)
            .where(one_of(outbox.c.standing, Standing.CLAIMED), dead)
            .values(standing=Standing.PENDING, claimed_by=None, claimed_until=None)
        )
        half_sent = await self.connection.scalars(
            select(outbox.c.id)
            .where(one_of(outbox.c.standing, Standing.SENDING), dead)
            .with_for_update(skip_locked=True)
        )
        return await self._take(
            half_sent.all(), claimed_by=self.owner.name, claimed_until=now + lease
        )

    async def release(self, key: str, *, now: datetime) -> None:
        """Send, of an officer's will, a parcel that is unknown or refused once more.

        It does nothing to one that stands otherwise. Raises `LookupError` when there is none.
        """
        found = await self.connection.execute(
            select(outbox.c.id, outbox.c.standing).where(outbox.c.key == key).with_for_update()
        )
        row = found.one_or_none()
        if row is None:
            raise LookupError("no such parcel")
        if row.standing not in {Standing.UNKNOWN, Standing.REFUSED}:
            return
        await self.connection.execute(
            update(outbox)
            .where(outbox.c.id == row.id)
            .values(standing=Standing.PENDING, due_at=now, settled_at=None)
        )

    async def hasten(self, lane: str, *, now: datetime) -> None:
        """Make all that waits in a lane due now."""
        await self.connection.execute(
            update(outbox)
            .where(one_of(outbox.c.standing, Standing.PENDING), outbox.c.due_at > now)
            .where(outbox.c.lane == self.keys.seal.index("lanes", lane))
            .values(due_at=now)
        )

    async def of_case(self, case_id: CaseId) -> Sequence[Parcel]:
        """List the parcels of a case, in the order they were put in."""
        rows = await self.connection.execute(
            select(outbox).where(outbox.c.case_id == case_id).order_by(outbox.c.id)
        )
        return await self._read_all(rows.all())

    async def waiting(self) -> int:
        """Count the parcels that have neither left nor been given up."""
        count = await self.connection.scalar(
            select(func.count()).where(one_of(outbox.c.standing, *WAITING))
        )
        return int(count or 0)

    async def _queue_up(self, lane: str) -> None:
        # PostgreSQL gives ids before transactions commit: without this lock a parcel could
        # appear in its lane behind one that has already left. SQLite writes one after another.
        if self.connection.dialect.name == "postgresql":
            turn = int.from_bytes(bytes.fromhex(lane)[:8], signed=True)
            await self.connection.execute(select(func.pg_advisory_xact_lock(turn)))

    async def _take(self, ids: Sequence[int], **values: object) -> list[Parcel]:
        if not ids:
            return []
        rows = await self.connection.execute(
            update(outbox).where(outbox.c.id.in_(ids)).values(**values).returning(outbox)
        )
        return sorted(await self._read_all(rows.all()), key=lambda parcel: parcel.id)

    async def _write(self, parcel: Parcel, *, now: datetime) -> None:
        sealed = _sealed(await self._sealer(parcel.case_id), parcel.key)
        values = {
            "parcel": parcel.id,
            "standing": parcel.standing,
            "due_at": parcel.due_at,
            "doubts": parcel.doubts,
            "answer": sealed.close("answer", parcel.answer),
            "composed": sealed.close_bytes("composed", parcel.content),
            "claimed_by": None,
            "claimed_until": None,
            "settled_at": None if parcel.standing in WAITING else now,
        }
        await self.connection.execute(_WRITE, values)

    async def _sealer(self, case_id: CaseId | None) -> Sealer:
        return self.keys.seal if case_id is None else await self.keys.of_case(case_id)

    async def _read_all(self, rows: Sequence[Row[Any]]) -> list[Parcel]:
        ring = await self.keys.ring(sealed_in(rows))
        return [self._read(row, ring) for row in rows]

    def _read(self, row: Row[Any], ring: Ring) -> Parcel:
        sealed = _sealed(ring, row.key)
        answer = row.answer and sealed.open("answer", row.answer)
        return Parcel(
            id=ParcelId(row.id),
            key=row.key,
            carrier=row.carrier,
            kind=row.kind,
            lane=row.lane,
            payload=sealed.mapping("payload", row.payload),
            case_id=None if row.case_id is None else CaseId(row.case_id),
            standing=row.standing,
            due_at=row.due_at,
            attempts=row.attempts,
            doubts=row.doubts,
            answer=cast("str | None", answer),
            content=sealed.open_bytes("composed", row.composed),
        )


def _sealed(sealer: Sealer, key: str) -> SealedRow:
    return SealedRow(sealer, "outbox", key)
