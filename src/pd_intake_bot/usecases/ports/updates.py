"""The port of Telegram's updates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUpdate:
    """A Telegram update as it came, before anything was done with it."""

    update_id: int
    lane: str
    raw: str
    received_at: datetime
    attempts: int


class Updates(Protocol):
    """Telegram's updates, kept before they are handled, handled one at a time for each lane.

    A lane is named after a person, so it is kept as a keyed hash only.
    """

    async def add(self, updates: Sequence[StoredUpdate]) -> int:
        """Keep updates that are not yet known; tells how many were new."""
        ...

    async def due(self, *, now: datetime, limit: int) -> Sequence[StoredUpdate]:
        """Give the oldest open update of each lane, where it is due."""
        ...

    async def next_of(self, lane: str, *, now: datetime) -> StoredUpdate | None:
        """Give the oldest open update of a lane, named as `due` does; None where none is due."""
        ...

    async def take(self, update_id: int, *, now: datetime) -> bool:
        """Hold an open update until the transaction ends.

        False when another process holds it, or has handled it or put it off since it was listed.
        """
        ...

    async def finish(self, update_id: int, *, now: datetime) -> bool:
        """Hold an open update as `take` does, and mark it as handled with what now comes of it.

        A transaction that fails undoes that.
        """
        ...

    async def postpone(self, update_id: int, *, until: datetime) -> None:
        """Count an attempt and try again later."""
        ...

    async def quarantine(self, update_id: int, reason: str) -> None:
        """Give up on it, keep it whole, and let the lane go on."""
        ...

    async def aside(self) -> Sequence[StoredUpdate]:
        """List those that were given up, oldest first."""
        ...

    async def retry(self, update_id: int, *, now: datetime) -> bool:
        """Handle once more what was given up; False where it was not, or is gone."""
        ...

    async def drop(self, update_id: int) -> bool:
        """Forget the content of what was given up; False where it was not, or is gone."""
        ...
