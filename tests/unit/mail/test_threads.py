from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.threads import MessageIds, named_in

IDS = MessageIds(key=b"a key of this test", domain="example.test")
TOKEN = "pd-2026-00001-7"


@given(st.from_regex(r"[A-Za-z0-9-]{1,64}", fullmatch=True), st.integers(0, 999_999))
def test_a_message_id_of_ours_leads_back_to_its_case(token: str, number: int) -> None:
    assert IDS.case_of(IDS.make(token, number)) == token.lower()


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase, lambda it: f" {it}\t"])
def test_case_and_space_do_not_matter(change: Callable[[str], str]) -> None:
    assert IDS.case_of(change(IDS.make(TOKEN, 1))) == TOKEN


def test_the_same_letter_has_the_same_id_and_another_has_another() -> None:
    assert IDS.make(TOKEN, 1) == IDS.make(TOKEN, 1)
    assert IDS.make(TOKEN, 1) != IDS.make(TOKEN, 2)


@pytest.mark.parametrize(
    "forged",
    [
        # Another case or letter under a signature that is true for this one.
        IDS.make(TOKEN, 1).replace("00001", "00002"),
        IDS.make(TOKEN, 1).replace(".1.", ".2."),
        # A signature of another key, or none.
        MessageIds(key=b"another key entirely", domain="example.test").make(TOKEN, 1),
        f"<pd.{TOKEN}.1.aaaaaaaaaaaaaaaa@example.test>",
        f"<pd.{TOKEN}.1@example.test>",
        f"<pd.{TOKEN}.1.@example.test>",
        "<1@example.test>",
        "",
    ],
)
def test_a_forged_id_leads_nowhere(forged: str) -> None:
    assert IDS.case_of(forged) is None
    assert not IDS.wrote(forged)


def test_the_first_of_our_ids_in_a_thread_counts() -> None:
    thread = ["<1@example.test>", IDS.make("second", 1), IDS.make("third", 1)]
    assert IDS.find(thread) == "second"
    assert IDS.find(["<1@example.test>"]) is None


@pytest.mark.parametrize("token", ["", "a b", "a@b", "a.b", "x" * 65, "ключ"])
def test_a_token_that_would_break_the_form_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="token"):
        IDS.make(token, 1)


def test_the_key_is_never_shown() -> None:
    assert "a key of this test" not in repr(IDS)


def test_every_id_of_ours_in_a_text_is_found_with_the_number_of_its_letter() -> None:
    first, second = IDS.make(TOKEN, 1), IDS.make("second", 2)
    text = f"> Message-ID: {first}\nsee also {second.upper()} and <1@example.test>"
    assert list(IDS.letters_in(text)) == [(TOKEN, 1), ("second", 2)]
    assert IDS.letter_of(second) == ("second", 2)


@pytest.mark.parametrize(
    ("subject_line", "named"),
    [
        ("PD-2026-00001-F", "PD-2026-00001-F"),
        ("Re: [PD-2026-00001-F] Дербес деректер туралы сұрау", "PD-2026-00001-F"),
        # As people type it: small letters, spaces, no dashes, long ones, Cyrillic look-alikes.
        ("по обращению pd 2026 00001 f, дополнение", "PD-2026-00001-F"),
        ("pd202600001f", "PD-2026-00001-F"),
        ("PD–2026–00001–F", "PD-2026-00001-F"),
        ("№ РD-2026-00001-F.", "PD-2026-00001-F"),
        # A slip of the pen, a number of somebody else's, none at all.
        ("PD-2026-00001-G", None),
        ("PD-2026-00002-F", None),
        ("ЗАКАЗ-2026-00001-F", None),
        ("AB-2026-00001-V", None),
        ("APD-2026-00001-F", None),
        ("", None),
    ],
)
def test_number_typed_into_a_subject_line_is_read_as_we_write_it(
    subject_line: str, named: str | None
) -> None:
    assert named_in(subject_line, prefix="PD") == named
