"""What is known of addresses: letters of late, and which are dead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, ScalarSelect, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.storage.sealing import reply_to as people
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.later import Later
from pd_intake_bot.storage.tables import automatic_letters, dead_addresses
from pd_intake_bot.usecases.ports import Among, Tally

KEPT_FOR = timedelta(days=2)
"""No cap counts letters of a span longer than a day."""

# Every request asks these: built once, as building a statement costs more than running it.
_ADD = insert(automatic_letters)
_FORGET = delete(automatic_letters).where(automatic_letters.c.at < bindparam("before"))
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
    later: Later

    async def add(self, to: MailAddress, *, now: datetime) -> None:
        """Note one more, and forget those that no cap counts any more."""
        person = self._mailbox(to)
        values = {"person": person, "domain": self._domain(to), "at": now}
        await self.connection.execute(_ADD, values)
        self.later.add(_FORGET, None, {"before": now - KEPT_FOR})

    async def count(self, to: MailAddress, tallies: Sequence[Tally]) -> Sequence[int]:
        """Count them as each tally asks, all in one statement."""
        asked: dict[str, object] = {
            "person": self._mailbox(to),
            "domain": self._domain(to),
        }
        asked |= {f"since_{place}": tally.since for place, tally in enumerate(tallies)}
        statement = _counts(tuple(tally.among for tally in tallies))
        counted = await self.connection.execute(statement, asked)
        return [int(number) for number in counted.one()]

    def _mailbox(self, to: MailAddress) -> str:
        return self.seal.index("mailboxes", to.mailbox)

    def _domain(self, to: MailAddress) -> str:
        return self.seal.index("domains", to.holder)


@cache
def _counts(asked: tuple[Among, ...]) -> Executable:
    return select(*(_count(among, f"since_{place}") for place, among in enumerate(asked)))


def _count(among: Among, since: str) -> ScalarSelect[int]:
    letters = automatic_letters.c
    counted = select(func.count()).where(letters.at > bindparam(since))
    if among is Among.ADDRESS:
        counted = counted.where(letters.person == bindparam("person"))
    elif among is Among.DOMAIN:
        counted = counted.where(letters.domain == bindparam("domain"))
    return counted.scalar_subquery()


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
