"""What is known of addresses: letters of late, and which are dead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.storage import reply_to as people
from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.storage.tables import automatic_letters, dead_addresses

KEPT_FOR = timedelta(days=2)
"""No cap counts letters of a span longer than a day."""


@dataclass(frozen=True, slots=True)
class AutomaticLetters:
    """The port `AutomaticLetters` in a table of keyed hashes."""

    connection: AsyncConnection
    seal: Seal

    async def add(self, to: MailAddress, *, now: datetime) -> None:
        """Note one more, and forget those that no cap counts any more."""
        await self.connection.execute(
            insert(automatic_letters).values(
                person=people.person(self.seal, to), domain=self._domain(to), at=now
            )
        )
        await self.connection.execute(
            delete(automatic_letters).where(automatic_letters.c.at < now - KEPT_FOR)
        )

    async def to_address(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to an address after a moment."""
        return await self._count(since, automatic_letters.c.person == people.person(self.seal, to))

    async def to_domain(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to every address of the same domain after a moment."""
        return await self._count(since, automatic_letters.c.domain == self._domain(to))

    async def overall(self, *, since: datetime) -> int:
        """Count all of them after a moment."""
        return await self._count(since)

    async def _count(self, since: datetime, *which: ColumnElement[bool]) -> int:
        count = await self.connection.scalar(
            select(func.count())
            .select_from(automatic_letters)
            .where(automatic_letters.c.at > since, *which)
        )
        return int(count or 0)

    def _domain(self, to: MailAddress) -> str:
        return self.seal.index("domains", to.domain)


@dataclass(frozen=True, slots=True)
class DeadAddresses:
    """The port `DeadAddresses` in a table of keyed hashes."""

    connection: AsyncConnection
    seal: Seal

    async def put(self, to: MailAddress, *, now: datetime) -> None:
        """Take an address for dead from now on."""
        person = people.person(self.seal, to)
        await upsert.put(self.connection, dead_addresses, person=person, at=now)

    async def take_off(self, to: MailAddress) -> None:
        """Take it for alive again."""
        person = people.person(self.seal, to)
        await self.connection.execute(
            delete(dead_addresses).where(dead_addresses.c.person == person)
        )

    async def knows(self, to: MailAddress, *, since: datetime) -> bool:
        """Tell whether an address was found dead after a moment."""
        found = await self.connection.scalar(
            select(dead_addresses.c.at)
            .where(dead_addresses.c.person == people.person(self.seal, to))
            .where(dead_addresses.c.at > since)
        )
        return found is not None
