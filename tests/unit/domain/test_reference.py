"""Reference numbers: their form, and the slips that the check character catches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain import reference
from pd_intake_bot.domain.reference import InvalidReference, Reference

FIRST = Reference("PD", 2026, 1)
references = st.builds(Reference, st.just("PD"), st.integers(2024, 2100), st.integers(1, 9_999_999))


def test_the_check_character_is_that_of_the_standard() -> None:
    # The example of ISO/IEC 7064, MOD 37,36 that other implementations print.
    assert reference.check_character("A12425GABC1234002") == "M"


def test_a_number_is_written_with_its_check_character() -> None:
    assert str(FIRST) == "PD-2026-00001-F"


@pytest.mark.parametrize(
    "written",
    [
        "PD-2026-00001-F",
        " pd-2026-00001-f ",
        "PD 2026 00001 F",
        "PD202600001F",
        "РD-2026-00001-F",  # a Cyrillic Р
    ],
)
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    assert reference.parse(written) == FIRST


@pytest.mark.parametrize(
    "written",
    [
        "",
        "PD",
        "2026-00001",
        "PD-2026-00001",
        "PD-2026-00001-G",
        "PD-2026-00010-F",
        "PD-2027-000000-F",
        "PD-2026-000001-F",
    ],
)
def test_what_is_no_number_or_holds_a_slip_is_refused(written: str) -> None:
    with pytest.raises(InvalidReference):
        reference.parse(written)


@given(references)
def test_every_number_is_read_back(written: Reference) -> None:
    assert reference.parse(str(written)) == written


@given(references, st.integers(0, 8), st.integers(0, 9))
def test_one_wrong_digit_is_caught(written: Reference, place: int, digit: int) -> None:
    right = str(written)
    at = [position for position, letter in enumerate(right[:-2]) if letter.isdigit()][place]
    wrong = right[:at] + str(digit) + right[at + 1 :]
    if wrong != right:
        with pytest.raises(InvalidReference):
            reference.parse(wrong)


def test_of_swapped_neighbours_nearly_all_are_caught() -> None:
    swaps = [
        right[:at] + right[at + 1] + right[at] + right[at + 2 :]
        for number in range(1, 5000, 7)
        for right in [str(Reference("PD", 2026, number))]
        for at in (8, 9, 10, 11)
        if right[at] != right[at + 1]
    ]
    missed = [swap for swap in swaps if swap[-1] == str(read(swap))[-1]]
    assert len(missed) / len(swaps) < 0.03


def read(written: str) -> Reference:
    return Reference("PD", int(written[3:7]), int(written[8:13]))
