"""When nothing came in, and whether staff were told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.clockwork import Outage
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import outages, submissions


@dataclass(frozen=True, slots=True)
class Outages:
    """The port `Outages` in a table."""

    connection: AsyncConnection

    async def add(self, outage: Outage) -> bool:
        """Write one down; False where it was known: of one outage, the first end counts."""
        statement = upsert.insert(self.connection, outages).values(
            strand=outage.strand, since=outage.since, until=outage.until
        )
        added = await self.connection.scalar(
            statement.on_conflict_do_nothing(index_elements=["strand", "since"]).returning(
                outages.c.id
            )
        )
        return added is not None

    async def take_untold(self, *, before: datetime, now: datetime) -> Sequence[Outage]:
        """Take those that ended before then and that nobody has told of; they count as told."""
        taken = await self.connection.execute(
            update(outages)
            .where(outages.c.told_at.is_(None), outages.c.until <= before)
            .values(told_at=now)
            .returning(outages)
        )
        return sorted(map(_read, taken), key=lambda one: (one.since, one.strand))

    async def ended_since(self, moment: datetime) -> Sequence[Outage]:
        """List those that have ended since."""
        rows = await self.connection.execute(
            select(outages).where(outages.c.until > moment).order_by(outages.c.id)
        )
        return [_read(row) for row in rows]

    async def caught_up(self, outage: Outage) -> int:
        """Count the messages that came by its way while it lasted, and were taken in after."""
        count = await self.connection.scalar(
            select(func.count())
            .select_from(submissions)
            .where(submissions.c.channel == outage.strand.value)
            .where(submissions.c.received_at > outage.since)
            .where(submissions.c.received_at <= outage.until)
        )
        return int(count or 0)


def _read(row: Row[Any]) -> Outage:
    return Outage(strand=row.strand, since=row.since, until=row.until)
