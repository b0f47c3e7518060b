"""What the staff group holds of us: where cards and topics stand and what buttons mean."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN, CaseId
from pd_intake_bot.domain.review import Verdict
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import buttons, cards, cases, reviews, topics
from pd_intake_bot.usecases.ports import Button, Place, Topic, Unplaced

_NAME_BYTES = 18
_AT_ONCE = 200
_OF_CASE, _OF_REVIEW = "case:", "review:"
_CASE = cast(func.substr(cards.c.key, len(_OF_CASE) + 1), BigInteger)
"""The case that a card of the table is about."""
_SHARED: ColumnElement[bool] = literal_column("cards.shared")
"""Asked for as it is: "= 1", as it were else on SQLite, is not seen to fit the partial index."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The port `Cards` in a table."""

    connection: AsyncConnection

    async def place(self, key: str) -> Place | None:
        """Tell where a card stands; None before it was first posted."""
        found = await self.connection.execute(select(cards).where(cards.c.key == key))
        row = found.one_or_none()
        return None if row is None else _place(row)

    async def places(self, keys: Sequence[str]) -> Mapping[str, Place]:
        """Tell where each of many cards stands; those that were never posted are left out."""
        found: dict[str, Place] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = cards.c.key.in_(keys[start : start + _AT_ONCE])
            rows = await self.connection.execute(select(cards).where(some))
            found |= {row.key: _place(row) for row in rows}
        return found

    async def put(self, key: str, place: Place) -> None:
        """Write where it stands; a place that says no more than where changes nothing else."""
        values: dict[str, object] = {"chat_id": place.chat_id, "message_id": place.message_id}
        if place.shown is not None:
            values |= {"topic": place.topic, "shown": place.shown, "shared": place.shared}
        await upsert.put(self.connection, cards, key=key, **values)

    async def unplaced(self, *, limit: int) -> Sequence[Unplaced]:
        """List the open cases that have no card yet, oldest first."""
        key = literal(_OF_CASE) + cast(cases.c.id, String)
        found = await self.connection.execute(
            select(cases.c.id, cases.c.state, cases.c.officer, cases.c.held_because)
            .where(one_of(cases.c.state, *sorted(OPEN)))
            .where(~exists().where(cards.c.key == key))
            # Not by the column itself: SQLite would read every closed case, too, in its order.
            .order_by(cases.c.id + 0)
            .limit(limit)
        )
        return [
            Unplaced(
                id=CaseId(row.id),
                state=row.state,
                officer=row.officer,
                held_because=row.held_because,
            )
            for row in found
        ]

    async def put_listed(self, shown: Mapping[str, str], place: Place) -> None:
        """Let cards, each by its key and what it shows, share a place."""
        where = {"chat_id": place.chat_id, "message_id": place.message_id, "topic": None}
        rows = [{"key": key, "shown": what, "shared": True} | where for key, what in shown.items()]
        statement = upsert.insert(self.connection, cards)
        new = statement.excluded
        for start in range(0, len(rows), _AT_ONCE):
            await self.connection.execute(
                statement.values(rows[start : start + _AT_ONCE]).on_conflict_do_update(
                    index_elements=["key"],
                    set_={name: new[name] for name in ("shown", "shared", *where)},
                )
            )

    async def move(self, former: Place, place: Place) -> None:
        """Let all that share a place share another."""
        await self.connection.execute(
            update(cards)
            .where(*_here(former))
            .values(chat_id=place.chat_id, message_id=place.message_id)
        )

    async def listed(
        self, place: Place, *, beside: CaseId | None = None, back: bool = False, limit: int
    ) -> Sequence[CaseId]:
        """List the cases that share a place; those beside one, in its order."""
        statement = select(_CASE).where(*_shared(place))
        if beside is not None:
            statement = statement.where(beside > _CASE if back else beside < _CASE)
        ordered = statement.order_by(_CASE.desc() if back else _CASE).limit(limit)
        found = [CaseId(number) for number in await self.connection.scalars(ordered)]
        return found[::-1] if back else found

    async def count_listed(self, place: Place) -> int:
        """Count the cases that share a place."""
        count = await self.connection.scalar(select(func.count()).where(*_shared(place)))
        return int(count or 0)

    async def leave(self, chat_id: int) -> Sequence[str]:
        """Forget what stands in a chat; gives the keys of what somebody still has to do."""
        case_key = literal(_OF_CASE) + cast(cases.c.id, String)
        review_key = literal(_OF_REVIEW) + cast(reviews.c.id, String)
        here = cards.c.chat_id == chat_id
        open_case = exists().where(case_key == cards.c.key, one_of(cases.c.state, *sorted(OPEN)))
        undecided = exists().where(
            review_key == cards.c.key, one_of(reviews.c.verdict, Verdict.OPEN)
        )
        found = await self.connection.scalars(
            select(cards.c.key).where(here, open_case | undecided).order_by(cards.c.message_id)
        )
        keys = found.all()
        await self.connection.execute(delete(cards).where(here))
        return keys


def _place(row: Row[Any]) -> Place:
    return Place(
        chat_id=row.chat_id,
        message_id=row.message_id,
        topic=row.topic,
        shown=row.shown,
        shared=row.shared,
    )


@dataclass(frozen=True, slots=True)
class Topics:
    """The port `Topics` in a table."""

    connection: AsyncConnection

    async def of_case(self, case_id: CaseId) -> Topic | None:
        """Give the topic of a case; None where none was made, or while one is being made."""
        found = await self.connection.execute(
            select(topics).where(topics.c.case_id == case_id, topics.c.thread.is_not(None))
        )
        row = found.one_or_none()
        if row is None:
            return None
        return Topic(chat_id=row.chat_id, thread=row.thread, name=row.name, closed=row.closed)

    async def reserve(
        self, case_id: CaseId, chat_id: int, *, now: datetime, until: datetime
    ) -> bool:
        """Take it upon this process to make the topic; False while another has."""
        values = {"chat_id": chat_id, "thread": None, "reserved_until": until}
        statement = upsert.insert(self.connection, topics).values(
            case_id=case_id, name="", closed=False, **values
        )
        free = or_(
            and_(topics.c.thread.is_(None), topics.c.reserved_until <= now),
            topics.c.chat_id != chat_id,
        )
        reserved = await self.connection.scalar(
            statement.on_conflict_do_update(
                index_elements=["case_id"], set_=values, where=free
            ).returning(topics.c.case_id)
        )
        return reserved is not None

    async def put(self, case_id: CaseId, topic: Topic) -> None:
        """Write what the topic is now."""
        await self.connection.execute(
            update(topics)
            .where(topics.c.case_id == case_id)
            .values(
                chat_id=topic.chat_id, thread=topic.thread, name=topic.name, closed=topic.closed
            )
        )

    async def forget(self, case_id: CaseId) -> None:
        """Forget a topic that is gone, so that another may be made."""
        await self.connection.execute(delete(topics).where(topics.c.case_id == case_id))

    async def in_thread(self, chat_id: int, thread: int) -> CaseId | None:
        """Tell which case a topic belongs to; None where it is not ours."""
        found = await self.connection.scalar(
            select(topics.c.case_id).where(topics.c.chat_id == chat_id, topics.c.thread == thread)
        )
        return None if found is None else CaseId(found)


@dataclass(frozen=True, slots=True)
class Buttons:
    """The port `Buttons` in a table; a name is random, so that none can be guessed."""

    connection: AsyncConnection

    async def add(self, button: Button, *, now: datetime) -> str:
        """Keep a button and give its name of 24 letters."""
        name = secrets.token_urlsafe(_NAME_BYTES)
        await self.connection.execute(
            insert(buttons).values(
                name=name, action=button.action, args=dict(button.args), created_at=now
            )
        )
        return name

    async def get(self, name: str) -> Button | None:
        """Tell what a name means; None for one that was never given."""
        found = await self.connection.execute(select(buttons).where(buttons.c.name == name))
        row = found.one_or_none()
        return Button(action=row.action, args=row.args) if row else None

    async def forget(self, *, before: datetime) -> int:
        """Forget buttons made before a moment, save those of open cases; tells how many."""
        alive = or_(
            _about("case", select(cases.c.id).where(one_of(cases.c.state, *sorted(OPEN)))),
            _about("review", select(reviews.c.id).where(one_of(reviews.c.verdict, Verdict.OPEN))),
        )
        kept = select(buttons.c.name).where(buttons.c.created_at < before, alive)
        forgotten = await self.connection.execute(
            delete(buttons).where(buttons.c.created_at < before, buttons.c.name.not_in(kept))
        )
        return forgotten.rowcount


def _here(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (_SHARED, cards.c.chat_id == place.chat_id, cards.c.message_id == place.message_id)


def _shared(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (*_here(place), cards.c.key.startswith(_OF_CASE))


def _about(name: str, ids: Select[tuple[int]]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = buttons.c.args[name].as_integer().in_(ids)
    return found
