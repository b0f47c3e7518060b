"""Which days are worked and which are not, and how working days are counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, IntEnum, StrEnum
from hashlib import sha256

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.errors import IntakeError

_DAY = timedelta(days=1)


class CalendarError(IntakeError):
    """A day was asked about that lies outside the years the calendar knows."""

    key = "error-calendar-range"


class Week(IntEnum):
    """How many days of an ordinary week are worked: Monday to Friday or to Saturday."""

    FIVE = 5
    SIX = 6


class OffKind(StrEnum):
    """Why a day other than an ordinary weekend is not worked."""

    HOLIDAY = "holiday"
    MOVED = "moved"
    """A holiday fell on a day off, so this working day after it is taken off instead."""
    EXCHANGED = "exchanged"
    """The Ministry lets a day of a weekend be worked and this day be off."""
    EXTRA = "extra"
    """The operator's own addition."""


class Weekend(Enum):
    """The reason that needs no name and no source: the day belongs to the weekend."""

    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day off that is not an ordinary weekend, and what it rests on.

    `moves` marks a holiday that gives the next working day off when it falls on a day off
    itself. `moved_from` is the day that this one stands in for. `estimated` marks a date that
    depends on the moon and has not been announced yet.
    """

    kind: OffKind
    names: Mapping[Language, str]
    source: str
    moves: bool = False
    moved_from: date | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraWorkingDay:
    """A day of a weekend, or a holiday, that is worked all the same, and what that rests on."""

    source: str
    exchanged_for: date | None = None


Reason = Weekend | DayOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The working days of a country as of one set of sources, for `first_year` to `last_year`.

    An extra working day outweighs a day off on the same date. Every method raises
    `CalendarError` when it would have to look outside the years covered.
    """

    week: Week
    first_year: int
    last_year: int
    days_off: Mapping[date, DayOff] = field(default_factory=dict)
    extra_working_days: Mapping[date, ExtraWorkingDay] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked."""
        return self.why_off(day) is None

    def why_off(self, day: date) -> Reason | None:
        """Give the reason why the day is not worked, or nothing when it is."""
        self._must_cover(day)
        if day in self.extra_working_days:
            return None
        if day in self.days_off:
            return self.days_off[day]
        return Weekend.WEEKEND if day.isoweekday() > self.week else None

    def next_working_day(self, day: date) -> date:
        """Give the day itself when it is worked, else the first worked one after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, amount: int) -> date:
        """Give the last day of a term of `amount` working days that an event on `day` starts.

        Counting begins the day after (Civil Code Art. 173).
        """
        for _ in range(amount):
            day = self.next_working_day(day + _DAY)
        return day

    def days_not_worked(self, after: date, until: date) -> Iterator[tuple[date, Reason]]:
        """List the days off later than `after` and not later than `until`, with reasons."""
        for day in _days(after, until):
            reason = self.why_off(day)
            if reason is not None:
                yield day, reason

    def extra_worked(self, after: date, until: date) -> Iterator[tuple[date, ExtraWorkingDay]]:
        """List the extra working days later than `after` and not later than `until`."""
        for day in _days(after, until):
            if day in self.extra_working_days:
                yield day, self.extra_working_days[day]

    def digest(self) -> str:
        """Name which days are worked and which are not, whatever they are called."""
        days = [self.days_off, self.extra_working_days]
        parts = [" ".join(day.isoformat() for day in sorted(kept)) for kept in days]
        head = f"{self.week:d} {self.first_year} {self.last_year}"
        return sha256("\n".join([head, *parts]).encode()).hexdigest()

    def _must_cover(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarError(
                f"the calendar knows {self.first_year} to {self.last_year}, not {day}",
                day=f"{day:%d.%m.%Y}",
                first=str(self.first_year),
                last=str(self.last_year),
            )


def move_holidays(holidays: Mapping[date, DayOff], week: Week) -> dict[date, DayOff]:
    """Add the days that stand in for holidays on days off (Law 267-II, Art. 5).

    Each such holiday, the earliest first, takes the next working day that none has taken.
    """
    days_off = dict(holidays)
    for day, holiday in sorted(holidays.items()):
        if not holiday.moves or day.isoweekday() <= week:
            continue
        taken = day
        while taken in days_off or taken.isoweekday() > week:
            taken += _DAY
        days_off[taken] = replace(holiday, kind=OffKind.MOVED, moves=False, moved_from=day)
    return days_off


def _days(after: date, until: date) -> Iterator[date]:
    for ordinal in range(after.toordinal() + 1, until.toordinal() + 1):
        yield date.fromordinal(ordinal)
