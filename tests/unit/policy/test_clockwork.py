"""What a policy file says of reminders, and the faults that are found in it."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.clockwork import Audience, Clockwork
from pd_intake_bot.policy import load
from pd_intake_bot.policy.load import BUNDLED

TEXT = (Path(load.__file__).parent / BUNDLED).read_text("utf-8")


def faults(tmp_path: Path, old: str, new: str) -> list[str]:
    """Check the bundled file with one change; give the reasons of what is wrong."""
    assert old in TEXT
    path = tmp_path / "policy.toml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    return [fault.reason for fault in load.check(path) if "clockwork" in fault.key]


def test_the_bundled_file_says_what_holds_by_default() -> None:
    assert load.load().clockwork == Clockwork()


def test_the_whole_table_may_be_left_out(tmp_path: Path) -> None:
    head, rest = TEXT.split("[clockwork]\n")
    path = tmp_path / "policy.toml"
    path.write_text(head + "\n".join(rest.split("\n\n")[1:]), "utf-8")
    assert load.load(path).clockwork == Clockwork()


def test_another_company_has_other_hours_and_steps(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    changed = TEXT.replace("closes = 18:00:00", "closes = 20:30:00")
    changed = changed.replace("outage_minutes = 10", "outage_minutes = 3")
    changed = changed.replace('    { left = 10, to = "officer" },\n', "")
    path.write_text(changed, "utf-8")
    clockwork = load.load(path).clockwork
    assert (clockwork.closes, clockwork.outage_after) == (time(20, 30), timedelta(minutes=3))
    assert [(step.left, step.to) for step in clockwork.steps] == [
        (5, Audience.OFFICER),
        (2, Audience.LEADS),
        (1, Audience.LEADS),
        (0, Audience.EVERYONE),
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        # Hours that leave no day.
        ("closes = 18:00:00", "closes = 08:00:00", "the day opens, then the report is due"),
        ("report = 09:00:00", "report = 08:30:00", "the day opens, then the report is due"),
        # Steps out of order, twice, or without the last day.
        ("{ left = 5,", "{ left = 12,", "steps go from more days left to fewer"),
        ("{ left = 5,", "{ left = 10,", "steps go from more days left to fewer"),
        ("{ left = 0,", "{ left = -1,", "greater than or equal to 0"),
        ('    { left = 0, to = "everyone" },\n', "", "end with 0"),
        # A nearer date that fewer people hear of.
        ('left = 1, to = "leads"', 'left = 1, to = "officer"', "no fewer people"),
        ('overdue = "everyone"', 'overdue = "leads"', "no fewer people"),
        # An audience that is none.
        ('overdue = "everyone"', 'overdue = "nobody"', "Input should be"),
        ("silent_after = 5", "silent_after = 0", "greater than 0"),
    ],
)
def test_what_makes_no_sense_is_a_fault(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert any(reason in found for found in faults(tmp_path, old, new))
