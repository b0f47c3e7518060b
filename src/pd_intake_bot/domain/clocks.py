"""A clock as a value: its dates follow from what happened to a case, whatever the time is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from pd_intake_bot.domain.rights import GroundKey, Rule, Term, Unit
from pd_intake_bot.domain.workdays import Calendar

DAY = timedelta(days=1)


class Cause(StrEnum):
    """Why the dates of a case are counted anew."""

    CONFIRMED = "confirmed"
    RIGHT = "right"
    """The request is about another right than was thought."""
    MERGED = "merged"
    """The case took over an earlier one, whose receipt now counts."""
    RECEIPT = "receipt"
    """The request was received earlier than was known."""
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CALENDAR = "calendar"
    """Days off or working days are others than was thought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which the clocks that know its ground stand still; open while `until` is None."""

    ground: GroundKey
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A lengthening, in the unit of the terms that it lengthens."""

    ground: GroundKey
    by: Term
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time in which a clock stands still: pauses that overlap or touch are one stretch."""

    since: datetime
    until: datetime | None
    grounds: frozenset[GroundKey] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened to a case after its clocks were started, in no particular order.

    Moments fall on the dates and hours of `zone`. From `stopped_at`, when the case was
    answered or closed, nothing moves a date any more.
    """

    zone: tzinfo = UTC
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_at: datetime | None = None

    def stretches(self, rule: Rule) -> tuple[Stretch, ...]:
        """Unite the pauses that the rule allows, the earliest first."""
        known = {ground.key for ground in rule.pause}
        pauses = (self._stopped(pause) for pause in self.pauses if pause.ground in known)
        return tuple(unite([pause for pause in pauses if pause.since != pause.until]))

    def extensions_of(self, rule: Rule) -> tuple[Extension, ...]:
        """List the extensions that the rule allows, the earliest first."""
        allowed = {one.ground.key: one.upto for one in rule.extend}
        return tuple(
            extension
            for extension in sorted(self.extensions, key=lambda one: (one.at, one.ground))
            if (upto := allowed.get(extension.ground))
            and extension.by.unit is upto.unit
            and extension.by.amount <= upto.amount
        )

    def local(self, moment: datetime) -> datetime:
        """Give the wall clock's reading of a moment."""
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _stopped(self, pause: Pause) -> Pause:
        if self.stopped_at is None:
            return pause
        until = min(pause.until or self.stopped_at, self.stopped_at)
        return replace(pause, since=min(pause.since, self.stopped_at), until=until)


UNDISTURBED = Course()
"""The course of a case to which nothing has happened yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What is kept of a case that moves its clocks; `receipts` are those found afterwards."""

    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    receipts: tuple[datetime, ...] = ()

    @property
    def paused_since(self) -> datetime | None:
        """The moment from which the earliest open pause runs, None where there is none."""
        return min((one.since for one in self.pauses if one.until is None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halted:
    """Since when the dates of a case stand still; None for one that runs or was never set.

    The target stands still only where every clock does.
    """

    promised: datetime | None = None
    target: datetime | None = None


RUNNING = Halted()
"""The dates of a case that nothing holds up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date as a letter named it; the letter stays as it is, and so does this."""

    letter: str
    promised: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A rule applied to a case.

    `started_on` is the day of the event that starts it; `date` the last day of the term, and
    while the clock stands still what that was. Both are missing while the event has not
    happened. `held` is what the pauses measure in the term's unit, of which whole days count.
    """

    rule: Rule
    started_on: date | None
    date: date | None
    stretches: tuple[Stretch, ...] = ()
    held: timedelta = timedelta()
    extensions: tuple[Extension, ...] = ()

    @property
    def paused_since(self) -> datetime | None:
        """The moment from which it stands still, None while it runs."""
        last = self.stretches[-1] if self.stretches else None
        return last.since if last and last.until is None else None

    @property
    def added(self) -> int:
        """The whole days that pauses add."""
        return self.held // DAY


def wind(rule: Rule, event: date | None, *, course: Course, calendar: Calendar) -> Clock:
    """Apply a rule to a case whose clock is started by an event on that day.

    Counting begins the day after the event, so what of a pause lies before that is not
    measured. A pause of a term of working days is measured on working days alone, hour by
    hour, each of them being 24 hours, because an act may be done until 24:00 of a term's last
    day (Civil Code Art. 176); a pause of calendar days by the wall clock. The sum of all counts
    by its whole days: ten pauses of an hour add nothing, three of eight hours one day. A pause
    that begins after the last day has ended adds nothing.
    """
    if event is None:
        return Clock(rule=rule, started_on=None, date=None)
    extensions = course.extensions_of(rule)
    term = longer(rule.term, sum(one.by.amount for one in extensions))
    due, held, counted = last_day(term, after=event, calendar=calendar), timedelta(), []
    for stretch in course.stretches(rule):
        if course.local(stretch.since).date() > due:
            break
        counted.append(stretch)
        if stretch.until is not None:
            held += _measure(stretch, event, rule.term.unit, course=course, calendar=calendar)
            due = last_day(longer(term, held // DAY), after=event, calendar=calendar)
    return Clock(
        rule=rule,
        started_on=event,
        date=due,
        stretches=tuple(counted),
        held=held,
        extensions=extensions,
    )


def last_day(term: Term, *, after: date, calendar: Calendar) -> date:
    """Give the last day of a term that an event on `after` starts (Civil Code Art. 173, 175).

    Counting begins the day after the event; a term of calendar days that ends on a day off
    ends on the next working day.
    """
    if term.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(after, term.amount)
    return calendar.next_working_day(after + timedelta(days=term.amount))


def longer(term: Term, amount: int) -> Term:
    """Lengthen a term in its own unit."""
    return replace(term, amount=term.amount + amount)


def unite(pauses: Sequence[Pause]) -> Iterator[Stretch]:
    """Unite pauses that overlap or touch; an open one takes in all that follows."""
    current: Stretch | None = None
    for pause in sorted(pauses, key=lambda one: one.since):
        stretch = Stretch(since=pause.since, until=pause.until, grounds=frozenset({pause.ground}))
        if current is None:
            current = stretch
        elif current.until is not None and pause.since > current.until:
            yield current
            current = stretch
        else:
            current = _both(current, stretch)
    if current is not None:
        yield current


def _both(first: Stretch, second: Stretch) -> Stretch:
    ends = (first.until, second.until)
    known = [end for end in ends if end is not None]
    until = max(known) if len(known) == len(ends) else None
    return replace(first, until=until, grounds=first.grounds | second.grounds)


def _measure(
    stretch: Stretch, event: date, unit: Unit, *, course: Course, calendar: Calendar
) -> timedelta:
    assert stretch.until is not None
    since = max(course.local(stretch.since), _midnight(event + DAY))
    until = course.local(stretch.until)
    if until <= since:
        return timedelta()
    if unit is Unit.CALENDAR_DAYS:
        return until - since
    days = range(since.toordinal(), until.toordinal() + 1)
    cuts = [since, *(_midnight(date.fromordinal(day)) for day in days[1:]), until]
    worked = (end - start for start, end in pairwise(cuts) if calendar.is_working(start.date()))
    return sum(worked, timedelta())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
