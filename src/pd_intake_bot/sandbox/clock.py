"""A clock that can be moved, for the demo and for stories."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot import clock
from pd_intake_bot.supervise import Wake


@dataclass(slots=True, kw_only=True)
class MovableClock:
    """Runs as the real clock does, but as far ahead of it as it was moved.

    `moved` rings when it is, so that what is due by the new time does not wait for its turn.
    """

    runs: Callable[[], datetime] = clock.now
    moved: Wake = field(default_factory=Wake)
    ahead: timedelta = field(default=timedelta(), init=False)

    def __call__(self) -> datetime:
        """Give this moment by the clock as it was moved."""
        return self.runs() + self.ahead

    def move(self, by: timedelta) -> None:
        """Move the clock on. Raises `ValueError` for a step back: what was done stays done."""
        if by < timedelta():
            raise ValueError(f"the clock can't be moved back by {-by}")
        self.ahead += by
        self.moved()

    def set(self, moment: datetime) -> None:
        """Move the clock on to an aware moment. Raises `ValueError` for one that has passed."""
        self.move(moment - self())
