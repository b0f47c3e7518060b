"""By when a request is due: the clocks of policy, law and house, and what follows from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pd_intake_bot.domain.rights import ClockStart, Right, Rule, Term, Unit
from pd_intake_bot.domain.steps import Step, left_out, step
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.errors import IntakeError

_DAY = timedelta(days=1)


class DeadlineError(IntakeError):
    """The confirmation is dated before the request itself."""

    key = "error-confirmed-before-received"


class Basis(StrEnum):
    """What a date rests on."""

    POLICY = "policy"
    LAW = "law"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A rule applied to a case.

    `started_on` is the day of the event that starts it; `date` the last day of the term. Both
    are missing while that event has not happened.
    """

    rule: Rule
    started_on: date | None
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """All clocks of a case and the two dates that people go by.

    `promised` is what the person is told and `promised_basis` the clock it is taken from;
    the basis is known even while the date is not, so that a letter can say "within 4 working
    days of the confirmation". `target` is the earliest date of the clocks that have started:
    what staff work to. The house clock exists only where neither policy nor law sets a term.
    """

    policy: Clock | None
    law: Clock | None
    house: Clock | None
    promised: date | None
    promised_basis: Basis
    target: date | None

    @property
    def promised_rule(self) -> Rule:
        """The rule that the promised date rests on."""
        return self.clock(self.promised_basis).rule

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
        basis: _start(rule, events[rule.starts], calendar)
        for basis, rule in _rules(right, house_term).items()
    }
    promised_basis, promising = next(iter(clocks.items()))
    return Deadlines(
        policy=clocks.get(Basis.POLICY),
        law=clocks.get(Basis.LAW),
        house=clocks.get(Basis.HOUSE),
        promised=promising.date,
        promised_basis=promised_basis,
        target=min((clock.date for clock in clocks.values() if clock.date), default=None),
    )


def last_day(term: Term, *, after: date, calendar: Calendar) -> date:
    """Give the last day of a term that an event on `after` starts (Civil Code Art. 173, 175).

    Counting begins the day after the event; a term of calendar days that ends on a day off
    ends on the next working day.
    """
    if term.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(after, term.amount)
    return calendar.next_working_day(after + timedelta(days=term.amount))


def explain(
    right: Right, dates: Deadlines, *, received_on: date, calendar: Calendar
) -> tuple[Step, ...]:
    """Tell step by step how the dates of a request come about, every day left out named."""
    return tuple(_steps(right, dates, received_on, calendar))


def _steps(right: Right, dates: Deadlines, received_on: date, calendar: Calendar) -> Iterator[Step]:
    yield step("received", day=received_on)
    yield from _confirmation(dates)
    if right.policy is None and right.law is not None:
        yield step("none-policy")
    for basis, clock in dates.clocks():
        yield from _clock_steps(basis, clock, calendar)
    if right.law is None and right.policy is not None:
        yield step("none-law")
    yield _promise(dates)
    yield _target(dates)


def _confirmation(dates: Deadlines) -> Iterator[Step]:
    for _, clock in dates.clocks():
        if clock.rule.starts is ClockStart.CONFIRMATION and clock.started_on is not None:
            yield step("confirmed", day=clock.started_on)
            return


def _clock_steps(basis: Basis, clock: Clock, calendar: Calendar) -> Iterator[Step]:
    rule = clock.rule
    key = "term-analogy" if rule.by_analogy else f"term-{basis}"
    yield step(key, term=rule.term, starts=rule.starts.value, clause=rule)
    if clock.started_on is None or clock.date is None:
        yield step("waits")
    elif rule.term.unit is Unit.WORKING_DAYS:
        first = calendar.next_working_day(clock.started_on + _DAY)
        yield step("begins-wd", day=first)
        yield from left_out(calendar, clock.started_on, clock.date)
        yield step("ends", day=clock.date)
    else:
        yield step("begins-cd", day=clock.started_on + _DAY)
        last = clock.started_on + timedelta(days=rule.term.amount)
        if last != clock.date:
            yield step("lands", day=last, amount=rule.term.amount)
            yield from left_out(calendar, last - _DAY, clock.date)
        yield step("ends", day=clock.date)


def _promise(dates: Deadlines) -> Step:
    if dates.promised is None:
        return step("promised-later")
    basis = "analogy" if dates.promised_rule.by_analogy else dates.promised_basis
    return step(f"promised-{basis}", day=dates.promised)


def _target(dates: Deadlines) -> Step:
    if dates.target is None:
        return step("target-later")
    key = "target-same" if dates.target == dates.promised else "target-earlier"
    return step(key, day=dates.target)


def _rules(right: Right, house_term: Term) -> dict[Basis, Rule]:
    """List the rules in the order in which they are promised."""
    named = {Basis.POLICY: right.policy, Basis.LAW: right.law}
    rules = {basis: rule for basis, rule in named.items() if rule is not None}
    house = Rule(term=house_term, clause="", starts=ClockStart.RECEIPT)
    return rules or {Basis.HOUSE: house}


def _start(rule: Rule, event: date | None, calendar: Calendar) -> Clock:
    if event is None:
        return Clock(rule=rule, started_on=None, date=None)
    due = last_day(rule.term, after=event, calendar=calendar)
    return Clock(rule=rule, started_on=event, date=due)
