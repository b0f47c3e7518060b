"""Sends what waits in the outbox: each parcel once, and its outcome kept as evidence."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain.delivery import Outcome, Postponed, Unknown
from pd_intake_bot.domain.outbox import Carrier, Kind, LostClaim, Parcel, ParcelId
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.usecases.letters.settle import Tried, settle
from pd_intake_bot.usecases.ports import Lanes, Pace, Store, Transactions

BATCH = 20
LEASE = timedelta(seconds=30)
"""How long a claim outlives its process: past it, a half-sent parcel counts as unknown."""


_HALF_SENT = Unknown(answer="the service stopped while this was being sent")
_UNTOLD: Outcome = Unknown(answer="sending ended without an outcome")

_Open = dict[ParcelId, Tried]


class Carry(Protocol):
    """Takes one parcel out."""

    async def __call__(self, parcel: Parcel, /) -> Outcome:
        """Send it and say, as exactly as the outside lets us know, what became of it.

        Raises `Unavailable` only before anything has left.
        """
        ...


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
class Deliver:
    """Delivers by one carrier, a parcel at a time on each of its ways, which `way_of` names.

    A call waits for no parcel: it writes down what has become of those that ended meanwhile,
    and that the next ones begin, in one transaction. One that hangs holds up its own way alone,
    and when the process is killed only what was on its way is in doubt.

    What became of a parcel is remembered until it is written down: while the database is out
    of reach nothing is sent again, and nothing is forgotten. `trouble` says what was wrong
    with the carrier itself at the last try; `outcomes` counts what became of each kind. `clock`
    is asked anew for each step: sending takes time.
    """

    transactions: Transactions
    carrier: Carrier
    carry: Carry
    clock: Callable[[], datetime]
    lanes: Lanes
    way_of: Callable[[Parcel], str]
    pace: Pace
    trouble: str | None = field(default=None, init=False)
    outcomes: Counter[tuple[Kind, type[Outcome]]] = field(default_factory=Counter, init=False)
    wait: timedelta | None = field(default=None, init=False)
    """How long it is until something may begin that is held back by the pace alone."""
    _claimed: Sequence[Parcel] = field(default=(), init=False)
    _beginning: dict[ParcelId, Parcel] = field(default_factory=dict, init=False)
    _sent: _Open = field(default_factory=dict, init=False)
    _found: _Open = field(default_factory=dict, init=False)
    _broken: bool = field(default=False, init=False)
    _leaving: bool = field(default=False, init=False)

    async def __call__(self) -> int:
        """Begin what is due, where its way is free; gives 0, as what ends rings for more."""
        if self._sent:
            self._look_for_trouble([outcome for _, outcome in self._sent.values()])
        if self._sent or self.lanes.free:
            for parcel in await self._go_on(self._stock if self.lanes.free else self._kept):
                self.lanes.begin(self.way_of(parcel), self._carry(parcel))
        self.lanes.check()
        return 0

    def leave(self) -> None:
        """Begin nothing more: the program ends, and what has not begun is free for others."""
        self._leaving = True

    async def finish(self) -> None:
        """Wait for what is on its way, and write down what became of each as it ends."""
        try:
            while self.lanes.names:
                await self.lanes.next()
                await self._write_down()
        finally:
            # Where one is broken off, too: what the others became is known.
            await self._write_down()

    async def keep(self) -> None:
        """Renew this process's claims and take up what dead ones left half-sent.

        To be called several times a lease.
        """
        now = self.clock()

        async def look_after(store: Store) -> None:
            await store.outbox.renew(now=now, lease=LEASE)
            found = await store.outbox.recover(now=now, lease=LEASE)
            # Should the answer to this commit be lost, they are this process's all the same.
            self._found |= {parcel.id: (parcel, _HALF_SENT) for parcel in found}

        await self.transactions(look_after)
        if found := tuple(self._found.values()):
            await self.transactions(lambda store: settle(store, found, now))
            self._forget(self._found, found)

    async def _go_on(self, stock: Callable[[Store], Awaitable[Sequence[Parcel]]]) -> list[Parcel]:
        """Write down what became of what was sent, and that the next of the stock begin."""
        now, sent = self.clock(), tuple(self._sent.values())

        async def go_on(store: Store) -> tuple[list[Parcel], Sequence[Parcel]]:
            await settle(store, sent, now)
            begun, rest = await self._begin(store, await stock(store), now)
            self._beginning |= {parcel.id: parcel for parcel in begun}
            return begun, rest

        try:
            begun, self._claimed = await self.transactions(go_on)
        except BaseException:
            self._broken = True
            raise
        self._broken, self._beginning = False, {}
        self._forget(self._sent, sent)
        return begun

    async def _write_down(self) -> None:
        if self._sent or self._claimed:
            await self._go_on(self._none)

    async def _none(self, store: Store) -> Sequence[Parcel]:
        await store.outbox.hand_back(self.carrier, begun=self._beginning.keys())
        for parcel in self._beginning.values():
            self.pace.ended(parcel, self.clock())
        return ()

    async def _kept(self, _: Store) -> Sequence[Parcel]:
        return self._claimed

    async def _stock(self, store: Store) -> Sequence[Parcel]:
        """Give what is claimed and waits, and more where that leaves ways free."""
        # After a broken round nobody knows what it has claimed and begun.
        if self._leaving or self._broken:
            await self._none(store)
        kept = () if self._leaving or self._broken else self._claimed
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

    async def _carry(self, parcel: Parcel) -> None:
        # Till its carrier says otherwise: it may be broken off, and then it has ended as this.
        ended = parcel, _UNTOLD
        try:
            ended = parcel, await self._try(parcel)
        finally:
            self._sent[parcel.id] = ended
            self.pace.ended(parcel, self.clock())

    async def _try(self, parcel: Parcel) -> Outcome:
        try:
            return await self.carry(parcel)
        except Unavailable as error:
            return Postponed(answer=str(error))

    def _look_for_trouble(self, outcomes: Sequence[Outcome]) -> None:
        troubles = [one.trouble for one in outcomes if isinstance(one, Postponed) and one.trouble]
        self.trouble = troubles[0] if len(troubles) == len(outcomes) else None

    def _forget(self, open_parcels: _Open, settled: Sequence[Tried]) -> None:
        for parcel, outcome in settled:
            del open_parcels[parcel.id]
            self.outcomes[parcel.kind, type(outcome)] += 1
