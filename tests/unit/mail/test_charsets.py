import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.reading import charsets

KAZAKH = "Дербес деректер туралы сұрау"
RUSSIAN = "Отзыв согласия на обработку персональных данных"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (KAZAKH, "utf-8"),
        # The two one-byte sets that have the Kazakh letters.
        (KAZAKH, "kz1048"),
        (KAZAKH, "ptcp154"),
        (KAZAKH.upper(), "ptcp154"),
        # What Russian software falls back to, in any case and however short.
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.upper(), "cp1251"),
        (RUSSIAN.upper(), "koi8-r"),
        ("Заявка", "cp1251"),
        ("Заявка", "koi8-r"),
        ("Re: Заявка test", "koi8-r"),
        # Western letters stand between plain ones.
        ("Grüße aus Köln", "cp1252"),
        ("café", "cp1252"),
    ],
)
def test_bytes_without_a_set_are_read_by_the_letters_that_come_out(text: str, charset: str) -> None:
    assert charsets.guess(text.encode(charset)) == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        # Names that programs write for sets that are registered under another.
        ("Привет".encode("cp1251"), "win-1251", "Привет"),
        (KAZAKH.encode("kz1048"), "RK1048", KAZAKH),
        # A quote mark or a space round the name.
        ("Привет".encode(), ' "utf-8" ', "Привет"),
        # Windows means its own set when it says Latin-1.
        (b"\x93quoted\x94", "iso-8859-1", "“quoted”"),
    ],
)
def test_a_named_set_is_used(data: bytes, declared: str, text: str) -> None:
    assert charsets.decode(data, declared) == (text, True)


@pytest.mark.parametrize(
    "declared",
    [
        # No such set.
        "x-none-such",
        "\x00",
        "қазақша",
        # A set that cannot hold these bytes.
        "us-ascii",
        # Not character sets, though Python has codecs of these names.
        "zip",
        "rot13",
        "unicode-escape",
        "idna",
    ],
)
def test_a_wrong_name_is_no_obstacle(declared: str) -> None:
    assert charsets.decode(KAZAKH.encode(), declared) == (KAZAKH, False)


def test_utf8_under_the_name_of_a_one_byte_set_is_read_as_utf8() -> None:
    assert charsets.decode(KAZAKH.encode(), "windows-1251") == (KAZAKH, False)


def test_a_letter_cut_off_at_the_end_spoils_nothing_before_it() -> None:
    assert charsets.guess(KAZAKH.encode()[:-1]) == KAZAKH[:-1]


def test_one_wrong_byte_in_a_long_text_is_shown_and_the_rest_is_read() -> None:
    assert charsets.guess(KAZAKH.encode() + b"\xff") == KAZAKH + "\\xff"


@given(st.binary(), st.one_of(st.none(), st.sampled_from(["utf-7", "koi8-r", "utf-16", "hz"])))
def test_any_bytes_give_text_that_any_output_takes(data: bytes, declared: str | None) -> None:
    text, _ = charsets.decode(data, declared)
    assert text.encode("utf-8").decode("utf-8") == text
