"""The chain in a table beside the events: a link is added as its transaction ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import BEGINNING, EMPTY, Head, Kept, Link, Salted
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.storage.cases import events as events_of
from pd_intake_bot.storage.cases.events import Added
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring
from pd_intake_bot.storage.sealing.seal import WrongKey
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.tables import cases, chain, events

# Any number that no other lock on the same database has.
_TURN = int.from_bytes(b"pd-chain")

_NEVER = datetime(1, 1, 1, tzinfo=UTC)

# Every transaction that changes a case ends with these: built once.
_HEAD = select(chain.c.position, chain.c.hash).order_by(chain.c.position.desc()).limit(1)
_HEAD_HASH = _HEAD.with_only_columns(chain.c.hash).scalar_subquery()
_LAST = (
    select(chain.c.hash)
    .where(chain.c.case_id == cases.c.id)
    .order_by(chain.c.position.desc())
    .limit(1)
    .scalar_subquery()
)
_CASES = select(
    *(cases.c[name] for name in ("id", "prefix", "year", "number")),
    _LAST.label("last"),
    func.coalesce(select(func.max(chain.c.position)).scalar_subquery(), EMPTY.position).label(
        "head"
    ),
    func.coalesce(_HEAD_HASH, EMPTY.hash).label("head_hash"),
).where(cases.c.id.in_(bindparam("ids", expanding=True)))
_ADD = insert(chain)

BEFORE = "chain.before"
"""The mark that tells the last event from before there was a chain."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The port `Chain` in a table."""

    connection: AsyncConnection
    keys: DataKeys

    async def close(self, added: Sequence[Added]) -> None:
        """Link what this transaction has added: the last thing it does before it commits.

        On PostgreSQL transactions take turns from here to their end, so that each finds the
        last link of the one before; on SQLite they do so anyway.
        """
        if not added:
            return
        await self._take_turn()
        head, refs, ends = await self._ends({each.case_id for each in added})
        rows: list[dict[str, object]] = []
        for each in added:
            link = Link(
                position=head.position + 1,
                case=refs[each.case_id],
                kind=each.event.kind.value,
                at=each.event.at,
                actor=each.event.actor,
                digest=each.digest,
                previous=head.hash,
                previous_of_case=ends.get(each.case_id, BEGINNING),
            )
            rows.append(_values(each, link))
            head = Head(position=link.position, hash=link.hash)
            ends[each.case_id] = link.hash
        await self.connection.execute(_ADD, rows)

    async def adopt(self, *, limit: int) -> int:
        """Link some events from before there was a chain, behind those that are in it.

        Gives how many; once none is left every event must be in the chain.
        """
        await self._take_turn()
        marks = Marks(self.connection)
        before = int(await marks.get(BEFORE) or 0)
        found = await self.connection.execute(
            _outside().where(events.c.id <= before).order_by(events.c.id).limit(limit)
        )
        added = [_adopted(row) for row in found.all()]
        await self.close(added)
        if not added and before:
            await marks.put(BEFORE, "0")
        return len(added)

    async def head(self) -> Head:
        """Give the last link of the register."""
        row = (await self.connection.execute(_HEAD)).one_or_none()
        return Head(position=row.position, hash=row.hash) if row else EMPTY

    async def of_case(self, case_id: CaseId) -> Sequence[Kept]:
        """List the links of a case."""
        return await self._list(_whole().where(chain.c.case_id == case_id))

    async def after(self, position: int, *, limit: int) -> Sequence[Kept]:
        """List the links that follow a position."""
        return await self._list(_whole().where(chain.c.position > position).limit(limit))

    async def outside(self) -> int:
        """Count the events that should be in the chain and are not."""
        before = await Marks(self.connection).get(BEFORE)
        mine = _outside().where(events.c.id > int(before or 0)).subquery()
        count = await self.connection.scalar(select(func.count()).select_from(mine))
        return int(count or 0)

    async def _take_turn(self) -> None:
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(select(func.pg_advisory_xact_lock(_TURN)))

    async def _ends(self, ids: set[CaseId]) -> tuple[Head, dict[CaseId, str], dict[CaseId, str]]:
        """Give the last link, and of each case its number and the hash of its last one, if any."""
        rows = (await self.connection.execute(_CASES, {"ids": list(ids)})).all()
        head = Head(position=rows[0].head, hash=rows[0].head_hash)
        refs = {CaseId(row.id): str(Reference(row.prefix, row.year, row.number)) for row in rows}
        return head, refs, {CaseId(row.id): row.last for row in rows if row.last}

    async def _list(self, statement: Select[Any]) -> list[Kept]:
        rows = (await self.connection.execute(statement)).all()
        ring = await self.keys.ring(row.payload for row in rows)
        kept = []
        for row in rows:
            salted = _said(row, ring)
            event = events_of.read(row, salted) if row.kind else None
            kept.append(Kept(link=_link(row), hash=row.hash, event=event, said=salted))
        return kept


def _whole() -> Select[Any]:
    joined = chain.join(cases, cases.c.id == chain.c.case_id).outerjoin(
        events, (events.c.id == chain.c.event_id) & (events.c.case_id == chain.c.case_id)
    )
    return (
        select(
            *(chain.c[name] for name in ("position", "hash", "previous", "previous_of_case")),
            *(cases.c[name] for name in ("prefix", "year", "number")),
            *(events.c[name] for name in ("kind", "at", "actor", "data", "payload", "digest")),
        )
        .select_from(joined)
        .order_by(chain.c.position)
    )


def _outside() -> Select[Any]:
    linked = events.outerjoin(chain, chain.c.event_id == events.c.id)
    return select(events).select_from(linked).where(chain.c.position.is_(None))


def _adopted(row: Row[Any]) -> Added:
    return Added(
        event_id=row.id,
        case_id=CaseId(row.case_id),
        event=events_of.read(row, None),
        digest=events_of.digest_of(row),
    )


def _said(row: Row[Any], ring: Ring) -> Salted | None:
    try:
        return events_of.said(row, ring) if row.kind else None
    except WrongKey:
        # Put there by somebody who has not the key: it fits no digest.
        return Salted(data={}, salt="")


def _link(row: Row[Any]) -> Link:
    """Make the link anew from the event as it now stands, so that its hash tells a change."""
    missing = Link(
        position=row.position,
        case=_ref(row),
        kind="",
        at=_NEVER,
        actor="",
        digest="",
        previous=row.previous,
        previous_of_case=row.previous_of_case,
    )
    if row.kind is None:
        return missing
    return replace(
        missing, kind=row.kind.value, at=row.at, actor=row.actor, digest=events_of.digest_of(row)
    )


def _values(added: Added, link: Link) -> dict[str, object]:
    return {
        "position": link.position,
        "event_id": added.event_id,
        "case_id": added.case_id,
        "previous": link.previous,
        "previous_of_case": link.previous_of_case,
        "hash": link.hash,
    }


def _ref(row: Row[Any]) -> str:
    return str(Reference(row.prefix, row.year, row.number))
