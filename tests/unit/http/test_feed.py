"""Calendars of target dates: what is in them, and what is not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.clockwork import Queued
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.http import ical
from pd_intake_bot.usecases.overview.feed import Feed, Scope

TEXTS = i18n.Texts(i18n.locales())
CASE = Queued(
    id=CaseId(1),
    ref="PD-2026-00001-F",
    right=RightKey("dispute"),
    officer="7001",
    received_at=datetime(2026, 11, 22, 19, 30, tzinfo=UTC),
    registered_at=datetime(2026, 11, 22, 19, 30, tzinfo=UTC),
    due=date(2026, 11, 26),
    version=3,
)
FEED = Feed(scope=Scope.OWN, language=Language.RU, cases=[CASE])


@pytest.mark.parametrize(
    ("language", "summary"),
    [(Language.KK, "Мерзімі: PD-2026-00001-F"), (Language.RU, "Срок: PD-2026-00001-F")],
)
def test_a_case_is_a_whole_day_under_its_number(language: Language, summary: str) -> None:
    calendar = icalendar.Calendar.from_ical(ical.write(replace(FEED, language=language), TEXTS))
    (event,) = calendar.events
    assert event["summary"] == summary
    assert event.start == date(2026, 11, 26)


def test_nothing_but_number_and_dates_of_a_case_is_in_it() -> None:
    calendar = icalendar.Calendar.from_ical(ical.write(FEED, TEXTS))
    (event,) = calendar.events
    assert set(event) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY", "TRANSP"}
    assert b"7001" not in ical.write(FEED, TEXTS)


def test_the_same_cases_are_the_same_bytes() -> None:
    assert ical.write(FEED, TEXTS) == ical.write(FEED, TEXTS)


def test_a_calendar_without_cases_is_a_calendar() -> None:
    empty = Feed(scope=Scope.ALL, language=Language.KK, cases=[])
    assert not icalendar.Calendar.from_ical(ical.write(empty, TEXTS)).events
