"""Rows that are written together: gathered while a transaction goes on, kept before it ends.

A statement for many rows takes hardly longer than one for a single row, and a batch of mail
would else need one of each kind for every message. Whoever reads what may still be gathered
writes it first.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

_Rows = dict[Hashable, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Later:
    """What one transaction has still to write, in the order of its statements."""

    connection: AsyncConnection
    _gathered: dict[Executable, _Rows] = field(default_factory=dict)

    def add(self, statement: Executable, key: Hashable, row: Mapping[str, object]) -> None:
        """Gather a row for a statement, in the place of an earlier one of the same key."""
        self._gathered.setdefault(statement, {})[key] = row

    async def write(self) -> None:
        """Write all that was gathered."""
        while self._gathered:
            statement = next(iter(self._gathered))
            rows = self._gathered.pop(statement)
            await self.connection.execute(statement, list(rows.values()))
