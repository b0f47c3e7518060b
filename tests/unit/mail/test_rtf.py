"""The words of a text in RTF are read as a person sees them, packed or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.reading import lzfu, rtf

# The two examples of the standard (MS-OXRTFCP §4): plain runs, and a run that copies itself.
SIMPLE = bytes.fromhex(
    "2d 00 00 00 2b 00 00 00 4c 5a 46 75 f1 c5 c7 a7 03 00 0a 00 72 63 70 67 31 32 35 42 32 0a f3"
    "20 68 65 6c 09 00 20 62 77 05 b0 6c 64 7d 0a 80 0f a0"
)
REPEATED = bytes.fromhex(
    "1a 00 00 00 1c 00 00 00 4c 5a 46 75 e2 d4 4b 51 41 00 04 20 57 58 59 5a 0d 6e 7d 01 0e b0"
)
LIMIT = 1000


def read(words: str) -> str:
    return rtf.read(rf"{{\rtf1\ansi\ansicpg1252\deff0 {words}}}".encode("latin-1"), longest=LIMIT)


@pytest.mark.parametrize(
    ("packed", "plain"),
    [
        (SIMPLE, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
        (REPEATED, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        (b"\x11\0\0\0\x05\0\0\0MELA\0\0\0\0words", b"words"),
        (b"\x11\0\0\0\x05\0\0\0????\0\0\0\0words", b""),
        (b"short", b""),
    ],
)
def test_packed_text_is_unpacked(packed: bytes, plain: bytes) -> None:
    assert lzfu.unpack(packed) == plain


@given(st.binary(max_size=300), st.integers(0, 2**32 - 1))
def test_no_bytes_make_unpacking_raise_or_swell(junk: bytes, size: int) -> None:
    head = (0).to_bytes(4, "little") + size.to_bytes(4, "little")
    unpacked = lzfu.unpack(head + b"LZFu\0\0\0\0" + junk)
    assert len(unpacked) <= min(size, lzfu.LONGEST, 17 * len(junk))


FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fswiss\fcharset204{\*\fname Arial;}Arial CYR;}}"
)

WORDS = {
    # As it is.
    r"words \b bold\b0  and\line below\par last": "words bold and\nbelow\nlast",
    # The letters of the font, whatever the whole text is said to be in.
    FONTS + r"\f1\'cf\'f0\'e8\'e2\'e5\'f2 {\f0 caf\'e9} \'ec\'e8\'f0": "Привет café мир",
    # By number, with what older readers show instead.
    r"\uc1 \u1178?\u1257\'3f words \u1199 x\u-24?": "Қө words ү\uffe8",
    r"\uc0\u1178\u1257": "Қө",
    r"\uc2\u1178??x": "Қx",
    # Above the first 65,536, in two halves; and half of one.
    r"\u-10179?\u-8704?": "😀",
    r"\u-10179?x": "\ufffdx",
    # Nothing of what is not shown.
    r"{\colortbl;\red0;}{\*\generator X;}{\info{\author Y}}a{\pict 00ff}b": "ab",
    # Signs.
    r"\{a\}\\b\~c\_d\-e": "{a}\\b\xa0c-de",
    # HTML within RTF: its tags are passed over.
    r"\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello"
    r"{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 you"
    r"{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 next": "Hello\xa0you\nnext",
    # Brackets that do not match.
    r"a}}}b{{{c": "abc",
    # Letters that stand there raw.
    "\\ansicpg1251 \xcf\xf0\xe8\xe2\xe5\xf2": "Привет",
}


@pytest.mark.parametrize(("words", "shown"), WORDS.items(), ids=range(len(WORDS)))
def test_words_are_read_as_they_are_shown(words: str, shown: str) -> None:
    assert read(words).strip() == shown


def test_no_more_is_read_than_is_wanted() -> None:
    assert rtf.read(b"{\\rtf1 " + b"x" * 100 + b"}", longest=10) == "x" * 10


def test_what_is_no_rtf_has_no_words() -> None:
    assert not rtf.read(b"words", longest=LIMIT)


@given(st.binary())
def test_no_bytes_make_reading_raise(junk: bytes) -> None:
    rtf.read(b"{\\rtf1 " + junk, longest=LIMIT)


@given(st.text(r"\{}'u*fpar1-9 0x?", max_size=200))
def test_no_marks_make_reading_raise(marks: str) -> None:
    rtf.read(b"{\\rtf1 " + marks.encode(), longest=LIMIT).encode()
