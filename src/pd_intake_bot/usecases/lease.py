"""Lets one process of any number do a thing, and another soon after the first has died."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot.errors import Unavailable
from pd_intake_bot.usecases.ports import Transactions

LENGTH = timedelta(seconds=15)
"""How long a lease outlives its last renewal."""

RENEW = timedelta(seconds=5)
"""How often it is renewed by its holder and asked for by the others.

A dead holder's lease is another's within `LENGTH` and `RENEW` together: 20 seconds.
"""


class LeaseLost(Unavailable):
    """Another process may have taken over; what is in hand is left to it."""

    key = "error-lease-lost"


@dataclass(slots=True, kw_only=True)
class Lease:
    """This process's part in a lease: call it every `RENEW`, and `go_on` before each step.

    `clock` tells when the lease that was last taken is over, also where the database can't be
    reached to renew it.
    """

    name: str
    transactions: Transactions
    clock: Callable[[], datetime]
    gained: asyncio.Event = field(default_factory=asyncio.Event)
    _until: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether this process may go on."""
        return self.left > timedelta()

    @property
    def left(self) -> timedelta:
        """How long this process may still go on; nothing where the lease is not its own."""
        return max(self._until - self.clock(), timedelta()) if self._until else timedelta()

    def go_on(self) -> None:
        """Raise `LeaseLost` unless the lease is this process's."""
        if not self.held:
            raise LeaseLost(f"the lease is another process's: {self.name}")

    async def until_held(self, *, within: timedelta) -> None:
        """Wait until the lease is this process's, but no longer than so."""
        if self.held:
            return
        # Where it could not be renewed it is over, and nobody has said so: who waits must wait.
        self.gained.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(within.total_seconds()):
                await self.gained.wait()

    async def __call__(self) -> None:
        """Renew the lease, or take it if it is free. Raises `Unavailable` and holds nothing new."""
        now = self.clock()
        taken = await self.transactions(
            lambda store: store.leases.take(self.name, now=now, length=LENGTH)
        )
        self._until = now + LENGTH if taken else None
        if taken:
            self.gained.set()
        else:
            self.gained.clear()

    async def give_up(self) -> None:
        """Let another process have it at once."""
        if self._until is not None:
            self._until = None
            self.gained.clear()
            await self.transactions(lambda store: store.leases.give_up(self.name))
