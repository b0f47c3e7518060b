"""What one process alone may do, in a table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.surroundings.owners import Owner
from pd_intake_bot.storage.tables import leases

AHEAD = timedelta(minutes=10)
"""By how much the clocks of two machines may differ.

Who ran further ahead was set back since: a lease of theirs would hold everybody up till then.
"""


@dataclass(frozen=True, slots=True)
class Leases:
    """The port `Leases`; `owner` is this process."""

    connection: AsyncConnection
    owner: Owner

    async def take(self, name: str, *, now: datetime, length: timedelta) -> bool:
        """Take or renew a lease for this process; False while another holds it."""
        self.owner.appear()
        holders = [self.owner.name]
        holder = await self._holder(name)
        if holder is not None and self.owner.is_gone(holder):
            holders.append(holder)
        values = {"holder": self.owner.name, "until": now + length}
        over = is_over(leases.c.until, now=now, length=length)
        # One statement, so that of two processes that find it free only one gets it.
        taken = await self.connection.scalar(
            upsert.insert(self.connection, leases)
            .values(name=name, **values)
            .on_conflict_do_update(
                index_elements=["name"],
                set_=values,
                where=or_(leases.c.holder.in_(holders), over),
            )
            .returning(leases.c.name)
        )
        return taken is not None

    async def give_up(self, name: str) -> None:
        """Let others have it at once, if it is this process's."""
        await self.connection.execute(
            delete(leases).where(leases.c.name == name, leases.c.holder == self.owner.name)
        )

    async def _holder(self, name: str) -> str | None:
        found: str | None = await self.connection.scalar(
            select(leases.c.holder).where(leases.c.name == name)
        )
        return found


def is_over(
    until: ColumnElement[datetime], *, now: datetime, length: timedelta
) -> ColumnElement[bool]:
    """Ask whether a lease of so long has run out, or was given by a clock that ran far ahead."""
    return or_(until <= now, until > now + length + AHEAD)
