"""Runs every table row and every explanation of `deadlines.md` against the bundled policy."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.clocks import Course, Pause
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.rights import (
    ClockStart,
    Ground,
    GroundKey,
    Language,
    Right,
    RightKey,
    Rule,
    Term,
    Unit,
)
from pd_intake_bot.policy.calendar import load_calendar
from pd_intake_bot.policy.load import load
from pd_intake_bot.usecases.terms.explain import Audience, explanation

PAGE = Path(__file__).with_suffix(".md").with_stem("deadlines").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w+) \| (\S+) \| (\S+) \| ([\d.-]+) \| ([\d.-]+) \|$", re.MULTILINE)
TOLD = re.compile(
    r"^```explanation (?:(person|full) )?(kk|ru) (\w+) (\S+) (\S+)\n(.+?)\n```$",
    re.MULTILINE | re.DOTALL,
)
STOOD = re.compile(
    r"^\| (never|[\d:, -]+(?: to [\d:, -]+)+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE
)
PAUSED = re.compile(
    r"^```paused (kk|ru) (\d+) (wd|cd) ([\d-]+ [\d:]+)\n(.+?)\n```$", re.MULTILINE | re.DOTALL
)
MONDAY = date(2026, 11, 23)

POLICY = load()
CALENDAR = load_calendar(POLICY)
TEXTS = i18n.Texts(i18n.locales())


def moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if "T" in written else None


def day(written: str) -> date | None:
    if written == "-":
        return None
    at = moment(written)
    return POLICY.local_date(at) if at else date.fromisoformat(written)


def compute(right: str, received: str, confirmed: str) -> Deadlines:
    received_on = day(received)
    assert received_on is not None
    return deadlines.compute(
        POLICY.rights[RightKey(right)],
        received_on=received_on,
        confirmed_on=day(confirmed),
        calendar=CALENDAR,
        house_term=POLICY.house_term,
        course=Course(zone=POLICY.zone),
    )


@pytest.mark.parametrize(
    ("right", "received", "confirmed", "promised", "target"), ROW.findall(PAGE)
)
def test_page_tells_by_when_a_request_is_due(
    right: str, received: str, confirmed: str, promised: str, target: str
) -> None:
    dates = compute(right, received, confirmed)
    found = [f"{due:%d.%m.%Y}" if due else "-" for due in (dates.promised, dates.target)]
    assert found == [promised, target]


@pytest.mark.parametrize(
    ("audience", "language", "right", "received", "confirmed", "lines"), TOLD.findall(PAGE)
)
def test_page_tells_how_a_date_is_explained(
    audience: str, language: str, right: str, received: str, confirmed: str, lines: str
) -> None:
    received_on = day(received)
    assert received_on is not None
    steps = deadlines.explain(
        POLICY.rights[RightKey(right)],
        compute(right, received, confirmed),
        received_on=received_on,
        calendar=CALENDAR,
        received_at=moment(received),
    )
    told = explanation(
        TEXTS,
        Language(language),
        steps,
        policy=POLICY,
        audience=Audience(audience or "full"),
    )
    assert told == lines.splitlines()


GROUND = Ground(
    key=GroundKey("asked"),
    words={Language.KK: "сізден мәлімет сұралды", Language.RU: "Вас попросили уточнить сведения"},
    clause="§7",
    cited={Language.KK: "Саясат, 7-бөлім", Language.RU: "Политика, раздел 7"},
)


def pausing(term: Term) -> Right:
    rule = Rule(term=term, clause="§6", starts=ClockStart.RECEIPT, pause=(GROUND,))
    return replace(POLICY.rights[RightKey("dispute")], policy=rule, law=None)


def count(term: Term, *pauses: Pause) -> Deadlines:
    return deadlines.compute(
        pausing(term),
        received_on=MONDAY,
        confirmed_on=None,
        calendar=CALENDAR,
        house_term=POLICY.house_term,
        course=Course(zone=POLICY.zone, pauses=pauses),
    )


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=POLICY.zone)


@pytest.mark.parametrize(("stood", "working", "thirty"), STOOD.findall(PAGE))
def test_page_tells_how_pauses_move_a_date(stood: str, working: str, thirty: str) -> None:
    spans = [span.split(" to ") for span in stood.split(", ") if span != "never"]
    pauses = [
        Pause(ground=GROUND.key, since=local(since), until=local(until)) for since, until in spans
    ]
    terms = (Term(amount=5, unit=Unit.WORKING_DAYS), Term(amount=30, unit=Unit.CALENDAR_DAYS))
    found = [count(term, *pauses).promised for term in terms]
    assert [f"{due:%d.%m.%Y}" for due in found if due] == [working, thirty]


@pytest.mark.parametrize(("language", "amount", "unit", "since", "lines"), PAUSED.findall(PAGE))
def test_page_tells_how_a_clock_that_stands_still_is_explained(
    language: str, amount: str, unit: str, since: str, lines: str
) -> None:
    term = Term(amount=int(amount), unit=Unit(unit))
    dates = count(term, Pause(ground=GROUND.key, since=local(since)))
    steps = deadlines.explain(pausing(term), dates, received_on=MONDAY, calendar=CALENDAR)
    told = explanation(TEXTS, Language(language), steps, policy=POLICY, audience=Audience.PERSON)
    assert told == lines.splitlines()


def test_page_has_no_row_and_no_explanation_that_is_not_run() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    headings = [line for line in rows if line.startswith(("| right |", "| the clock "))]
    assert len(rows) - len(headings) == len(ROW.findall(PAGE)) + len(STOOD.findall(PAGE))
    assert PAGE.count("```explanation") == len(TOLD.findall(PAGE))
    assert PAGE.count("```paused") == len(PAUSED.findall(PAGE))
