"""The port of what one process alone may do."""

from datetime import datetime, timedelta
from typing import Protocol


class Leases(Protocol):
    """Rights that one process holds at a time, each for a while."""

    async def take(self, name: str, *, now: datetime, length: timedelta) -> bool:
        """Take or renew a lease for this process; False while another holds it.

        One whose time is over, or whose holder has certainly ended, is free.
        """
        ...

    async def give_up(self, name: str) -> None:
        """Let others have it at once, if it is this process's."""
        ...
