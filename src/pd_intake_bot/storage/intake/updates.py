"""Telegram's updates, kept sealed before they are handled and forgotten after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import UpdateStanding
from pd_intake_bot.storage.tables import updates as table
from pd_intake_bot.usecases.ports import StoredUpdate

IS_ASIDE = one_of(table.c.standing, UpdateStanding.QUARANTINED)

_LONGEST_PAUSE = timedelta(minutes=5)
"""No update that failed is put off for longer."""


def _is_due() -> ColumnElement[bool]:
    now, ahead = (bindparam(name, type_=table.c.due_at.type) for name in ("now", "ahead"))
    # What came later than now came before the clock was set back; unless it was tried since.
    untried, far_ahead = table.c.attempts == 0, table.c.due_at > ahead
    return or_(table.c.due_at <= now, and_(table.c.received_at > now, or_(untried, far_ahead)))


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "ahead": now + _LONGEST_PAUSE}


def _due() -> Select[Any]:
    earlier = table.alias("earlier")
    return (
        select(table)
        .where(one_of(table.c.standing, UpdateStanding.OPEN), _is_due())
        .where(
            ~exists()
            .where(one_of(earlier.c.standing, UpdateStanding.OPEN))
            .where(earlier.c.lane == table.c.lane)
            .where(earlier.c.update_id < table.c.update_id)
        )
        .order_by(table.c.due_at, table.c.update_id)
        .limit(bindparam("most", type_=Integer))
    )


def _next_of() -> Select[Any]:
    oldest = (
        select(table.c.update_id)
        .where(one_of(table.c.standing, UpdateStanding.OPEN), table.c.lane == bindparam("which"))
        .order_by(table.c.update_id)
        .limit(1)
        .scalar_subquery()
    )
    return select(table).where(table.c.update_id == oldest, _is_due())


# Every update goes through these: built once, as building a statement costs more than running it.
_DUE = _due()
_NEXT_OF = _next_of()
_TAKE = (
    select(table.c.update_id)
    .where(table.c.update_id == bindparam("this"), _is_due())
    .where(one_of(table.c.standing, UpdateStanding.OPEN))
    .with_for_update(skip_locked=True)
)
_FINISH = (
    update(table)
    .where(table.c.update_id == _TAKE.scalar_subquery())
    .values(standing=UpdateStanding.DONE, raw=None)
)


@dataclass(frozen=True, slots=True)
class Updates:
    """The port `Updates` in a table; a lane is given back as the hash it is kept as."""

    connection: AsyncConnection
    seal: Seal

    async def add(self, updates: Sequence[StoredUpdate]) -> int:
        """Keep updates that are not yet known; tells how many were new."""
        if not updates:
            return 0
        return len(await self._insert([self._values(each) for each in updates]))

    async def due(self, *, now: datetime, limit: int) -> Sequence[StoredUpdate]:
        """Give the oldest open update of each lane, where it is due."""
        rows = await self.connection.execute(_DUE, {**_at(now), "most": limit})
        return [self._read(row) for row in rows]

    async def next_of(self, lane: str, *, now: datetime) -> StoredUpdate | None:
        """Give the oldest open update of a lane, as named by what was read, where it is due."""
        found = await self.connection.execute(_NEXT_OF, {"which": lane, **_at(now)})
        row = found.one_or_none()
        return None if row is None else self._read(row)

    async def take(self, update_id: int, *, now: datetime) -> bool:
        """Hold an open update until the transaction ends; False when it is not to be had."""
        held = await self.connection.scalar(_TAKE, {"this": update_id, **_at(now)})
        return held is not None

    async def finish(self, update_id: int, *, now: datetime) -> bool:
        """Hold an open update, mark it as handled and forget its content; False as for `take`."""
        finished = await self.connection.execute(_FINISH, {"this": update_id, **_at(now)})
        return finished.rowcount > 0

    async def postpone(self, update_id: int, *, until: datetime) -> None:
        """Count an attempt and try again later."""
        await self._change(update_id, attempts=table.c.attempts + 1, due_at=until)

    async def quarantine(self, update_id: int, reason: str) -> None:
        """Give up on it, keep it whole, and let the lane go on."""
        await self._change(update_id, standing=UpdateStanding.QUARANTINED, reason=reason)

    async def aside(self) -> Sequence[StoredUpdate]:
        """List those that were given up, oldest first."""
        rows = await self.connection.execute(
            select(table).where(IS_ASIDE).order_by(table.c.update_id)
        )
        return [self._read(row) for row in rows]

    async def retry(self, update_id: int, *, now: datetime) -> bool:
        """Handle once more what was given up; False where it was not, or is gone."""
        return await self._bring_back(
            update_id, standing=UpdateStanding.OPEN, attempts=0, due_at=now, reason=None
        )

    async def drop(self, update_id: int) -> bool:
        """Forget the content of what was given up; False where it was not, or is gone."""
        return await self._bring_back(update_id, standing=UpdateStanding.DONE, raw=None)

    async def _bring_back(self, update_id: int, **values: object) -> bool:
        changed = await self.connection.execute(
            update(table).where(table.c.update_id == update_id, IS_ASIDE).values(**values)
        )
        return changed.rowcount > 0

    async def _insert(self, values: list[dict[str, object]]) -> Sequence[int]:
        statement = upsert.insert(self.connection, table).values(values)
        added = await self.connection.scalars(
            statement.on_conflict_do_nothing(index_elements=["update_id"]).returning(
                table.c.update_id
            )
        )
        return added.all()

    async def _change(self, update_id: int, **values: object) -> None:
        await self.connection.execute(
            update(table).where(table.c.update_id == update_id).values(**values)
        )

    def _values(self, stored: StoredUpdate) -> dict[str, object]:
        return {
            "update_id": stored.update_id,
            "lane": self.seal.index("lanes", stored.lane),
            "raw": self._sealed(stored.update_id).close("raw", stored.raw),
            "received_at": stored.received_at,
            "due_at": stored.received_at,
            "attempts": stored.attempts,
            "standing": UpdateStanding.OPEN,
        }

    def _read(self, row: Row[Any]) -> StoredUpdate:
        return StoredUpdate(
            update_id=row.update_id,
            lane=row.lane,
            raw=self._sealed(row.update_id).text("raw", row.raw),
            received_at=row.received_at,
            attempts=row.attempts,
        )

    def _sealed(self, update_id: int) -> SealedRow:
        return SealedRow(self.seal, "updates", str(update_id))
