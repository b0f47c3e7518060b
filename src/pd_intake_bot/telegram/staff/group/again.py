"""Remembers of whom something was asked in vain, so that Telegram is not asked all the time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Again:
    """When the same may be asked anew: `after` so long."""

    after: timedelta
    _asked: dict[int, datetime] = field(default_factory=dict)

    def may_be(self, number: int, now: datetime) -> bool:
        """Tell whether it is time to ask of somebody, be it for the first time."""
        asked = self._asked.get(number)
        return asked is None or now >= asked + self.after

    def note(self, number: int, now: datetime) -> None:
        """Write down that it was asked, and forget whom it may be asked of anew."""
        self._asked = {one: at for one, at in self._asked.items() if now < at + self.after}
        self._asked[number] = now
