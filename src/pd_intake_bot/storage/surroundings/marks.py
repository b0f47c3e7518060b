"""Single facts the service remembers about its surroundings."""

from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import marks

_GET = select(marks.c.value).where(marks.c.name == bindparam("mark"))


@dataclass(frozen=True, slots=True)
class Marks:
    """The port `Marks` in a table; each is read once in a transaction."""

    ROOT_KEY: ClassVar[str] = "storage.root-key"
    """The mark that tells which root key the data were sealed with."""

    FIRST_ROOT: ClassVar[str] = "storage.first-root"
    """The mark of the root key that is the base itself, where data are older than data keys."""

    connection: AsyncConnection
    _known: dict[str, str | None] = field(default_factory=dict)

    async def get(self, name: str) -> str | None:
        """Give a fact; None where there is none."""
        if name not in self._known:
            self._known[name] = await self.connection.scalar(_GET, {"mark": name})
        return self._known[name]

    async def put(self, name: str, value: str) -> None:
        """Remember a fact."""
        await upsert.put(self.connection, marks, name=name, value=value)
        self._known[name] = value
