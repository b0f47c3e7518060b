"""What an operator watches, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Table, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import OPEN
from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.outbox import Carrier, Kind, Standing
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.storage.cases.reminders import stands
from pd_intake_bot.storage.cases.reports import FAILED, of_open_cases
from pd_intake_bot.storage.intake.updates import IS_ASIDE
from pd_intake_bot.storage.sql.columns import one_of
from pd_intake_bot.storage.tables import (
    WAITING,
    UpdateStanding,
    cases,
    outbox,
    reminders,
    reviews,
    updates,
)
from pd_intake_bot.usecases.ports import Backlog, Vitals

NEWEST = 100
"""How many of the newest cases are looked at for how long requests of late took."""

_IS_OPEN = one_of(cases.c.state, *sorted(OPEN))
_UNDELIVERED = one_of(outbox.c.standing, *FAILED) & (outbox.c.kind == Kind.LETTER)
# A person who gets no letter by an officer's choice, or can't be reached, is not one who waits.
_UNHEARD = (
    cases.c.acknowledged_at.is_(None),
    cases.c.held_because.is_(None),
    one_of(cases.c.channel, Channel.MAIL, Channel.TELEGRAM),
    ~exists().where(outbox.c.case_id == cases.c.id, _UNDELIVERED),
)

Lags = dict[Channel, timedelta]


@dataclass(frozen=True, slots=True)
class Watch:
    """The port `Watch`."""

    connection: AsyncConnection

    async def take(self, *, today: date, lately: datetime) -> Vitals:
        """Count now; `lately` is the moment from which requests are of late."""
        intake, acknowledgement = await self._lags(lately)
        return Vitals(
            outbox=await self._outbox(),
            undelivered=await self._undelivered(),
            updates=await self._backlog(
                _waiting(updates, updates.c.received_at).where(
                    one_of(updates.c.standing, UpdateStanding.OPEN)
                )
            ),
            updates_aside=await self._scalar(
                select(func.count()).select_from(updates).where(IS_ASIDE)
            ),
            reviews=await self._reviews(),
            open=await self._count(_IS_OPEN),
            overdue=await self._count(_IS_OPEN, cases.c.target < today, ~stands()),
            broken=await self._count(_IS_OPEN, cases.c.promised < today, ~stands(Matter.PROMISED)),
            held=await self._count(_IS_OPEN, cases.c.held_because.is_not(None)),
            unacknowledged=await self._backlog(
                _waiting(cases, cases.c.registered_at).where(_IS_OPEN, *_UNHEARD)
            ),
            intake=intake,
            acknowledgement=acknowledgement,
            reminded=await self._scalar(
                select(func.count()).select_from(reminders).where(reminders.c.day == today)
            ),
        )

    async def _outbox(self) -> Mapping[Carrier, Backlog]:
        rows = await self.connection.execute(
            select(outbox.c.carrier, func.count().label("count"), func.min(outbox.c.created_at))
            .where(one_of(outbox.c.standing, *WAITING))
            .group_by(outbox.c.carrier)
        )
        found = {row[0]: Backlog(count=row[1], since=row[2]) for row in rows}
        return {carrier: found.get(carrier, Backlog()) for carrier in Carrier}

    async def _undelivered(self) -> Mapping[tuple[Carrier, Standing], int]:
        later = outbox.alias()
        sent_since = (
            exists()
            .where(later.c.case_id == outbox.c.case_id, later.c.id > outbox.c.id)
            .where(later.c.kind == Kind.LETTER, later.c.standing == Standing.SENT)
        )
        rows = await self.connection.execute(
            select(outbox.c.carrier, outbox.c.standing, func.count())
            .where(_UNDELIVERED, of_open_cases(), ~sent_since)
            .group_by(outbox.c.carrier, outbox.c.standing)
        )
        found = {(row[0], row[1]): row[2] for row in rows}
        each = ((carrier, standing) for carrier in Carrier for standing in FAILED)
        return {one: found.get(one, 0) for one in each}

    async def _reviews(self) -> Mapping[ReviewKind, int]:
        rows = await self.connection.execute(
            select(reviews.c.kind, func.count())
            .where(one_of(reviews.c.verdict, Verdict.OPEN))
            .group_by(reviews.c.kind)
        )
        found = {row[0]: row[1] for row in rows}
        return {kind: found.get(kind, 0) for kind in ReviewKind}

    async def _lags(self, lately: datetime) -> tuple[Lags, Lags]:
        rows = await self.connection.execute(
            select(
                cases.c.channel, cases.c.received_at, cases.c.registered_at, cases.c.acknowledged_at
            )
            .order_by(cases.c.id.desc())
            .limit(NEWEST)
        )
        intake: Lags = dict.fromkeys(Channel, timedelta())
        acknowledgement: Lags = dict.fromkeys(Channel, timedelta())
        for row in rows:
            if row.registered_at >= lately:
                _longest(intake, row.channel, row.registered_at - row.received_at)
            if row.acknowledged_at and row.acknowledged_at >= lately:
                _longest(acknowledgement, row.channel, row.acknowledged_at - row.received_at)
        return intake, acknowledgement

    async def _backlog(self, statement: Select[int, datetime]) -> Backlog:
        row = (await self.connection.execute(statement)).one()
        return Backlog(count=row[0], since=row[1])

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        return await self._scalar(select(func.count()).select_from(cases).where(*conditions))

    async def _scalar(self, statement: Select[int]) -> int:
        return await self.connection.scalar(statement) or 0


def _waiting(table: Table, since: ColumnElement[datetime]) -> Select[int, datetime]:
    return select(func.count(), func.min(since)).select_from(table)


def _longest(found: Lags, channel: Channel, lag: timedelta) -> None:
    found[channel] = max(lag, found[channel])
