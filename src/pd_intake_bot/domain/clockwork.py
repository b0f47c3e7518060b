"""What the clockwork goes by and what it remembers: steps, hours, and what was said when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.rights import RightKey


class Audience(StrEnum):
    """Whom a reminder reaches; each wider one is told as well as the narrower ones."""

    OFFICER = "officer"
    """The officer who holds the case; everyone, where nobody does."""
    LEADS = "leads"
    """The leads as well, in private; the group, where none is known."""
    EVERYONE = "everyone"
    """The staff group as well."""

    def reaches(self, other: "Audience") -> bool:
        """Tell whether this audience takes in the other."""
        ranks = tuple(Audience)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderStep:
    """A reminder when `left` working days are left, and whom it reaches."""

    left: int
    to: Audience


_STEPS = (
    ReminderStep(left=10, to=Audience.OFFICER),
    ReminderStep(left=5, to=Audience.OFFICER),
    ReminderStep(left=2, to=Audience.LEADS),
    ReminderStep(left=1, to=Audience.LEADS),
    ReminderStep(left=0, to=Audience.EVERYONE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """How staff are reminded; the policy file says so, and this is what it says by default.

    `steps` stand from the earliest to the last day, which is always among them; past the date
    a reminder a working day reaches `overdue`. Staff are told between `opens` and `closes` of
    a working day, in local time, and get their report from `report` on. Where nobody has taken
    a case for `untaken_after` working days that is said; a person who was asked for something
    and is silent for `silent_after` working days is reminded once. Being down for shorter than
    `outage_after` is not worth a word.
    """

    steps: tuple[ReminderStep, ...] = _STEPS
    overdue: Audience = Audience.EVERYONE
    opens: time = time(9)
    closes: time = time(18)
    report: time = time(9)
    untaken_after: int = 1
    silent_after: int = 5
    outage_after: timedelta = timedelta(minutes=10)


class Matter(StrEnum):
    """What is being reminded of."""

    TARGET = "target"
    """The date that staff work to."""
    PROMISED = "promised"
    """The date that the person was told, where it is another one."""
    UNTAKEN = "untaken"
    """Nobody has taken the case."""
    SILENT = "silent"
    """The person has not answered what they were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """As much of a case as reminders, reports and calendars need, and nothing personal."""

    id: CaseId
    ref: str
    right: RightKey
    officer: str | None
    received_at: datetime
    registered_at: datetime
    due: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """That something was said of a case: there is one row a case and matter, the last of them.

    `left` are the working days that were left until `due`, below zero those past it.
    """

    case_id: CaseId
    matter: Matter
    due: date
    left: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases to look for: those due from `since` to `until` of which less has been said.

    A case is passed over where as little as `left` working days, or fewer, were said of this
    very date; with `daily`, only where that was said today.
    """

    matter: Matter
    since: date
    until: date
    left: int
    today: date
    daily: bool = False


class Strand(StrEnum):
    """A way by which requests come in, and which may be cut off."""

    MAIL = "mail"
    TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Between these moments nothing came in by this way, and no process noticed."""

    strand: Strand
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Where the queue stands: numbers of cases and counts, nothing personal.

    `new` counts cases registered since the last report, `paused` those whose target stands
    still: it is due on no day.
    """

    new: int = 0
    open: int = 0
    due_today: tuple[str, ...] = ()
    due_this_week: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    untaken: int = 0
    paused: int = 0
    waiting: int = 0
    held: int = 0
    undelivered: int = 0
    reviews: int = 0
    quarantine: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """How many requests came on a local day, and how many were answered or refused on it.

    `late` were answered after the date that their person was told.
    """

    day: date
    received: int
    answered: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigures:
    """How many requests came and went in the week that begins on `monday`."""

    monday: date
    received: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the work went between two days, both counted.

    `weeks` and `left` are there to be drawn: `left` counts open cases by the working days
    left, under the keys of `BANDS`. `in_time` and `late` count what was answered between the
    days, against the date that the person was told.
    """

    since: date
    until: date
    received: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    weeks: tuple[WeekFigures, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_open(self) -> int:
        """Count the cases that are open."""
        return sum(self.left.values())

    @property
    def share_in_time(self) -> int | None:
        """Give the share answered in time in whole percent; None where nothing was answered."""
        told = self.in_time + self.late
        return None if told == 0 else 100 * self.in_time // told


BANDS = ("overdue", "today", "two", "five", "ten", "later", "paused", "undated")
"""Open cases by days left: past, the last day, 1-2, 3-5, 6-10, more; paused; without a date."""
