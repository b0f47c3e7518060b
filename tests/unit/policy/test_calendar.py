"""The calendar of Kazakhstan: by hand, by the library, and with the operator's own days."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import Calendar, DayOff, OffKind, Week
from pd_intake_bot.policy.calendar import FIRST_YEAR, LAST_YEAR, _row, for_week, load_calendar
from pd_intake_bot.policy.faults import PolicyError
from pd_intake_bot.policy.load import load

FIVE = for_week(Week.FIVE)
SIX = for_week(Week.SIX)

# Working days of the five-day week that are off, month and day, written from the laws and the
# Ministry's orders; and days of a weekend that are worked.
OFF = {
    2024: "01-01 01-02 03-08 03-21 03-22 03-25 05-01 05-07 05-08 05-09 07-08 08-30 10-25 12-16",
    2025: "01-01 01-02 01-03 01-07 03-10 03-21 03-24 03-25 05-01 05-07 05-09 06-06 07-07 09-01"
    " 10-27 12-16",
    2026: "01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16",
    2027: "01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16",
}
WORKED = {2024: "05-04", 2025: "01-05", 2026: "", 2027: ""}

# The same of the six-day week, whose Saturdays are worked and exchanged with nothing.
OFF_SIX = {
    2024: "01-01 01-02 03-08 03-21 03-22 03-23 05-01 05-07 05-09 07-06 08-30 10-25 12-16",
    2025: "01-01 01-02 01-07 03-08 03-21 03-22 03-24 05-01 05-07 05-09 06-06 07-07 08-30 10-25"
    " 12-16",
    2026: "01-01 01-02 01-07 03-09 03-21 03-23 03-24 05-01 05-07 05-09 05-27 07-06 10-26 12-16",
    2027: "01-01 01-02 01-07 03-08 03-15 03-22 03-23 03-24 05-01 05-07 05-10 07-06 10-25 12-16",
}


def days_of(year: int, until: int | None = None) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year <= (until or year):
        yield day
        day += timedelta(days=1)


def written(days: list[date]) -> str:
    return " ".join(f"{day:%m-%d}" for day in days)


@pytest.mark.parametrize("year", OFF)
def test_five_day_week_is_off_on_the_days_written_by_hand(year: int) -> None:
    week = [day for day in days_of(year) if day.isoweekday() <= 5]
    assert written([day for day in week if not FIVE.is_working(day)]) == OFF[year]


@pytest.mark.parametrize("year", WORKED)
def test_weekends_that_the_ministry_exchanged_are_worked(year: int) -> None:
    weekends = [day for day in days_of(year) if day.isoweekday() > 5]
    assert written([day for day in weekends if FIVE.is_working(day)]) == WORKED[year]


@pytest.mark.parametrize("year", OFF_SIX)
def test_six_day_week_moves_holidays_from_sundays_alone(year: int) -> None:
    week = [day for day in days_of(year) if day.isoweekday() <= 6]
    assert written([day for day in week if not SIX.is_working(day)]) == OFF_SIX[year]


def test_no_sunday_of_a_six_day_week_is_worked() -> None:
    assert not any(SIX.is_working(day) for day in days_of(2024, 2027) if day.isoweekday() == 7)


def test_five_day_week_agrees_with_the_library_in_every_year_covered() -> None:
    library = holidays.country_holidays("KZ", years=range(FIRST_YEAR, LAST_YEAR + 1))
    disagreed = [
        day
        for day in days_of(FIRST_YEAR, LAST_YEAR)
        if library.is_working_day(day) != FIVE.is_working(day)
    ]
    assert disagreed == []


def test_no_name_is_missing_in_either_language() -> None:
    for day_off in (*FIVE.days_off.values(), *SIX.days_off.values()):
        named = day_off.kind is not OffKind.EXCHANGED
        assert all(bool(day_off.names.get(language)) is named for language in Language)
        assert day_off.source


def day_off(calendar: Calendar, day: date) -> DayOff:
    reason = calendar.why_off(day)
    assert isinstance(reason, DayOff)
    return reason


def test_constitution_day_is_in_march_from_2027() -> None:
    assert day_off(FIVE, date(2027, 3, 15)).names[Language.KK].endswith("Конституциясы күні")
    assert FIVE.is_working(date(2026, 8, 31))


def test_day_that_stands_in_for_a_holiday_says_for_which() -> None:
    moved = day_off(FIVE, date(2027, 1, 4))
    assert (moved.kind, moved.moved_from) == (OffKind.MOVED, date(2027, 1, 2))


def test_kurban_ait_is_an_estimate_until_it_is_announced() -> None:
    assert not day_off(FIVE, date(2026, 5, 27)).estimated
    assert day_off(FIVE, date(2027, 5, 16)).estimated


def test_kurban_ait_does_not_hide_a_holiday_that_moves() -> None:
    # In 2032 the estimate falls on the second day of Nauryz.
    assert day_off(FIVE, date(2032, 3, 22)).names[Language.RU] == "Наурыз мейрамы"


def test_policy_chooses_the_week() -> None:
    assert load_calendar(load()) == FIVE


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "workdays.toml"


def test_operator_adds_a_day_off(own: Path) -> None:
    own.write_text(
        '[[day_off]]\ndate = 2026-12-31\nsource = "Order 7"\n'
        'names = { kk = "Үлгі күн", ru = "Примерный день" }\n',
        "utf-8",
    )
    added = day_off(for_week(Week.FIVE, own), date(2026, 12, 31))
    assert (added.kind, added.names[Language.KK]) == (OffKind.EXTRA, "Үлгі күн")


def test_day_off_without_a_name_is_told_by_its_source(own: Path) -> None:
    own.write_text('[[day_off]]\ndate = 2026-12-31\nsource = "Order 7"\n', "utf-8")
    added = day_off(for_week(Week.FIVE, own), date(2026, 12, 31))
    assert added.names == dict.fromkeys(Language, "Order 7")


def test_operator_makes_a_holiday_worked(own: Path) -> None:
    own.write_text('[[working_day]]\ndate = 2026-12-16\nsource = "Order 7"\n', "utf-8")
    assert for_week(Week.FIVE, own).is_working(date(2026, 12, 16))


def test_operator_takes_back_a_weekend_that_was_to_be_worked(own: Path) -> None:
    own.write_text('[[day_off]]\ndate = 2025-01-05\nsource = "Order 7"\n', "utf-8")
    assert not for_week(Week.FIVE, own).is_working(date(2025, 1, 5))


def test_operator_enters_an_exchange_of_the_ministry(own: Path) -> None:
    own.write_text(
        '[[exchange]]\nworks = 2026-12-19\noff = 2026-12-17\nsource = "Order 7"\n', "utf-8"
    )
    calendar = for_week(Week.FIVE, own)
    assert calendar.is_working(date(2026, 12, 19))
    assert day_off(calendar, date(2026, 12, 17)).moved_from == date(2026, 12, 19)


def test_exchange_is_of_the_five_day_week_alone(own: Path) -> None:
    own.write_text(
        '[[exchange]]\nworks = 2026-12-20\noff = 2026-12-17\nsource = "Order 7"\n', "utf-8"
    )
    assert for_week(Week.SIX, own) == SIX


def test_announced_kurban_ait_replaces_the_estimate(own: Path) -> None:
    own.write_text('[[kurban_ait]]\ndate = 2027-05-17\nsource = "Muftiate"\n', "utf-8")
    announced = day_off(for_week(Week.FIVE, own), date(2027, 5, 17))
    assert (announced.estimated, announced.source) == (False, "Muftiate")
    assert date(2027, 5, 16) not in for_week(Week.FIVE, own).days_off


def test_day_that_is_both_off_and_worked_is_refused(own: Path) -> None:
    own.write_text(
        '[[day_off]]\ndate = 2026-12-31\nsource = "Order 7"\n'
        '[[working_day]]\ndate = 2026-12-31\nsource = "Order 8"\n',
        "utf-8",
    )
    with pytest.raises(PolicyError, match="2026-12-31 is named more than once"):
        for_week(Week.FIVE, own)


def test_fault_of_the_operators_file_is_found_by_its_line(own: Path) -> None:
    own.write_text('[[day_off]]\ndate = 2026-12-31\n\n[[working_day]]\ndate = "soon"\n', "utf-8")
    with pytest.raises(PolicyError) as refused:
        for_week(Week.FIVE, own)
    found = [(fault.key, fault.line) for fault in refused.value.faults]
    assert found == [
        ("day_off.0.source", 1),
        ("working_day.0.date", 5),
        ("working_day.0.source", 4),
    ]


def test_holiday_that_the_bundled_file_does_not_name_is_told() -> None:
    with pytest.raises(PolicyError, match="knows 'Invented Day'"):
        _row({}, "Invented Day")
