"""Ports of the clockwork: what was said when, where the queue stands, outages and feeds."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.clockwork import (
    Census,
    DayFigures,
    Matter,
    Outage,
    Queued,
    Reminder,
    Wanted,
)


class Reminders(Protocol):
    """What was said of each case: once, however many processes would say it."""

    async def dated(
        self, wanted: Wanted, *, limit: int, after: int | None = None
    ) -> Sequence[Queued]:
        """List open cases by their dates of which this has not been said, the earliest first.

        A date that stands still is passed over; with `after`, so is whatever has no link in the
        chain behind that position.
        """
        ...

    async def untaken(
        self,
        *,
        before: datetime,
        today: date,
        limit: int,
        after: int | None = None,
        since: datetime | None = None,
    ) -> Sequence[Queued]:
        """List open cases registered until then that nobody has taken, unless said today.

        With `after`, only those with a link in the chain behind that position, and those
        registered from `since` on.
        """
        ...

    async def waiting(
        self, *, after: int | None = None
    ) -> Sequence[tuple[Queued, datetime, Reminder | None]]:
        """List cases that wait for the person, since when, and what was last said of that.

        With `after`, only those with a link in the chain behind that position.
        """
        ...

    async def claim(self, said: Collection[Reminder]) -> frozenset[tuple[CaseId, Matter]]:
        """Write down what is about to be said; gives what nobody has said before."""
        ...


class Reports(Protocol):
    """Where the queue stands, in numbers."""

    async def census(self, *, today: date, week_ends: date, since: datetime) -> Census:
        """Count what a morning report tells; `since` is the moment of the last one."""
        ...

    async def by_day(
        self, days: Mapping[date, datetime], *, until: datetime
    ) -> Sequence[DayFigures]:
        """Count what came and what was answered on each of some local days, in order.

        Each day is given with its first moment and ends where the next begins, the last one
        `until` then. A case is measured by the date that its person was told last; where that
        date stood still when the case was closed, it was answered in time.
        """
        ...

    async def due_dates(self, *, officer: str | None = None) -> Sequence[Queued]:
        """List open cases with a target date that runs, of one officer or of all, in order."""
        ...

    async def dates(self) -> Mapping[date | None, int]:
        """Count open cases by their target date; those of which it stands still are left out."""
        ...

    async def paused(self) -> int:
        """Count open cases of which the target date stands still."""
        ...


class Outages(Protocol):
    """When nothing came in, and whether staff were told."""

    async def add(self, outage: Outage) -> bool:
        """Write one down; False where it was known."""
        ...

    async def take_untold(self, *, before: datetime, now: datetime) -> Sequence[Outage]:
        """Take those that ended before then and that nobody has told of; they count as told."""
        ...

    async def ended_since(self, moment: datetime) -> Sequence[Outage]:
        """List those that have ended since."""
        ...

    async def caught_up(self, outage: Outage) -> int:
        """Count the messages that came by its way while it lasted, and were taken in after."""
        ...


class Feeds(Protocol):
    """Addresses of calendars; of each only a keyed hash is kept."""

    async def put(self, officer: str, scope: str, token: str, *, now: datetime) -> None:
        """Give an officer's calendar this token, in the place of an older one."""
        ...

    async def find(self, token: str) -> tuple[str, str] | None:
        """Give whose calendar it is and of which scope; None for a token of nobody."""
        ...

    async def of_officer(self, officer: str) -> Sequence[str]:
        """List the scopes that an officer has addresses for."""
        ...

    async def revoke(self, officer: str) -> int:
        """Forget an officer's addresses; tells how many there were."""
        ...
