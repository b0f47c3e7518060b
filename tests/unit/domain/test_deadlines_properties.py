"""What holds for every term on every calendar, against a second computation written plainly."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain import clocks
from pd_intake_bot.domain.rights import Term, Unit
from pd_intake_bot.domain.workdays import Calendar, DayOff, ExtraWorkingDay, OffKind, Week

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 30)
OFF = DayOff(kind=OffKind.EXTRA, names={}, source="invented")
WORKED = ExtraWorkingDay(source="invented")

days = st.dates(FIRST, LAST)
amounts = st.integers(min_value=0, max_value=40)
terms = st.builds(Term, amount=amounts, unit=st.sampled_from(Unit))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    return Calendar(
        week=draw(st.sampled_from(Week)),
        first_year=2025,
        last_year=2027,
        days_off=dict.fromkeys(draw(st.sets(days, max_size=25)), OFF),
        extra_working_days=dict.fromkeys(draw(st.sets(days, max_size=8)), WORKED),
    )


def worked(day: date, calendar: Calendar) -> bool:
    if day in calendar.extra_working_days:
        return True
    return day.weekday() < int(calendar.week) and day not in calendar.days_off


def last_day_written_plainly(term: Term, after: date, calendar: Calendar) -> date:
    """Walk the days one by one, as a person with a wall calendar would."""
    day, counted = after, 0
    while counted < term.amount:
        day += timedelta(days=1)
        if term.unit is Unit.CALENDAR_DAYS or worked(day, calendar):
            counted += 1
    while term.unit is Unit.CALENDAR_DAYS and not worked(day, calendar):
        day += timedelta(days=1)
    return day


@given(terms, days, calendars())
def test_date_is_the_one_that_a_plain_count_gives(
    term: Term, after: date, calendar: Calendar
) -> None:
    counted = clocks.last_day(term, after=after, calendar=calendar)
    assert counted == last_day_written_plainly(term, after, calendar)


@given(terms.filter(lambda term: term.amount > 0), days, calendars())
def test_term_ends_on_a_working_day_after_the_event(
    term: Term, after: date, calendar: Calendar
) -> None:
    ends = clocks.last_day(term, after=after, calendar=calendar)
    assert ends > after
    assert calendar.is_working(ends)


@given(terms, st.integers(min_value=0, max_value=10), days, calendars())
def test_more_days_are_never_earlier(
    term: Term, more: int, after: date, calendar: Calendar
) -> None:
    longer = Term(amount=term.amount + more, unit=term.unit)
    ends = clocks.last_day(term, after=after, calendar=calendar)
    assert clocks.last_day(longer, after=after, calendar=calendar) >= ends


@given(terms, days, st.integers(min_value=0, max_value=10), calendars())
def test_later_event_never_ends_a_term_earlier(
    term: Term, after: date, later: int, calendar: Calendar
) -> None:
    ends = clocks.last_day(term, after=after, calendar=calendar)
    postponed = after + timedelta(days=later)
    assert clocks.last_day(term, after=postponed, calendar=calendar) >= ends


@given(amounts, days, calendars())
def test_working_days_and_days_left_out_are_all_the_days_of_a_term(
    amount: int, after: date, calendar: Calendar
) -> None:
    ends = calendar.add_working_days(after, amount)
    left_out = len(list(calendar.days_not_worked(after, ends)))
    assert amount + left_out == (ends - after).days
