import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.imap import mutf7


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        # Printable ASCII is itself.
        ("INBOX", "INBOX"),
        ("Requests 2024/~dpo", "Requests 2024/~dpo"),
        # The ampersand is the one letter that shifts.
        ("Q&A", "Q&-A"),
        # The RFC's own example.
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        # A folder that Russian servers really have, and a Kazakh one.
        ("Входящие", "&BBIERQQ+BDQETwRJBDgENQ-"),
        ("Өтініш", "&BOgEQgRWBD0EVgRI-"),
        # Letters outside the basic plane are two units.
        ("📬", "&2D3c7A-"),
    ],
)
def test_a_folder_is_named_as_imap_spells_it(name: str, spelt: str) -> None:
    assert mutf7.encode(name) == spelt
    assert mutf7.decode(spelt) == name


@pytest.mark.parametrize("odd", ["a & b", "&BBI", "&?-", "&AA-", "&2D0-"])
def test_what_is_not_spelt_rightly_stays_as_it_is(odd: str) -> None:
    assert mutf7.decode(odd) == odd


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_name_becomes_printable_ascii_and_can_be_read_back(name: str) -> None:
    spelt = mutf7.encode(name)

    assert all("\x20" <= letter <= "\x7e" for letter in spelt)
    assert _decoded(spelt) == mutf7.decode(spelt) == name


def _decoded(spelt: str) -> str:
    """Python's UTF-7 shifts by plus instead of ampersand and has a slash for the comma."""
    name = ""
    for index, piece in enumerate(spelt.split("&")):
        shifted, _, plain = piece.partition("-") if index else ("", "", piece)
        if index and not shifted:
            name += "&"
        if shifted:
            name += f"+{shifted.replace(',', '/')}-".encode().decode("utf-7")
        name += plain
    return name
