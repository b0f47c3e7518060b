"""What is known of addresses: letters of late, and which are dead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.storage import reply_to as people
from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.storage.tables import automatic_letters, dead_addresses

KEPT_FOR = timedelta(days=2)
"""No cap counts letters of a span longer than a day."""

# Every request asks these: built once, as building a statement costs more than running it.
_ADD = insert(automatic_letters)
_FORGET = delete(automatic_letters).where(automatic_letters.c.at < bindparam("before"))
_COUNT = (
    select(func.count())
    .select_from(automatic_letters)
    .where(automatic_letters.c.at > bindparam("since"))
)
_COUNT_OF_PERSON = _COUNT.where(automatic_letters.c.person == bindparam("whose"))
_COUNT_OF_DOMAIN = _COUNT.where(automatic_letters.c.domain == bindparam("whose"))
_DEAD = (
    select(dead_addresses.c.at)
    .where(dead_addresses.c.person == bindparam("whose"))
    .where(dead_addresses.c.at > bindparam("since"))
)


@dataclass(frozen=True, slots=True)
class AutomaticLetters:
    """The port `AutomaticLetters` in a table of keyed hashes."""

    connection: AsyncConnection
    seal: Seal

    async def add(self, to: MailAddress, *, now: datetime) -> None:
        """Note one more, and forget those that no cap counts any more."""
        person = self._mailbox(to)
        values = {"person": person, "domain": self._domain(to), "at": now}
        await self.connection.execute(_ADD, values)
        await self.connection.execute(_FORGET, {"before": now - KEPT_FOR})

    async def to_address(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to an address after a moment."""
        return await self._count(_COUNT_OF_PERSON, since=since, whose=self._mailbox(to))

    async def to_domain(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to every address of the same domain after a moment."""
        return await self._count(_COUNT_OF_DOMAIN, since=since, whose=self._domain(to))

    async def overall(self, *, since: datetime) -> int:
        """Count all of them after a moment."""
        return await self._count(_COUNT, since=since)

    async def _count(self, statement: Select[int], **asked: object) -> int:
        return int(await self.connection.scalar(statement, asked) or 0)

    def _mailbox(self, to: MailAddress) -> str:
        return self.seal.index("mailboxes", to.mailbox)

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
        asked = {"whose": people.person(self.seal, to), "since": since}
        return await self.connection.scalar(_DEAD, asked) is not None
