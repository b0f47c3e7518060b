"""Runs every table row of `subject_lines.md` against the bundled policy."""

import re
from pathlib import Path

import pytest

from pd_intake_bot.domain.subject_lines import SubjectLines
from pd_intake_bot.policy.load import load

PAGE = Path(__file__).with_suffix(".md").with_stem("subject_lines").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+) \| (accepted|review|ignored) \| (\S+) \| (\S+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def subject_lines() -> SubjectLines:
    return SubjectLines(load().vocabulary)


@pytest.mark.parametrize(("line", "verdict", "asked", "language"), ROW.findall(PAGE))
def test_page_tells_what_becomes_of_a_line(
    subject_lines: SubjectLines, line: str, verdict: str, asked: str, language: str
) -> None:
    match = subject_lines.match(line)
    told = (match.verdict, match.request or "-", match.language or "-")
    assert told == (verdict, asked, language)


def test_page_has_no_row_that_is_not_run() -> None:
    rows = [text for text in PAGE.splitlines() if text.startswith("| ")]
    headings = [text for text in rows if text.startswith("| subject line |")]
    assert len(rows) - len(headings) == len(ROW.findall(PAGE))
