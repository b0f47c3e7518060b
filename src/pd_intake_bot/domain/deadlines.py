"""By when a request is due: the clocks of policy, law and house, and what follows from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pd_intake_bot.domain.clocks import DAY, UNDISTURBED, Clock, Course, Halted, longer, wind
from pd_intake_bot.domain.rights import ClockStart, Right, Rule, Term, Unit
from pd_intake_bot.domain.steps import Step, left_out, step
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.errors import IntakeError


class DeadlineError(IntakeError):
    """The confirmation is dated before the request itself."""

    key = "error-confirmed-before-received"


class Basis(StrEnum):
    """What a date rests on."""

    POLICY = "policy"
    LAW = "law"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """All clocks of a case and the two dates that people go by.

    `promised` is what the person is told and `promised_basis` the clock it is taken from;
    the basis is known even while the date is not, so that a letter can say "within 4 working
    days of the confirmation". `target` is the earliest date of the clocks that run: what staff work
    to; where all that have started are paused, the earliest of what they were. The house clock
    exists only where neither policy nor law sets a term. The date of a clock that is paused is
    what it was; `course` is what all of them went by.
    """

    policy: Clock | None
    law: Clock | None
    house: Clock | None
    promised: date | None
    promised_basis: Basis
    target: date | None
    course: Course = UNDISTURBED

    @property
    def promised_clock(self) -> Clock:
        """The clock that the promised date is taken from."""
        return self.clock(self.promised_basis)

    @property
    def promised_rule(self) -> Rule:
        """The rule that the promised date rests on."""
        return self.promised_clock.rule

    @property
    def halted(self) -> Halted:
        """Since when the two dates stand still."""
        started = [clock for _, clock in self.clocks() if clock.date is not None]
        since = [clock.paused_since for clock in started if clock.paused_since]
        everything = bool(started) and len(since) == len(started)
        return Halted(
            promised=self.promised_clock.paused_since, target=max(since) if everything else None
        )

    def clock(self, basis: Basis) -> Clock:
        """Give the clock of a source that sets a term; `KeyError` where it sets none."""
        found = {Basis.POLICY: self.policy, Basis.LAW: self.law, Basis.HOUSE: self.house}[basis]
        if found is None:
            raise KeyError(basis)
        return found

    def clocks(self) -> tuple[tuple[Basis, Clock], ...]:
        """List the clocks there are: policy before law before house."""
        pairs = ((Basis.POLICY, self.policy), (Basis.LAW, self.law), (Basis.HOUSE, self.house))
        return tuple((basis, clock) for basis, clock in pairs if clock is not None)


def compute(
    right: Right,
    *,
    received_on: date,
    confirmed_on: date | None,
    calendar: Calendar,
    house_term: Term,
    course: Course = UNDISTURBED,
) -> Deadlines:
    """Count the dates of a request; days are local dates where the policy is in force.

    Raises `DeadlineError` for a confirmation dated before the request and `CalendarError` for
    days that the calendar does not cover.
    """
    if confirmed_on is not None and confirmed_on < received_on:
        raise DeadlineError(
            f"confirmed on {confirmed_on}, before the receipt on {received_on}",
            received=f"{received_on:%d.%m.%Y}",
            confirmed=f"{confirmed_on:%d.%m.%Y}",
        )
    events = {ClockStart.RECEIPT: received_on, ClockStart.CONFIRMATION: confirmed_on}
    clocks = {
        basis: wind(rule, events[rule.starts], course=course, calendar=calendar)
        for basis, rule in _rules(right, house_term).items()
    }
    promised_basis, promising = next(iter(clocks.items()))
    return Deadlines(
        policy=clocks.get(Basis.POLICY),
        law=clocks.get(Basis.LAW),
        house=clocks.get(Basis.HOUSE),
        promised=promising.date,
        promised_basis=promised_basis,
        target=_earliest(clocks.values()),
        course=course,
    )


def _earliest(clocks: Iterable[Clock]) -> date | None:
    """Give the earliest date of those that run, else of those that have started."""
    started = [(clock.paused_since is not None, clock.date) for clock in clocks if clock.date]
    return min(started)[1] if started else None


def explain(
    right: Right,
    dates: Deadlines,
    *,
    received_on: date,
    calendar: Calendar,
    received_at: datetime | None = None,
) -> tuple[Step, ...]:
    """Tell step by step how the dates of a request come about, every day left out named.

    With `received_at` the start is told with its hour.
    """
    return tuple(_steps(right, dates, received_at or received_on, calendar))


def _steps(right: Right, dates: Deadlines, received: date, calendar: Calendar) -> Iterator[Step]:
    if isinstance(received, datetime):
        yield step("received-at", moment=dates.course.local(received))
    else:
        yield step("received", day=received)
    yield from _confirmation(dates)
    if right.policy is None and right.law is not None:
        yield step("none-policy")
    for basis, clock in dates.clocks():
        for one in _clock_steps(basis, clock, dates.course, calendar):
            yield replace(one, clock=basis)
    if right.law is None and right.policy is not None:
        yield step("none-law")
    yield _promise(dates)
    yield _target(dates)


def _confirmation(dates: Deadlines) -> Iterator[Step]:
    for _, clock in dates.clocks():
        if clock.rule.starts is ClockStart.CONFIRMATION and clock.started_on is not None:
            yield step("confirmed", day=clock.started_on)
            return


def _clock_steps(basis: Basis, clock: Clock, course: Course, calendar: Calendar) -> Iterator[Step]:
    rule = clock.rule
    key = "term-analogy" if rule.by_analogy else f"term-{basis}"
    yield step(key, term=rule.term, starts=rule.starts.value, clause=rule)
    if clock.started_on is None or clock.date is None:
        yield step("waits")
        return
    yield from _lengthening(clock, course)
    if rule.term.unit is Unit.WORKING_DAYS:
        yield step("begins-wd", day=calendar.next_working_day(clock.started_on + DAY))
        yield from left_out(calendar, clock.started_on, clock.date)
    else:
        yield step("begins-cd", day=clock.started_on + DAY)
        yield from _landing(clock, clock.started_on, clock.date, calendar)
    yield step("was" if clock.paused_since else "ends", day=clock.date)


def _lengthening(clock: Clock, course: Course) -> Iterator[Step]:
    """Tell each extension and each time the clock stood still, with its grounds."""
    allowed = {one.ground.key: one.ground for one in clock.rule.extend}
    for extension in clock.extensions:
        day = course.local(extension.at).date()
        yield step("extended", day=day, term=extension.by, clause=allowed[extension.ground])
    for stretch in clock.stretches:
        since = course.local(stretch.since)
        if stretch.until is None:
            yield step("stands", moment=since)
        else:
            yield step("stood", moment=since, until=course.local(stretch.until))
        grounds = (one for one in clock.rule.pause if one.key in stretch.grounds)
        yield from (step("stood-because", clause=ground) for ground in grounds)
    if clock.held:
        yield step("held", term=Term(amount=clock.added, unit=clock.rule.term.unit))


def _landing(clock: Clock, started_on: date, due: date, calendar: Calendar) -> Iterator[Step]:
    extended = sum(one.by.amount for one in clock.extensions)
    amount = longer(clock.rule.term, extended + clock.added).amount
    last = started_on + timedelta(days=amount)
    if last != due:
        yield step("lands", day=last, amount=amount)
        yield from left_out(calendar, last - DAY, due)


def _promise(dates: Deadlines) -> Step:
    clock = dates.promised_clock
    if dates.promised is None:
        return step("promised-later")
    if clock.paused_since:
        return step("promised-paused", day=dates.promised)
    basis = "analogy" if clock.rule.by_analogy else dates.promised_basis
    return step(f"promised-{basis}", day=dates.promised)


def _target(dates: Deadlines) -> Step:
    if dates.target is None:
        return step("target-later")
    halted = dates.halted
    if halted.target:
        return step("target-paused", day=dates.target)
    if halted.promised:
        return step("target-runs", day=dates.target)
    key = "target-same" if dates.target == dates.promised else "target-earlier"
    return step(key, day=dates.target)


def _rules(right: Right, house_term: Term) -> dict[Basis, Rule]:
    """List the rules in the order in which they are promised."""
    named = {Basis.POLICY: right.policy, Basis.LAW: right.law}
    rules = {basis: rule for basis, rule in named.items() if rule is not None}
    house = Rule(term=house_term, clause="", starts=ClockStart.RECEIPT)
    return rules or {Basis.HOUSE: house}
