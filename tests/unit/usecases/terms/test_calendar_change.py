"""Dates that move after people were told: warnings, letters and other calendars."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.policy import DateMoved, Policy
from pd_intake_bot.domain.workdays import Calendar, DayOff, OffKind
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from tests.unit.usecases import invented, offices
from tests.unit.usecases.invented import NOW, OFFICER
from tests.unit.usecases.offices import RECTIFICATION, WITHDRAWAL, Office, build, group, moved


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return offices.generous(tmp_path_factory.mktemp("generous"))


@pytest.fixture
def office(database: Database, post: Post, policy: Policy, days: Calendar) -> Office:
    return build(database, post, policy, days)


LONG_HOLIDAY = {
    date(2026, 12, day): DayOff(kind=OffKind.EXTRA, names={}, source="invented")
    for day in (23, 24, 25)
}


@pytest.fixture
def later(office: Office, days: Calendar) -> Office:
    """Give the same office with three days off around the promised date."""
    longer = replace(days, days_off={**days.days_off, **LONG_HOLIDAY})
    return build(office.database, office.change.post, office.reckon.policy, longer)


async def test_nothing_is_written_where_no_date_moves(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    assert await moved(office, case, Cause.CALENDAR) == case
    assert "dates_changed" not in await invented.history(office.database, case)


async def test_earlier_receipt_found_later_moves_the_date_and_warns_staff(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    earlier = NOW - timedelta(days=10)
    await office.database(lambda store: store.clocks.receive(case.id, earlier))
    found = await moved(office, case, Cause.RECEIPT)
    assert found.promised == date(2026, 12, 14)
    assert await office.warnings(found) == ["notice-date-earlier", "notice-date-not-written"]
    assert await office.told(found) == [date(2026, 12, 23)]


async def test_date_that_moves_later_is_told_to_staff_and_to_the_person(
    office: Office, later: Office
) -> None:
    case = await office.case(WITHDRAWAL)
    change = CalendarChange(reckon=later.reckon)
    (shift,) = await office.database(change.shifts)
    assert (shift.case.promised, shift.promised) == (date(2026, 12, 23), date(2026, 12, 28))
    await office.database(lambda store: change.apply(store, actor=OFFICER, now=NOW))
    found = await invented.only_case(office.database)
    assert found.promised == date(2026, 12, 28)
    assert await office.warnings(case) == ["notice-date-later", "notice-date-written"]
    letter = (await office.letters(case))[-1]
    assert (letter.kind, letter.automatic) == (LetterKind.DATE_MOVED, True)
    assert await office.told(case) == [date(2026, 12, 23), date(2026, 12, 28)]


@pytest.mark.parametrize(
    ("says", "letters"), [(DateMoved.NEVER, 1), (DateMoved.LATER, 2), (DateMoved.BOTH, 2)]
)
async def test_policy_says_whether_the_person_is_written_of_a_later_date(
    office: Office, later: Office, says: DateMoved, letters: int
) -> None:
    case = await office.case(WITHDRAWAL)
    policy = replace(later.reckon.policy, date_moved=says)
    await moved(replace(later, reckon=replace(later.reckon, policy=policy)), case, Cause.CALENDAR)
    assert len(await office.letters(case)) == letters


@pytest.mark.parametrize(("says", "letters"), [(DateMoved.LATER, 1), (DateMoved.BOTH, 2)])
async def test_policy_says_whether_the_person_is_written_of_an_earlier_date(
    office: Office, later: Office, says: DateMoved, letters: int
) -> None:
    case = await later.case(WITHDRAWAL)
    policy = replace(office.reckon.policy, date_moved=says)
    await moved(replace(office, reckon=replace(office.reckon, policy=policy)), case, Cause.CALENDAR)
    assert len(await office.letters(case)) == letters


async def test_right_that_waits_for_a_confirmation_takes_the_date_back(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    other = await office.do(lambda store: store.cases.change(replace(case, right=RECTIFICATION)))
    found = await moved(office, other, Cause.RIGHT)
    assert (found.promised, found.target) == (None, None)
    assert await office.warnings(found) == ["notice-date-gone", "notice-date-written"]


async def test_first_calendar_is_in_force_without_a_word(office: Office) -> None:
    await office.case(WITHDRAWAL)
    change = CalendarChange(reckon=office.reckon)
    await office.database(lambda store: change.notice(store, now=NOW))
    assert not await office.database(change.is_pending)
    assert await group(office.database) == []


async def test_calendar_that_moves_no_case_comes_into_force_and_is_said(
    office: Office, later: Office
) -> None:
    for one in (office, later):
        change = CalendarChange(reckon=one.reckon)
        await office.database(partial(change.notice, now=NOW))
    assert not await office.database(CalendarChange(reckon=later.reckon).is_pending)
    assert await group(office.database) == [["notice-calendar-quiet"]]


async def test_calendar_that_moves_a_case_waits_for_a_lead_and_is_said_once_a_day(
    office: Office, later: Office
) -> None:
    change = CalendarChange(reckon=later.reckon)
    first = CalendarChange(reckon=office.reckon)
    await office.database(lambda store: first.notice(store, now=NOW))
    case = await office.case(WITHDRAWAL)
    for now in (NOW, NOW + timedelta(hours=1)):
        await office.database(partial(change.notice, now=now))
    assert await office.database(change.is_pending)
    assert await invented.only_case(office.database) == case
    said = ["notice-calendar", "notice-calendar-promised", "apply-calendar"]
    assert await group(office.database) == [said]
    tomorrow = NOW + timedelta(days=1)
    await office.database(lambda store: change.notice(store, now=tomorrow))
    assert await group(office.database) == [said]


async def test_applied_calendar_is_in_force(office: Office, later: Office) -> None:
    await office.case(WITHDRAWAL)
    change = CalendarChange(reckon=later.reckon)
    await office.database(lambda store: change.apply(store, actor=OFFICER, now=NOW))
    assert not await office.database(change.is_pending)
    assert await office.database(change.shifts) == []
