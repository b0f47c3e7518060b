"""Single facts the service remembers about its surroundings."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.tables import marks


@dataclass(frozen=True, slots=True)
class Marks:
    """The port `Marks` in a table."""

    ROOT_KEY: ClassVar[str] = "storage.root-key"
    """The mark that tells which root key the data were sealed with."""

    connection: AsyncConnection

    async def get(self, name: str) -> str | None:
        """Give a fact; None where there is none."""
        value: str | None = await self.connection.scalar(
            select(marks.c.value).where(marks.c.name == name)
        )
        return value

    async def put(self, name: str, value: str) -> None:
        """Remember a fact."""
        await upsert.put(self.connection, marks, name=name, value=value)
