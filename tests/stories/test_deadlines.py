"""Runs every table row and every explanation of `deadlines.md` against the bundled policy."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.policy.calendar import load_calendar
from pd_intake_bot.policy.load import load
from pd_intake_bot.usecases.explain import explanation

PAGE = Path(__file__).with_suffix(".md").with_stem("deadlines").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w+) \| (\S+) \| (\S+) \| ([\d.-]+) \| ([\d.-]+) \|$", re.MULTILINE)
TOLD = re.compile(
    r"^```explanation (kk|ru) (\w+) (\S+) (\S+)\n(.+?)\n```$", re.MULTILINE | re.DOTALL
)

POLICY = load()
CALENDAR = load_calendar(POLICY)


def day(written: str) -> date | None:
    if written == "-":
        return None
    return (
        POLICY.local_date(datetime.fromisoformat(written))
        if "T" in written
        else date.fromisoformat(written)
    )


def compute(right: str, received: str, confirmed: str) -> Deadlines:
    received_on = day(received)
    assert received_on is not None
    return deadlines.compute(
        POLICY.rights[RightKey(right)],
        received_on=received_on,
        confirmed_on=day(confirmed),
        calendar=CALENDAR,
        house_term=POLICY.house_term,
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
    ("language", "right", "received", "confirmed", "lines"), TOLD.findall(PAGE)
)
def test_page_tells_how_a_date_is_explained(
    language: str, right: str, received: str, confirmed: str, lines: str
) -> None:
    steps = deadlines.explain(
        POLICY.rights[RightKey(right)],
        compute(right, received, confirmed),
        received_on=date.fromisoformat(received),
        calendar=CALENDAR,
    )
    texts = i18n.Texts(i18n.locales())
    assert explanation(texts, Language(language), steps, policy=POLICY) == lines.splitlines()


def test_page_has_no_row_and_no_explanation_that_is_not_run() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    headings = [line for line in rows if line.startswith("| right |")]
    assert len(rows) - len(headings) == len(ROW.findall(PAGE))
    assert PAGE.count("```explanation") == len(TOLD.findall(PAGE))
