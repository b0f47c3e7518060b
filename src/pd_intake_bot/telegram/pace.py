"""How fast the bot writes over all chats: under Telegram's limits, people before the group."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from pd_intake_bot.domain.outbox import Kind, Parcel

_SPAN = timedelta(seconds=5)
_TOGETHER = timedelta(seconds=2)
"""Chats that are refused within so long are not refused each for itself: it is the bot."""
_AT_ONCE = timedelta(milliseconds=160)
"""For so long what might have left and did not may be made up for: a busy service looks late."""
_LONGEST_REST = timedelta(minutes=1)

_FOR_GROUP = frozenset({Kind.CARD, Kind.REVIEW, Kind.NOTICE})
_TO_PEOPLE = frozenset({Kind.LETTER, Kind.MESSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What Telegram bears; None means that nothing is held back.

    It lets a bot write some 30 messages a second over all chats, and one a second to a person,
    though several at once now and then (Bots FAQ). `per_person` counts what one person is sent
    within five seconds.
    """

    per_second: float | None = None
    per_person: int | None = 5

    @property
    def at_once(self) -> float:
        """How many may leave without a pause between."""
        return max(1.0, (self.per_second or 0) * _AT_ONCE.total_seconds())


def rank(parcel: Parcel) -> int:
    """Say how much others go before it: what a person waits for is first, the group last."""
    if parcel.kind in _TO_PEOPLE:
        return 0
    return 2 if is_for_group(parcel) else 1


def is_for_group(parcel: Parcel) -> bool:
    """Tell whether it goes into the staff group, whose own pace is kept elsewhere."""
    if parcel.kind in _FOR_GROUP:
        return not parcel.payload.get("to")
    return cast("int", parcel.payload.get("chat_id") or 0) < 0


@dataclass(slots=True, kw_only=True)
class Pace:
    """Remembers what this process has written of late."""

    rates: Rates
    _left: float = field(init=False)
    _counted_at: datetime | None = field(default=None, init=False)
    _rests_until: datetime | None = field(default=None, init=False)
    _written: dict[str, deque[datetime]] = field(default_factory=dict, init=False)
    _refused: dict[str, datetime] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Begin rested."""
        self._left = self.rates.at_once

    @property
    def remembered(self) -> int:
        """How many people it remembers to have written to of late."""
        return len(self._written)

    def ordered(self, parcels: Sequence[Parcel]) -> Sequence[Parcel]:
        """Put what people wait for before cards and digests, and leave the order else."""
        return sorted(parcels, key=rank)

    def wait(self, parcel: Parcel, now: datetime) -> timedelta | None:
        """Tell how long a parcel has to wait; None where it may leave now.

        The group has its own limit, far below this one: it waits only where Telegram has told
        the bot as a whole to rest.
        """
        rests = self._rests_until
        if rests is not None and now < rests <= now + _LONGEST_REST:
            return rests - now
        if is_for_group(parcel):
            return None
        waits = [one for one in (self._till_free(now), self._till_next(parcel, now)) if one]
        return max(waits, default=None)

    def count(self, parcel: Parcel, now: datetime) -> None:
        """Count a message that leaves: a parcel's first as it begins, each further one by itself.

        What was not held back is made up for by what comes after. What is for the group is not
        counted: of hundreds of cards of a burst a few are written at all, under its own limit.
        """
        if is_for_group(parcel):
            return
        self._refill(now)
        self._left -= 1
        self._forget(now)
        self._written.setdefault(parcel.lane, deque()).append(now)

    def refused(self, parcel: Parcel, now: datetime, *, for_: timedelta) -> None:
        """Hear that Telegram bears no more: where several chats are told so, all rest."""
        before = now - _TOGETHER
        self._refused = {lane: at for lane, at in self._refused.items() if before < at <= now} | {
            parcel.lane: now
        }
        if len(self._refused) > 1:
            self._rests_until = now + min(for_, _LONGEST_REST)

    def _till_free(self, now: datetime) -> timedelta | None:
        """Tell how long it is until one more may be written to anybody."""
        if self.rates.per_second is None:
            return None
        self._refill(now)
        if self._left >= 1:
            return None
        return timedelta(seconds=(1 - self._left) / self.rates.per_second)

    def _till_next(self, parcel: Parcel, now: datetime) -> timedelta | None:
        """Tell how long it is until one more may be written to this person."""
        most, written = self.rates.per_person, self._written.get(parcel.lane)
        if most is None or written is None:
            return None
        lately = [at for at in written if now - _SPAN < at <= now]
        return lately[-most] + _SPAN - now if len(lately) >= most else None

    def _refill(self, now: datetime) -> None:
        rate, since = self.rates.per_second, self._counted_at
        self._counted_at = now
        if rate is None or since is None:
            return
        # A clock that was set back gives nothing, and takes nothing away.
        passed = max((now - since).total_seconds(), 0)
        self._left = min(self._left + passed * rate, self.rates.at_once)

    def _forget(self, now: datetime) -> None:
        """Forget people who were sent nothing of late: everybody who ever wrote is too many."""
        for lane in [one for one, at in self._written.items() if not _is_of_late(at[-1], now)]:
            del self._written[lane]
        for written in self._written.values():
            while not _is_of_late(written[0], now):
                written.popleft()


def _is_of_late(at: datetime, now: datetime) -> bool:
    return now - _SPAN < at <= now
