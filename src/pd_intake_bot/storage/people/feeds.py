"""Addresses of calendars, by the keyed hash of what makes each of them unguessable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import feeds


@dataclass(frozen=True, slots=True)
class Feeds:
    """The port `Feeds` in a table; whoever reads the table can make no address of it."""

    connection: AsyncConnection
    seal: Seal

    async def put(self, officer: str, scope: str, token: str, *, now: datetime) -> None:
        """Give an officer's calendar this token, in the place of an older one."""
        await upsert.put(
            self.connection,
            feeds,
            officer=officer,
            scope=scope,
            token=self._hash(token),
            created_at=now,
        )

    async def find(self, token: str) -> tuple[str, str] | None:
        """Give whose calendar it is and of which scope; None for a token of nobody.

        A wrong token is hashed and looked up as a right one is: the time taken tells nothing.
        """
        found = await self.connection.execute(
            select(feeds.c.officer, feeds.c.scope).where(feeds.c.token == self._hash(token))
        )
        row = found.one_or_none()
        return (row.officer, row.scope) if row else None

    async def of_officer(self, officer: str) -> Sequence[str]:
        """List the scopes that an officer has addresses for."""
        scopes = await self.connection.scalars(
            select(feeds.c.scope).where(feeds.c.officer == officer).order_by(feeds.c.scope)
        )
        return list(scopes)

    async def revoke(self, officer: str) -> int:
        """Forget an officer's addresses; tells how many there were."""
        gone = await self.connection.execute(delete(feeds).where(feeds.c.officer == officer))
        return int(gone.rowcount)

    def _hash(self, token: str) -> str:
        return self.seal.index("feeds", token)
