"""A calendar that follows its file while the service runs, and what is not certain in it."""

from datetime import date
from pathlib import Path

import pytest

from pd_intake_bot.domain.workdays import Week
from pd_intake_bot.policy.calendar import Almanac, for_week, unconfirmed
from pd_intake_bot.policy.faults import PolicyError
from pd_intake_bot.policy.load import load

NEW_YEARS_EVE = date(2026, 12, 31)
ORDER = '[[day_off]]\ndate = 2026-12-31\nsource = "Order 7"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "workdays.toml"
    path.write_text("", "utf-8")
    return path


def test_calendar_that_everybody_holds_follows_the_file(own: Path) -> None:
    almanac = Almanac(load(), own)
    held = almanac.calendar
    assert held == for_week(Week.FIVE)
    own.write_text(ORDER, "utf-8")
    assert almanac.refresh()
    assert not held.is_working(NEW_YEARS_EVE)
    own.write_text("", "utf-8")
    assert almanac.refresh()
    assert held.is_working(NEW_YEARS_EVE)


def test_file_that_says_the_same_changes_nothing(own: Path) -> None:
    almanac = Almanac(load(), own)
    own.write_text("# Nothing is known yet.\n", "utf-8")
    assert not almanac.refresh()
    assert not Almanac(load()).refresh()


def test_file_that_is_broken_meanwhile_leaves_the_days_there_were(own: Path) -> None:
    own.write_text(ORDER, "utf-8")
    almanac = Almanac(load(), own)
    own.write_text("[[day_off]]\ndate = soon\n", "utf-8")
    with pytest.raises(PolicyError, match="not TOML"):
        almanac.refresh()
    assert not almanac.calendar.is_working(NEW_YEARS_EVE)


def test_digest_tells_days_apart_and_not_their_names(own: Path) -> None:
    digests = set()
    for source in ("Order 7", "Order 8"):
        own.write_text(ORDER.replace("Order 7", source), "utf-8")
        digests.add(for_week(Week.FIVE, own).digest())
    assert len(digests) == 1
    assert digests.isdisjoint({for_week(week).digest() for week in Week})


def test_year_without_announced_days_and_with_an_estimate_is_not_certain() -> None:
    doubts = unconfirmed(for_week(Week.FIVE), 2027)
    assert [doubt.partition(":")[0] for doubt in doubts] == ["2027", "2027-05-16"]


def test_year_whose_days_were_announced_is_certain(own: Path) -> None:
    assert unconfirmed(for_week(Week.FIVE), 2026) == []
    own.write_text('[[kurban_ait]]\ndate = 2027-05-17\nsource = "Muftiate"\n', "utf-8")
    assert unconfirmed(for_week(Week.FIVE, own), 2027, own) == []
