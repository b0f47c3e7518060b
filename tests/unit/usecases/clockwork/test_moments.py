"""What a moment is: in hours or not, and how many working days are left."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork.moments import Hours, Moment

At = Callable[[str], datetime]
Make = Callable[[str], Moment]


@pytest.fixture
def moment(policy: Policy, days: Calendar, at: At) -> Make:
    return lambda written: Moment(now=at(written), policy=policy, calendar=days)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("2026-11-23 00:30", Hours.EARLY),  # already the 23rd in Almaty, still the 22nd in UTC
        ("2026-11-23 08:59", Hours.EARLY),
        ("2026-11-23 09:00", Hours.WORKING),
        ("2026-11-23 17:59", Hours.WORKING),
        ("2026-11-23 18:00", Hours.AFTER),
        ("2026-11-23 23:30", Hours.AFTER),
        ("2026-11-21 12:00", Hours.AFTER),  # Saturday
        ("2026-11-21 08:00", Hours.EARLY),
        ("2026-12-16 12:00", Hours.AFTER),  # Independence Day
        ("2024-05-04 12:00", Hours.WORKING),  # a Saturday worked in place of 8 May
        ("2024-02-29 12:00", Hours.WORKING),  # UTC+6 still
    ],
)
def test_hours_are_those_of_a_working_day_in_almaty(moment: Make, written: str, hours: str) -> None:
    assert moment(written).hours == hours


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2026-11-23 10:00", date(2026, 11, 23), 0),
        ("2026-11-23 10:00", date(2026, 11, 24), 1),
        ("2026-11-20 10:00", date(2026, 11, 23), 1),  # over a weekend
        ("2026-11-20 10:00", date(2026, 11, 22), 0),  # a Sunday: Friday is the last working day
        ("2026-11-23 23:30", date(2026, 11, 24), 1),  # half an hour before it is the last day
        ("2026-11-24 00:30", date(2026, 11, 24), 0),
        ("2026-11-24 00:30", date(2026, 11, 23), -1),
        ("2026-11-21 12:00", date(2026, 11, 20), 0),  # past, but no working day has passed
        ("2026-12-31 10:00", date(2027, 1, 5), 1),  # New Year's days and the weekend left out
        ("2027-03-19 10:00", date(2027, 3, 29), 3),  # Nauryz, and the day its Sunday moved to
    ],
)
def test_working_days_are_counted_between_today_and_the_date(
    moment: Make, today: str, due: date, left: int
) -> None:
    assert moment(today).left(due) == left


def test_before_hours_nothing_may_be_said(moment: Make) -> None:
    assert list(moment("2026-11-23 00:30").bands(Matter.TARGET)) == []


def test_after_hours_only_the_last_day_and_what_is_past_may_be_said(moment: Make) -> None:
    assert [band.step for band in moment("2026-11-23 20:00").bands(Matter.TARGET)] == [-1, 0]


def test_bands_cover_every_date_up_to_the_first_step_once(moment: Make) -> None:
    now = moment("2026-11-23 10:00")
    past, *bands = now.bands(Matter.TARGET)
    assert past.wanted.until == date(2026, 11, 22)
    assert [band.step for band in bands] == [0, 1, 2, 5, 10]
    for band in bands:
        assert now.left(band.wanted.until) == band.step
        assert now.left(band.wanted.since) <= band.step
    ends = [past.wanted.until.toordinal(), *(band.wanted.until.toordinal() for band in bands)]
    assert [band.wanted.since.toordinal() for band in bands] == [end + 1 for end in ends[:-1]]


def test_a_working_day_ago_is_the_same_hour_of_the_working_day_before(moment: Make, at: At) -> None:
    assert moment("2026-11-23 14:00").working_days_ago(1) == at("2026-11-20 14:00")


def test_a_year_begins_to_be_worked_after_its_days_off(moment: Make) -> None:
    begun = [moment(f"2027-01-0{day} 10:00").has_begun(date(2027, 1, 1)) for day in (1, 4, 5, 6)]
    assert begun == [False, False, True, True]
