"""What is taken from the front of a subject line, and what stays."""

import pytest

from pd_intake_bot.domain import scripts
from pd_intake_bot.domain.openings import Openings, without_reference

OPENINGS = Openings(["auto reply", "в отпуске:", "мұнда жоқ"])


def stripped(text: str) -> tuple[str, bool]:
    core, machine = OPENINGS.take_off(scripts.clean(text))
    return core.strip(), machine


@pytest.mark.parametrize(
    "opening",
    ["Re:", "RE:", "Re :", "Re[12]:", "Re (2):", "Re^4:", "Re2:", "Fw:", "Отв.:", "Қайта:"],
)
def test_prefix_is_stripped(opening: str) -> None:
    assert stripped(f"{opening} сұрау") == ("сұрау", False)


@pytest.mark.parametrize("text", ["re сұрау", "на складе: пусто", "rex: сұрау", "re[1 сұрау"])
def test_what_only_resembles_a_prefix_stays(text: str) -> None:
    assert stripped(text) == (text, False)


def test_prefixes_and_tags_are_stripped_in_any_order() -> None:
    assert stripped("[a] Re: [b][c] Fwd: «сұрау»") == ("«сұрау»", False)


def test_brackets_around_everything_are_no_tag() -> None:
    assert stripped("[сұрау]") == ("[сұрау]", False)


def test_tag_of_a_page_is_no_tag() -> None:
    text = f"[{'а' * 61}] сұрау"
    assert stripped(text) == (text, False)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Auto reply: сұрау", ": сұрау"),
        ("AUTO-REPLY сұрау", "сұрау"),
        ("Autoreply: сұрау", ": сұрау"),
        ("Re: [Auto reply] сұрау", "] сұрау"),
        ("*** Auto reply: Re: сұрау", "сұрау"),
        ("В отпуске: сұрау", "сұрау"),
        ("Мұнда жоқ", ""),
    ],
)
def test_machine_is_noticed(text: str, core: str) -> None:
    assert stripped(text) == (core, True)


@pytest.mark.parametrize(
    "text", ["auto replying сұрау", "в отпуске я видел сұрау", "сұрау auto reply"]
)
def test_what_only_resembles_a_machine_stays(text: str) -> None:
    assert stripped(scripts.clean(text)) == (scripts.clean(text), False)


def test_policy_without_announcements_knows_no_machine() -> None:
    assert Openings([]).take_off("auto reply: x") == ("auto reply: x", False)


@pytest.mark.parametrize(
    "written",
    ["[PD-2026-00001-7]", "PD-2026-00001-7", "(№PD-2026-123456-x)", "pd–2026–00001–7"],
)
def test_own_reference_is_taken_out(written: str) -> None:
    assert without_reference(scripts.clean(f"а {written} б")).split() == ["а", "б"]


@pytest.mark.parametrize("text", ["pd-2026-1-7", "pd-2026-00001-77", "xpd-2026-00001-7"])
def test_other_numbers_stay(text: str) -> None:
    assert without_reference(text) == text
