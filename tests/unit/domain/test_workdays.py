"""Which days are worked, on calendars made for the test."""

from datetime import date

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import (
    Calendar,
    CalendarError,
    DayOff,
    ExtraWorkingDay,
    OffKind,
    Week,
    Weekend,
    move_holidays,
)

FESTIVAL = DayOff(
    kind=OffKind.HOLIDAY,
    names={Language.KK: "Үлгі мереке", Language.RU: "Примерный праздник"},
    source="invented",
    moves=True,
)
FAST = DayOff(kind=OffKind.HOLIDAY, names={}, source="invented")

# In November 2026 the 2nd is a Monday.
PLAIN = Calendar(week=Week.FIVE, first_year=2026, last_year=2026)
LONG = Calendar(week=Week.SIX, first_year=2026, last_year=2026)


def test_five_day_week_rests_on_saturday_and_sunday() -> None:
    week = [PLAIN.is_working(date(2026, 11, day)) for day in range(2, 9)]
    assert week == [True] * 5 + [False] * 2


def test_six_day_week_rests_on_sunday_alone() -> None:
    week = [LONG.is_working(date(2026, 11, day)) for day in range(2, 9)]
    assert week == [True] * 6 + [False]


def test_reason_of_a_weekend_is_that_it_is_one() -> None:
    assert PLAIN.why_off(date(2026, 11, 7)) is Weekend.WEEKEND


def test_holiday_on_a_weekend_is_told_by_its_name() -> None:
    calendar = Calendar(
        week=Week.FIVE, first_year=2026, last_year=2026, days_off={date(2026, 11, 7): FESTIVAL}
    )
    assert calendar.why_off(date(2026, 11, 7)) is FESTIVAL


def test_extra_working_day_outweighs_a_day_off() -> None:
    day = date(2026, 11, 7)
    calendar = Calendar(
        week=Week.FIVE,
        first_year=2026,
        last_year=2026,
        days_off={day: FESTIVAL},
        extra_working_days={day: ExtraWorkingDay(source="invented")},
    )
    assert calendar.is_working(day)


def test_working_day_is_its_own_next_one() -> None:
    assert PLAIN.next_working_day(date(2026, 11, 6)) == date(2026, 11, 6)


def test_next_working_day_after_a_weekend_is_monday() -> None:
    assert PLAIN.next_working_day(date(2026, 11, 7)) == date(2026, 11, 9)


def test_counting_begins_the_day_after() -> None:
    assert PLAIN.add_working_days(date(2026, 11, 2), 1) == date(2026, 11, 3)


def test_event_on_a_day_off_starts_the_count_on_the_next_working_day() -> None:
    assert PLAIN.add_working_days(date(2026, 11, 7), 1) == date(2026, 11, 9)


def test_days_not_worked_are_listed_from_the_day_after_to_the_last_day() -> None:
    listed = PLAIN.days_not_worked(date(2026, 11, 7), date(2026, 11, 14))
    assert list(listed) == [
        (date(2026, 11, 8), Weekend.WEEKEND),
        (date(2026, 11, 14), Weekend.WEEKEND),
    ]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_calendar_does_not_guess_outside_its_years(day: date) -> None:
    with pytest.raises(CalendarError, match="knows 2026 to 2026"):
        PLAIN.is_working(day)


def test_count_that_leaves_the_known_years_is_refused() -> None:
    with pytest.raises(CalendarError):
        PLAIN.add_working_days(date(2026, 12, 30), 2)


def test_holiday_on_a_working_day_stays_where_it_is() -> None:
    days_off = move_holidays({date(2026, 11, 4): FESTIVAL}, Week.FIVE)
    assert list(days_off) == [date(2026, 11, 4)]


def test_holiday_on_a_weekend_takes_the_next_working_day() -> None:
    days_off = move_holidays({date(2026, 11, 7): FESTIVAL}, Week.FIVE)
    moved = days_off[date(2026, 11, 9)]
    assert (moved.kind, moved.moved_from) == (OffKind.MOVED, date(2026, 11, 7))


def test_saturday_holiday_does_not_move_where_saturdays_are_worked() -> None:
    days_off = move_holidays({date(2026, 11, 7): FESTIVAL}, Week.SIX)
    assert list(days_off) == [date(2026, 11, 7)]


def test_day_off_that_never_moves_stays_on_its_weekend() -> None:
    days_off = move_holidays({date(2026, 11, 7): FAST}, Week.FIVE)
    assert list(days_off) == [date(2026, 11, 7)]


def test_holidays_that_move_together_take_days_that_none_has_taken() -> None:
    holidays = dict.fromkeys([date(2026, 11, 7), date(2026, 11, 8), date(2026, 11, 9)], FESTIVAL)
    days_off = move_holidays(holidays, Week.FIVE)
    assert days_off[date(2026, 11, 10)].moved_from == date(2026, 11, 7)
    assert days_off[date(2026, 11, 11)].moved_from == date(2026, 11, 8)


def test_moved_holiday_jumps_over_the_weekend_after_it() -> None:
    friday = date(2026, 11, 6)
    days_off = move_holidays(
        {date(2026, 11, 1): FESTIVAL}
        | {date(2026, 11, day): FAST for day in range(2, 6)}
        | {friday: FAST},
        Week.FIVE,
    )
    assert days_off[date(2026, 11, 9)].moved_from == date(2026, 11, 1)
