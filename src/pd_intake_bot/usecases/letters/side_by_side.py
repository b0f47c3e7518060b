"""Delivery in which nobody waits for what is sent to somebody else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot.domain.outbox import LostClaim, Parcel
from pd_intake_bot.usecases.letters.deliver import BATCH, LEASE, UNTOLD, Deliver
from pd_intake_bot.usecases.ports import Lanes, Pace, Store


class AtOnce:
    """The port `Pace` where nothing is held back."""

    def ordered(self, parcels: Sequence[Parcel]) -> Sequence[Parcel]:
        """Leave the order."""
        return parcels

    def wait(self, _parcel: Parcel, _now: datetime) -> None:
        """Let it leave now."""

    def count(self, _parcel: Parcel, _now: datetime) -> None:
        """Count nothing."""

    def ended(self, _parcel: Parcel, _now: datetime) -> None:
        """Remember nothing."""


@dataclass(slots=True, kw_only=True)
class DeliverSideBySide(Deliver):
    """Delivers by one carrier, a parcel at a time on each of its ways, which `way_of` names.

    A call waits for no parcel: it writes down what has become of those that ended meanwhile,
    and that the next ones begin, in one transaction. One that hangs holds up its own way alone,
    and when the process is killed only what was on its way is in doubt.
    """

    lanes: Lanes
    way_of: Callable[[Parcel], str]
    pace: Pace
    wait: timedelta | None = field(default=None, init=False)
    """How long it is until something may begin that is held back by the pace alone."""

    async def __call__(self) -> int:
        """Begin what is due, where its way is free; gives 0, as what ends rings for more."""
        if self._sent:
            self._look_for_trouble([outcome for _, outcome in self._sent.values()])
        if self._sent or self.lanes.free:
            for parcel in await self._go_on(self._stock if self.lanes.free else self._kept):
                self.lanes.begin(self.way_of(parcel), self._carry_alone(parcel))
        self.lanes.check()
        return 0

    async def finish(self) -> None:
        """Wait for what is on its way, and write down what became of each as it ends."""
        try:
            while self.lanes.names:
                await self.lanes.next()
                await self._write_down()
        finally:
            # Where one is broken off, too: what the others became is known.
            await self._write_down()

    async def _write_down(self) -> None:
        if self._sent or self._claimed:
            await self._go_on(self._none)

    async def _none(self, store: Store) -> Sequence[Parcel]:
        await store.outbox.hand_back(self.carrier, begun=self._beginning)
        return ()

    async def _kept(self, _: Store) -> Sequence[Parcel]:
        return self._claimed

    async def _stock(self, store: Store) -> Sequence[Parcel]:
        """Give what is claimed and waits, and more where that leaves ways free."""
        if self._leaving or self._beginning:
            await self._none(store)
        kept = () if self._leaving or self._beginning else self._claimed
        if self._leaving or self._ready(kept) >= self.lanes.free or len(kept) >= BATCH:
            return kept
        more = await store.outbox.claim(
            self.carrier, now=self.clock(), limit=BATCH - len(kept), lease=LEASE
        )
        return [*kept, *more]

    def _ready(self, kept: Sequence[Parcel]) -> int:
        """Count what may begin now."""
        now, busy = self.clock(), self.lanes.names
        return sum(self.way_of(one) not in busy and not self.pace.wait(one, now) for one in kept)

    async def _begin(
        self, store: Store, stock: Sequence[Parcel], now: datetime
    ) -> tuple[list[Parcel], Sequence[Parcel]]:
        begun: list[Parcel] = []
        rest: list[Parcel] = []
        busy, waits, lost = set(self.lanes.names), [], False
        for parcel in self.pace.ordered(stock):
            if len(begun) == self.lanes.free or self.way_of(parcel) in busy:
                rest.append(parcel)
            elif wait := self.pace.wait(parcel, now):
                rest.append(parcel)
                waits.append(wait)
            else:
                try:
                    await store.outbox.begin(parcel.id, now=now)
                except LostClaim:
                    lost = True
                    continue
                begun.append(parcel)
                busy.add(self.way_of(parcel))
                self.pace.count(parcel, now)
        self.wait = min(waits, default=None)
        if lost:
            # The clock has leapt past the claim: all that has not begun is to be claimed anew.
            await store.outbox.hand_back(self.carrier)
            return begun, ()
        return begun, rest

    async def _carry_alone(self, parcel: Parcel) -> None:
        # Till its carrier says otherwise: it may be broken off, and then it has ended as this.
        ended = parcel, UNTOLD
        try:
            ended = parcel, await self._try(parcel)
        finally:
            self._sent[parcel.id] = ended
            self.pace.ended(parcel, self.clock())
