"""What holds for every clock that is paused and extended, and 10,000 cases counted twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pd_intake_bot.domain.clocks import (
    UNDISTURBED,
    Course,
    Extension,
    Pause,
    last_day,
    longer,
    unite,
    wind,
)
from pd_intake_bot.domain.rights import (
    Allowance,
    ClockStart,
    Ground,
    GroundKey,
    Rule,
    Term,
    Unit,
)
from pd_intake_bot.domain.workdays import Calendar, Week
from pd_intake_bot.policy.calendar import for_week

CALENDARS = {week: for_week(week) for week in Week}
GROUNDS = (GroundKey("asked"), GroundKey("looked_for"))
FIRST, LAST = date(2025, 1, 1), date(2027, 6, 30)
HALF_HOUR = timedelta(minutes=30)
QUICK = settings.default is not None and settings.default.max_examples < 100


def rule(amount: int, unit: Unit) -> Rule:
    grounds = [Ground(key=key, words={}, clause="§0", cited={}) for key in GROUNDS]
    return Rule(
        term=Term(amount=amount, unit=unit),
        clause="§0",
        starts=ClockStart.RECEIPT,
        pause=tuple(grounds),
        extend=(Allowance(ground=grounds[0], upto=Term(amount=10, unit=unit)),),
    )


def due(applied: Rule, event: date, course: Course, calendar: Calendar) -> date:
    found = wind(applied, event, course=course, calendar=calendar).date
    assert found is not None
    return found


moments = st.integers(0, 48 * 60).map(
    lambda half_hours: datetime(2026, 11, 20, tzinfo=UTC) + half_hours * HALF_HOUR
)
lengths = st.integers(1, 48 * 10).map(lambda half_hours: half_hours * HALF_HOUR)
pauses = st.builds(
    lambda since, length, ground: Pause(ground=ground, since=since, until=since + length),
    moments,
    lengths,
    st.sampled_from(GROUNDS),
)
courses = st.lists(pauses, max_size=6).map(lambda found: Course(pauses=tuple(found)))
rules = st.builds(rule, st.integers(1, 30), st.sampled_from(Unit))
events = st.dates(date(2026, 11, 20), date(2026, 12, 20))
calendars = st.sampled_from(list(CALENDARS.values()))


@given(rules, events, courses, calendars)
def test_date_of_a_paused_clock_is_a_working_day_and_never_earlier(
    applied: Rule, event: date, course: Course, calendar: Calendar
) -> None:
    moved = due(applied, event, course, calendar)
    assert calendar.is_working(moved)
    assert moved >= due(applied, event, UNDISTURBED, calendar)


@given(rules, events, courses, pauses, calendars)
def test_another_pause_never_makes_a_date_earlier(
    applied: Rule, event: date, course: Course, more: Pause, calendar: Calendar
) -> None:
    longer_course = replace(course, pauses=(*course.pauses, more))
    moved = due(applied, event, longer_course, calendar)
    assert moved >= due(applied, event, course, calendar)


@given(rules, events, courses, st.integers(1, 10), calendars)
def test_extension_never_makes_a_date_earlier(
    applied: Rule, event: date, course: Course, amount: int, calendar: Calendar
) -> None:
    by = Term(amount=amount, unit=applied.term.unit)
    given_now = Extension(ground=GROUNDS[0], by=by, at=datetime(2026, 11, 21, tzinfo=UTC))
    moved = due(applied, event, replace(course, extensions=(given_now,)), calendar)
    assert moved >= due(applied, event, course, calendar)


@given(rules, events, st.permutations(range(6)), st.lists(pauses, min_size=6, max_size=6))
def test_any_order_of_pauses_gives_one_clock(
    applied: Rule, event: date, order: list[int], found: list[Pause]
) -> None:
    calendar = CALENDARS[Week.FIVE]
    shuffled = tuple(found[number] for number in order)
    assert wind(applied, event, course=Course(pauses=shuffled), calendar=calendar) == wind(
        applied, event, course=Course(pauses=tuple(found)), calendar=calendar
    )


@given(st.lists(pauses, max_size=6))
def test_stretches_are_the_union_of_the_pauses(found: list[Pause]) -> None:
    stretches = list(unite(found))
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    for _ in range(48 * 72):
        paused = any(one.until and one.since <= moment < one.until for one in found)
        covered = sum(bool(s.until and s.since <= moment < s.until) for s in stretches)
        assert covered == paused
        moment += HALF_HOUR


@given(rules, events, st.lists(pauses, max_size=4), calendars)
def test_pause_that_is_still_open_changes_no_date_until_it_ends(
    applied: Rule, event: date, found: list[Pause], calendar: Calendar
) -> None:
    last = max((one.since for one in found), default=datetime(2026, 11, 20, tzinfo=UTC))
    still = Pause(ground=GROUNDS[0], since=last + timedelta(days=20))
    closed = Course(pauses=tuple(found))
    opened = Course(pauses=(*found, still))
    assert due(applied, event, opened, calendar) == due(applied, event, closed, calendar)


def due_written_plainly(applied: Rule, event: date, course: Course, calendar: Calendar) -> date:
    """Go through the paused half hours one by one, as a person with a watch would."""
    unit = applied.term.unit
    amount = applied.term.amount + sum(one.by.amount for one in course.extensions)
    ends = plain_last_day(Term(amount=amount, unit=unit), event, calendar)
    stood, before, counts = 0, None, False
    for moment in sorted({moment for one in course.pauses for moment in half_hours(one)}):
        if before is None or moment - before > HALF_HOUR:
            ends = plain_last_day(Term(amount=amount + stood // 48, unit=unit), event, calendar)
            counts = moment.date() <= ends
        worked = unit is Unit.CALENDAR_DAYS or calendar.is_working(moment.date())
        if counts and worked and moment.date() > event:
            stood += 1
        before = moment
    return plain_last_day(Term(amount=amount + stood // 48, unit=unit), event, calendar)


def half_hours(pause: Pause) -> Iterator[datetime]:
    moment = pause.since
    while pause.until is not None and moment < pause.until:
        yield moment
        moment += HALF_HOUR


def plain_last_day(term: Term, after: date, calendar: Calendar) -> date:
    day, counted = after, 0
    while counted < term.amount:
        day += timedelta(days=1)
        if term.unit is Unit.CALENDAR_DAYS or calendar.is_working(day):
            counted += 1
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def random_case(random: Random) -> tuple[Rule, date, Course, Calendar]:
    event = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
    applied = rule(random.choice((1, 3, 4, 7, 15, 30)), random.choice(tuple(Unit)))
    midnight = datetime.combine(event, time.min, tzinfo=UTC)
    found = []
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        since = midnight + random.randrange(-48, 48 * 20) * HALF_HOUR
        until = since + random.choice((1, 2, 16, 48, 100, 240)) * HALF_HOUR
        found.append(Pause(ground=random.choice(GROUNDS), since=since, until=until))
    by = Term(amount=random.randrange(1, 11), unit=applied.term.unit)
    given_then = Extension(ground=GROUNDS[0], by=by, at=midnight)
    extensions = (given_then,) if random.random() < 0.2 else ()
    course = Course(pauses=tuple(found), extensions=extensions)
    return applied, event, course, CALENDARS[random.choice(tuple(Week))]


def test_dates_are_those_that_a_slow_plain_count_gives() -> None:
    """Ten thousand cases where tests look thoroughly, two hundred where they look quickly."""
    random = Random(20240124)  # noqa: S311 - the same cases each time, and no secret
    wrong = []
    for number in range(200 if QUICK else 10_000):
        case = random_case(random)
        if due(*case) != due_written_plainly(*case):
            wrong.append((number, case, due(*case), due_written_plainly(*case)))
    assert wrong == []


@pytest.mark.parametrize("week", Week)
def test_every_term_from_every_date_of_four_years_is_counted_as_by_hand(week: Week) -> None:
    calendar, day = CALENDARS[week], date(2024, 1, 1)
    terms = [Term(amount=one, unit=Unit.WORKING_DAYS) for one in (1, 3, 4, 7, 15)]
    terms.append(Term(amount=30, unit=Unit.CALENDAR_DAYS))
    while day.year < 2028:
        for term in terms:
            ends = last_day(term, after=day, calendar=calendar)
            assert ends == plain_last_day(term, day, calendar), (day, term)
            assert last_day(longer(term, 1), after=day, calendar=calendar) >= ends
        day += timedelta(days=1)
