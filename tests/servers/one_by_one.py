"""Delivery driven by hand: one parcel after the other, a round a call."""

from collections.abc import Callable
from datetime import datetime
from typing import Self

from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.supervise import Lanes
from pd_intake_bot.usecases.letters.deliver import AtOnce, Carry, Deliver
from pd_intake_bot.usecases.ports import Transactions


class OneByOne(Deliver):
    """Delivers by one carrier; a call goes on until nothing more is due."""

    @classmethod
    def by(
        cls,
        carrier: Carrier,
        carry: Carry,
        *,
        transactions: Transactions,
        clock: Callable[[], datetime],
    ) -> Self:
        """Build it with one way for all, at whatever pace."""
        return cls(
            transactions=transactions,
            carrier=carrier,
            carry=carry,
            clock=clock,
            lanes=Lanes(1),
            way_of=lambda parcel: parcel.lane,
            pace=AtOnce(),
        )

    async def __call__(self) -> int:
        """Send what is due now; gives the number of parcels tried."""
        before = self.outcomes.total()
        await self.begin()
        while self.lanes.names or self._sent:
            await self.lanes.rest()
            await super().__call__()
        return self.outcomes.total() - before

    async def begin(self) -> None:
        """Begin with the first that is due, and write down what has ended."""
        await super().__call__()
