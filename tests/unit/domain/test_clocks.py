"""How pauses, extensions and the end of a case move a date."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from pd_intake_bot import clock as zones
from pd_intake_bot.domain.clocks import Clock, Course, Extension, Pause, Stretch, unite, wind
from pd_intake_bot.domain.rights import (
    Allowance,
    ClockStart,
    Ground,
    GroundKey,
    Rule,
    Term,
    Unit,
)
from pd_intake_bot.domain.workdays import Week
from pd_intake_bot.policy.calendar import for_week

ALMATY = zones.zone("Asia/Almaty")
CALENDAR = for_week(Week.FIVE)
MONDAY = date(2026, 11, 23)
ASKED, LOOKED_FOR, COMPLEX = GroundKey("asked"), GroundKey("looked_for"), GroundKey("complex")


def ground(key: GroundKey) -> Ground:
    return Ground(key=key, words={}, clause="§0", cited={})


def rule(amount: int, unit: Unit = Unit.WORKING_DAYS) -> Rule:
    return Rule(
        term=Term(amount=amount, unit=unit),
        clause="§0",
        starts=ClockStart.RECEIPT,
        pause=(ground(ASKED), ground(LOOKED_FOR)),
        extend=(Allowance(ground=ground(COMPLEX), upto=Term(amount=10, unit=unit)),),
    )


WORKING, CALENDAR_DAYS = rule(5), rule(30, Unit.CALENDAR_DAYS)
# Five working days from Monday 23 November, and thirty days, without anything happening.
PLAIN, PLAIN_THIRTY = date(2026, 11, 30), date(2026, 12, 23)


def at(written: str) -> datetime:
    """Read a moment of Almaty's clocks in 2026, `11-24 09:00`."""
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=ALMATY)


def pause(since: str, until: str | None, key: GroundKey = ASKED) -> Pause:
    return Pause(ground=key, since=at(since), until=at(until) if until else None)


def extension(amount: int, unit: Unit = Unit.WORKING_DAYS, on: str = "11-24 10:00") -> Extension:
    return Extension(ground=COMPLEX, by=Term(amount=amount, unit=unit), at=at(on))


def run(applied: Rule, *pauses: Pause, stopped_at: datetime | None = None) -> Clock:
    course = Course(zone=ALMATY, pauses=pauses, stopped_at=stopped_at)
    return wind(applied, MONDAY, course=course, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("pauses", "working", "thirty"),
    [
        # Nothing happens.
        ([], "11-30", "12-23"),
        # Two days and nights in the week are two days of either kind.
        ([("11-24 09:00", "11-26 09:00")], "12-02", "12-25"),
        # One minute less than a day is no day.
        ([("11-24 09:00", "11-25 08:59")], "11-30", "12-23"),
        # Ten pauses of an hour are ten hours, not ten days.
        (
            [(f"11-24 {hour}:00", f"11-24 {hour + 1}:00") for hour in range(10, 20)],
            "11-30",
            "12-23",
        ),
        # Three pauses of eight hours are one day.
        ([(f"11-{day} 10:00", f"11-{day} 18:00") for day in (24, 25, 26)], "12-01", "12-24"),
        # From Friday evening to Monday morning: 17 hours of working days, 65 of all.
        ([("11-27 17:00", "11-30 10:00")], "11-30", "12-25"),
        # A weekend alone.
        ([("11-28 00:00", "11-30 00:00")], "11-30", "12-25"),
        # Two that overlap are one: from Tuesday to Thursday.
        ([("11-24 09:00", "11-25 21:00"), ("11-25 09:00", "11-26 09:00")], "12-02", "12-25"),
        # One inside another.
        ([("11-24 09:00", "11-26 09:00"), ("11-25 09:00", "11-25 10:00")], "12-02", "12-25"),
        # Two that touch.
        ([("11-24 09:00", "11-25 09:00"), ("11-25 09:00", "11-26 09:00")], "12-02", "12-25"),
        # The day of receipt is not part of the term, so a pause on it is not either.
        ([("11-23 10:00", "11-24 00:00")], "11-30", "12-23"),
        # From before the receipt on: measured from the term's first hour.
        ([("11-20 10:00", "11-25 00:00")], "12-01", "12-24"),
        # It begins when the term of working days is over, and moves the longer one alone.
        ([("12-01 09:00", "12-03 09:00")], "11-30", "12-25"),
        # It begins on the last day of the term.
        ([("11-30 09:00", "12-02 09:00")], "12-02", "12-25"),
        # The first makes room for the second.
        ([("11-26 09:00", "11-27 09:00"), ("12-01 09:00", "12-02 09:00")], "12-02", "12-25"),
        # A holiday in a pause is no working day: 16 December.
        ([("11-24 00:00", "11-25 00:00"), ("12-15 00:00", "12-18 00:00")], "12-01", "12-28"),
    ],
)
def test_pause_is_measured_and_added_in_the_unit_of_the_term(
    pauses: list[tuple[str, str]], working: str, thirty: str
) -> None:
    stood = [pause(since, until) for since, until in pauses]
    ends = [run(applied, *stood).date for applied in (WORKING, CALENDAR_DAYS)]
    assert [f"{end:%m-%d}" for end in ends if end] == [working, thirty]


def test_pauses_on_two_grounds_that_overlap_are_counted_once() -> None:
    both = run(WORKING, pause("11-24 09:00", "11-26 09:00"))
    identity = pause("11-24 09:00", "11-26 09:00", LOOKED_FOR)
    assert run(WORKING, pause("11-24 09:00", "11-26 09:00"), identity).date == both.date


def test_ground_that_the_rule_does_not_know_stops_nothing() -> None:
    stranger = pause("11-24 09:00", "11-27 09:00", GroundKey("lunch"))
    assert run(WORKING, stranger) == run(WORKING)


def test_rule_without_grounds_never_stands_still() -> None:
    bare = replace(WORKING, pause=(), extend=())
    assert run(bare, pause("11-24 09:00", None)).date == PLAIN


def test_clock_that_stands_still_keeps_the_date_that_it_had() -> None:
    still = run(WORKING, pause("11-24 09:00", "11-25 09:00"), pause("11-26 12:00", None))
    assert (still.date, still.paused_since) == (date(2026, 12, 1), at("11-26 12:00"))


def test_open_pause_takes_in_every_pause_after_it() -> None:
    still = run(WORKING, pause("11-24 09:00", None), pause("11-25 09:00", "11-26 09:00"))
    assert (still.date, still.paused_since) == (PLAIN, at("11-24 09:00"))


def test_pause_that_is_open_when_the_case_ends_lasts_until_then() -> None:
    ended = run(WORKING, pause("11-24 09:00", None), stopped_at=at("11-26 09:00"))
    assert (ended.date, ended.paused_since) == (date(2026, 12, 2), None)


def test_pause_after_the_end_of_a_case_moves_nothing() -> None:
    after = pause("11-26 09:00", "11-28 09:00")
    assert run(WORKING, after, stopped_at=at("11-25 09:00")).date == PLAIN


def test_clock_that_waits_has_nothing_to_pause() -> None:
    course = Course(zone=ALMATY, pauses=(pause("11-24 09:00", None),))
    waiting = wind(WORKING, None, course=course, calendar=CALENDAR)
    assert (waiting.date, waiting.paused_since) == (None, None)


def extended(applied: Rule, *given: Extension) -> Clock:
    course = Course(zone=ALMATY, extensions=given)
    return wind(applied, MONDAY, course=course, calendar=CALENDAR)


def test_extension_lengthens_in_the_unit_of_the_term() -> None:
    assert extended(WORKING, extension(3)).date == date(2026, 12, 3)
    thirty = extended(CALENDAR_DAYS, extension(10, Unit.CALENDAR_DAYS))
    # The fortieth day is Saturday 2 January, and 4 January is off in its place.
    assert thirty.date == date(2027, 1, 5)


@pytest.mark.parametrize(
    "given",
    [
        # In another unit, beyond what is allowed, on a ground that is not.
        extension(3, Unit.CALENDAR_DAYS),
        extension(11),
        replace(extension(3), ground=ASKED),
    ],
)
def test_extension_that_the_rule_does_not_allow_moves_nothing(given: Extension) -> None:
    assert extended(WORKING, given).date == PLAIN


def test_any_order_of_what_happened_gives_one_date() -> None:
    happened = (
        pause("11-24 09:00", "11-25 12:00"),
        pause("11-25 08:00", "11-26 09:00", LOOKED_FOR),
        pause("12-01 09:00", "12-02 21:00"),
        pause("12-03 09:00", None),
    )
    clocks = [
        wind(
            WORKING,
            MONDAY,
            course=Course(zone=ALMATY, pauses=order, extensions=(extension(2),)),
            calendar=CALENDAR,
        )
        for order in permutations(happened)
    ]
    assert all(one == clocks[0] for one in clocks)


def test_hours_are_those_of_the_place_and_not_of_utc() -> None:
    # From 23:30 on Tuesday to 00:30 on Thursday in Almaty: 25 hours; Wednesday alone in UTC.
    stood = Pause(
        ground=ASKED,
        since=datetime(2026, 11, 24, 18, 30, tzinfo=UTC),
        until=datetime(2026, 11, 25, 19, 30, tzinfo=UTC),
    )
    assert run(WORKING, stood).held == timedelta(hours=25)


def test_hour_that_the_clocks_of_almaty_repeated_counts_once() -> None:
    # At midnight before 1 March 2024 the clocks went back to 23:00.
    stood = Pause(
        ground=ASKED,
        since=datetime(2024, 2, 29, 17, 50, tzinfo=UTC),
        until=datetime(2024, 2, 29, 18, 10, tzinfo=UTC),
    )
    course = Course(zone=ALMATY, pauses=(stood,))
    wound = wind(WORKING, date(2024, 2, 28), course=course, calendar=CALENDAR)
    assert wound.held == timedelta()


def test_united_pauses_keep_the_grounds_of_all() -> None:
    first, second = pause("11-24 09:00", "11-26 09:00"), pause("11-25 09:00", None, LOOKED_FOR)
    assert list(unite([second, first])) == [
        Stretch(since=at("11-24 09:00"), until=None, grounds=frozenset({ASKED, LOOKED_FOR}))
    ]


def test_pauses_that_touch_are_one_stretch_and_those_apart_are_two() -> None:
    first = pause("11-24 09:00", "11-25 09:00")
    touching, apart = pause("11-25 09:00", "11-26 09:00"), pause("11-25 09:01", "11-26 09:00")
    assert [len(list(unite([first, other]))) for other in (touching, apart)] == [1, 2]
