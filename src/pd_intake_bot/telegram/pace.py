"""How fast the bot writes over all chats: under Telegram's limits, people before the group."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from pd_intake_bot.domain.outbox import Kind, Parcel

_SECOND = timedelta(seconds=1)
_SPAN = timedelta(seconds=5)
_TOGETHER = timedelta(seconds=2)
"""Chats that are refused within so long are not refused each for itself: it is the bot."""
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

    per_second: int | None = None
    per_person: int | None = 5


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
    """Remembers what this process has written of late.

    Nobody but Telegram knows the moment at which it counts a message: some time between the call
    and its answer. So one takes its place from the call until a second after the answer.
    """

    rates: Rates
    _on_way: Counter[str] = field(default_factory=Counter, init=False)
    _answered: list[datetime] = field(default_factory=list, init=False)
    _rests_until: datetime | None = field(default=None, init=False)
    _written: dict[str, deque[datetime]] = field(default_factory=dict, init=False)
    _refused: dict[str, datetime] = field(default_factory=dict, init=False)

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
        self._forget(now)
        self._on_way[parcel.key] += 1
        self._written.setdefault(parcel.lane, deque()).append(now)

    def ended(self, parcel: Parcel, now: datetime) -> None:
        """Hear that Telegram has answered what was counted of a parcel, be it by a refusal."""
        lately = (at for at in self._answered if abs(now - at) < _SECOND)
        self._answered = [*lately, *[now] * self._on_way.pop(parcel.key, 0)]
        if parcel.lane in self._written:
            self._written[parcel.lane][-1] = now

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
        most = self.rates.per_second
        if most is None:
            return None
        lately = [at for at in self._answered if abs(now - at) < _SECOND]
        too_many = self._on_way.total() + len(lately) - most + 1
        if too_many <= 0:
            return None
        # Of those that are on their way it is heard when they end.
        return lately[min(too_many, len(lately)) - 1] + _SECOND - now if lately else _SECOND

    def _till_next(self, parcel: Parcel, now: datetime) -> timedelta | None:
        """Tell how long it is until one more may be written to this person."""
        most, written = self.rates.per_person, self._written.get(parcel.lane)
        if most is None or written is None:
            return None
        lately = [at for at in written if _is_of_late(at, now)]
        return lately[-most] + _SPAN - now if len(lately) >= most else None

    def _forget(self, now: datetime) -> None:
        """Forget people who were sent nothing of late: everybody who ever wrote is too many."""
        for lane in [one for one, at in self._written.items() if not _is_of_late(at[-1], now)]:
            del self._written[lane]
        for written in self._written.values():
            while not _is_of_late(written[0], now):
                written.popleft()


def _is_of_late(at: datetime, now: datetime) -> bool:
    # A little ahead, too: who asks may have waited for the database since they looked at a clock.
    return abs(now - at) < _SPAN
