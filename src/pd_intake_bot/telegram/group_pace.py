"""How fast the staff group is written to: under Telegram's limit, and one edit for many changes."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_SPAN = timedelta(minutes=1)
_LONGEST_REST = timedelta(hours=1)
"""What would last longer is a clock that was set back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the group bears; None means that nothing is held back.

    Telegram lets a bot write 20 messages a minute into a group, edits and new topics included
    (Bots FAQ). A card is edited once in `settle` at most. Beyond `burst` new cards a minute the
    rest are listed in a digest.
    """

    per_minute: int | None = None
    settle: timedelta = timedelta()
    burst: int | None = None


SERVICE = Limits(per_minute=18, settle=timedelta(seconds=1), burst=8)
"""What the service keeps to: a little below the limit, since officers' screens go there too."""


@dataclass(slots=True, kw_only=True)
class GroupPace:
    """Remembers what was written of late, in this process."""

    limits: Limits
    _written: deque[datetime] = field(default_factory=deque)
    _posted: deque[datetime] = field(default_factory=deque)
    _edited: dict[str, datetime] = field(default_factory=dict)
    _rest_until: dict[str, datetime] = field(default_factory=dict)
    _all_rest_until: datetime | None = None

    def wait(self, now: datetime, key: str = "") -> timedelta | None:
        """Tell how long to wait before the group, or the card `key`, is written to again."""
        _forget(self._written, now)
        told = self._all_rest_until
        if told is not None and now < told <= now + _LONGEST_REST:
            return told - now
        most = self.limits.per_minute
        if most is not None and len(self._written) >= most:
            return self._written[len(self._written) - most] + _SPAN - now
        rests = self._rest_until.get(key)
        if rests is not None and now < rests:
            return rests - now
        edited = self._edited.get(key)
        if edited is not None and now < edited + self.limits.settle:
            return edited + self.limits.settle - now
        return None

    def rest(self, until: datetime) -> None:
        """Hear from Telegram that the group bears no more for a while."""
        self._all_rest_until = until

    def wrote(self, now: datetime, key: str = "", *, new_card: bool = False) -> None:
        """Count something that was written."""
        self._written.append(now)
        if new_card:
            self._posted.append(now)
        if key and self.limits.settle:
            before = now - self.limits.settle
            self._edited = {one: at for one, at in self._edited.items() if at > before}
            self._edited[key] = now

    def listed(self, now: datetime, key: str, *, count: int, again: timedelta) -> None:
        """Count a digest that was written with so many new cases; it rests for a while."""
        self._written.append(now)
        self._posted.extend([now] * count)
        self._rest_until[key] = now + again

    def is_burst(self, now: datetime) -> bool:
        """Tell whether so many new cases were shown that the rest go into a digest."""
        _forget(self._posted, now)
        return self.limits.burst is not None and len(self._posted) >= self.limits.burst


def _forget(moments: deque[datetime], now: datetime) -> None:
    while moments and moments[0] <= now - _SPAN:
        moments.popleft()
