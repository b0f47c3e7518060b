"""The history of every case: what each event says is sealed, and a digest of it is chained."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import Payload, Salted
from pd_intake_bot.domain.events import Event
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql.columns import SealedRow
from pd_intake_bot.storage.tables import events

_SALT_BYTES = 16
_COLUMN = "payload"
_ADD = insert(events).returning(events.c.id, events.c.case_id, events.c.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An event that has been added and is not yet in the chain."""

    event_id: int
    case_id: CaseId
    event: Event
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The events that a transaction adds: written together, and chained at its end.

    Each is known by its digest, which no other has: there is a salt in it.
    """

    connection: AsyncConnection
    _waiting: dict[str, tuple[Event, dict[str, object]]] = field(default_factory=dict)
    _written: list[Added] = field(default_factory=list)

    def add(self, event: Event, values: dict[str, object], *, digest: str) -> None:
        """Add an event and the row that it is kept as."""
        self._waiting[digest] = event, values

    async def write(self) -> Sequence[Added]:
        """Write what was added and not yet written; gives all, in the order they were added."""
        waiting = dict(self._waiting)
        self._waiting.clear()
        if waiting:
            rows = [values for _, values in waiting.values()]
            kept = {row.digest: row for row in await self.connection.execute(_ADD, rows)}
            self._written.extend(
                Added(event_id=row.id, case_id=CaseId(row.case_id), event=event, digest=digest)
                for digest, (event, _) in waiting.items()
                for row in (kept[digest],)
            )
        return self._written


@dataclass(frozen=True, slots=True)
class Events:
    """The port `Events` in a table."""

    keys: DataKeys
    added: Batch

    async def add(self, case_id: CaseId, event: Event) -> None:
        """Add an event."""
        salted = Salted(data=dict(event.data), salt=secrets.token_hex(_SALT_BYTES))
        sealed = _sealed(await self.keys.of_case(case_id), salted.digest)
        values = {
            "case_id": case_id,
            "kind": event.kind,
            "at": event.at,
            "actor": event.actor,
            "data": {},
            "digest": salted.digest,
            "payload": sealed.close(_COLUMN, {"data": dict(salted.data), "salt": salted.salt}),
        }
        self.added.add(event, values, digest=salted.digest)

    async def of_case(self, case_id: CaseId) -> Sequence[Event]:
        """List the events of a case, in the order they happened."""
        await self.added.write()
        found = await self.keys.connection.execute(
            select(events).where(events.c.case_id == case_id).order_by(events.c.id)
        )
        rows = found.all()
        ring = await self.keys.ring(row.payload for row in rows)
        return [read(row, said(row, ring)) for row in rows]


def read(row: Row[Any], salted: Salted | None) -> Event:
    """Read a row; what was said is empty once it was erased."""
    data = salted.data if salted else row.data
    return Event(kind=row.kind, at=row.at, actor=row.actor, data=data)


def said(row: Row[Any], ring: Ring) -> Salted | None:
    """Open what an event says; None where it was erased."""
    if row.payload is None and row.digest is None:
        return _unsealed(row)
    if not ring.has(row.payload):
        return None
    opened = _sealed(ring, row.digest).mapping(_COLUMN, row.payload)
    return Salted(data=cast("Payload", opened["data"]), salt=cast("str", opened["salt"]))


def digest_of(row: Row[Any]) -> str:
    """Give the digest that the chain holds of what an event says."""
    return row.digest or _unsealed(row).digest


def _unsealed(row: Row[Any]) -> Salted:
    """Read an event from before there was a chain: it stands as it is, and names nobody."""
    return Salted(data=row.data, salt="")


def _sealed(sealer: Sealer, digest: str) -> SealedRow:
    return SealedRow(sealer, "events", digest)
