"""What a moment is to the clockwork: which day it is there, and who may be spoken to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from pd_intake_bot.domain.clockwork import Audience, Clockwork, Matter, Wanted
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar

_DAY = timedelta(days=1)


class Hours(StrEnum):
    """Which part of a day it is for those who work."""

    EARLY = "early"
    """Before the hours begin: nobody is written to, whatever the day."""
    WORKING = "working"
    AFTER = "after"
    """After hours, or on a day off: what can't wait is said, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Cases whose dates are as near as a step, and whom that reaches.

    `step` is that of the policy file, -1 past the date: there each day is a step of its own.
    """

    wanted: Wanted
    to: Audience
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment where the policy is in force."""

    now: datetime
    policy: Policy
    calendar: Calendar

    @property
    def rules(self) -> Clockwork:
        """What the policy file says of reminders."""
        return self.policy.clockwork

    @property
    def today(self) -> date:
        """The local date."""
        return self.policy.local_date(self.now)

    @property
    def hours(self) -> Hours:
        """Which part of the day it is."""
        local = self.now.astimezone(self.policy.zone).time()
        if local < self.rules.opens:
            return Hours.EARLY
        worked = self.calendar.is_working(self.today) and local < self.rules.closes
        return Hours.WORKING if worked else Hours.AFTER

    @property
    def reports(self) -> bool:
        """Whether the hour of the morning report has come, and the day is not over."""
        local = self.now.astimezone(self.policy.zone).time()
        return self.hours is Hours.WORKING and local >= self.rules.report

    @property
    def awaits_report(self) -> bool:
        """Whether the morning report of a day that is worked is still to come."""
        return self.hours is Hours.WORKING and not self.reports

    def left(self, due: date) -> int:
        """Count the working days left until a date; below zero those that have passed since."""
        if due < self.today:
            return -self._worked(due, self.today)
        return self._worked(self.today, due)

    def stood_at(self, registered_at: datetime, due: date) -> int:
        """Count the working days that were left when the case was registered."""
        return self._worked(self.policy.local_date(registered_at), due)

    def bands(self, matter: Matter) -> Iterator[Band]:
        """List what may be said at this moment, the most urgent first."""
        if self.hours is Hours.EARLY:
            return
        yield self._past(matter)
        since = self.today
        for step in reversed(self.rules.steps):
            until = self._last_with(step.left)
            yield Band(
                wanted=Wanted(
                    matter=matter, since=since, until=until, left=step.left, today=self.today
                ),
                to=step.to,
                step=step.left,
            )
            since = until + _DAY
            if self.hours is Hours.AFTER:
                return

    def working_days_ago(self, days: int) -> datetime:
        """Give the same time of day so many working days ago; of a day off, its end."""
        local = self.now.astimezone(self.policy.zone)
        day = local.date()
        for _ in range(days):
            day = self._worked_before(day)
        return datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC)

    def start_of(self, day: date) -> datetime:
        """Give the moment at which a local day begins, in UTC."""
        return datetime.combine(day, time(), self.policy.zone).astimezone(UTC)

    def worked_since(self, moment: datetime) -> int:
        """Count the working days since an earlier moment, its own day left out."""
        return self._worked(self.policy.local_date(moment), self.today)

    def has_begun(self, begins: date) -> bool:
        """Tell whether today is the first working day on or after a date, or later."""
        return self.calendar.next_working_day(begins) <= self.today

    def _past(self, matter: Matter) -> Band:
        # On a day off it is said only of what was not called the last day, or past, before.
        daily = self.hours is Hours.WORKING or self.calendar.is_working(self.today)
        wanted = Wanted(
            matter=matter,
            since=date.min,
            until=self.today - _DAY,
            left=-1 if daily else 0,
            today=self.today,
            daily=daily,
        )
        return Band(wanted=wanted, to=self.rules.overdue, step=-1)

    def _last_with(self, left: int) -> date:
        """Give the last date until which no more than so many working days are left."""
        return self.calendar.add_working_days(self.today, left + 1) - _DAY

    def _worked_before(self, day: date) -> date:
        day -= _DAY
        while not self.calendar.is_working(day):
            day -= _DAY
        return day

    def _worked(self, after: date, until: date) -> int:
        days = (until - after).days
        return sum(self.calendar.is_working(after + timedelta(days=n)) for n in range(1, days + 1))
