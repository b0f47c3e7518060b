"""What never changes the decision on a subject line, tried on lines made at random."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.subject_lines import PrescribedLine, SubjectLines, Verdict, Vocabulary

LINES = {
    "Дербес деректер туралы сұрау": (Request.INQUIRY, Language.KK),
    "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу": (
        Request.WITHDRAWAL,
        Language.KK,
    ),
    "Запрос о персональных данных": (Request.INQUIRY, Language.RU),
    "Отзыв согласия на сбор, обработку персональных данных": (Request.WITHDRAWAL, Language.RU),
    "Отзыв согласия": (Request.WITHDRAWAL, Language.RU),
}
SUBJECT_LINES = SubjectLines(
    Vocabulary(
        lines=tuple(
            PrescribedLine(request=request, language=language, text=text)
            for text, (request, language) in LINES.items()
        )
    )
)
RUSSIAN_KEYBOARD = dict(zip("әіңғүұқөһё", "аингуукохе", strict=True))
LOOK_ALIKES = dict(zip("авсенікмортху", "abcehikmoptxy", strict=True))
PREFIXES = ["Re:", "RE[2]: ", "Fwd: ", "Отв:", "На: ", "Жауап: ", "AW: ", "[list] ", "Rе: "]
SPACES = " \t\n\u00a0\u2009\u3000\u200b\ufeff\u00ad"
ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһ"

unhurried = settings(deadline=None)  # a busy machine is no failure
lines = st.sampled_from(sorted(LINES))
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


def is_accepted(written: str, line: str) -> bool:
    match = SUBJECT_LINES.match(written)
    return match.verdict is Verdict.ACCEPTED and (match.request, match.language) == LINES[line]


@st.composite
def some_letters_replaced(draw: st.DrawFn, table: dict[str, str]) -> tuple[str, str]:
    line = draw(lines)
    chosen = draw(st.lists(st.booleans(), min_size=len(line), max_size=len(line)))
    pairs = zip(line, chosen, strict=True)
    return line, "".join(table.get(letter, letter) if taken else letter for letter, taken in pairs)


@unhurried
@given(line=lines, upper=st.lists(st.booleans(), min_size=70, max_size=70))
def test_case_changes_nothing(line: str, upper: list[bool]) -> None:
    pairs = zip(line, upper, strict=False)
    written = "".join(letter.upper() if up else letter.lower() for letter, up in pairs)
    assert is_accepted(written, line)


@unhurried
@given(line=lines, data=st.data())
def test_spaces_seen_and_unseen_change_nothing(line: str, data: st.DataObject) -> None:
    gaps = st.text(alphabet=SPACES, max_size=3)
    assert is_accepted("".join(letter + data.draw(gaps) for letter in line), line)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("line", sorted(LINES))
def test_unicode_form_changes_nothing(line: str, form: Form) -> None:
    assert is_accepted(unicodedata.normalize(form, line), line)


@unhurried
@given(line=lines, prefixes=st.lists(st.sampled_from(PREFIXES), max_size=30))
def test_stacked_prefixes_change_nothing(line: str, prefixes: list[str]) -> None:
    assert is_accepted("".join(prefixes) + line, line)


@unhurried
@given(some_letters_replaced(RUSSIAN_KEYBOARD))
def test_any_of_the_letters_may_come_from_a_russian_keyboard(pair: tuple[str, str]) -> None:
    line, written = pair
    assert is_accepted(written, line)


@unhurried
@given(some_letters_replaced(dict.fromkeys("әіңғүұқөһ", "?")))
def test_any_of_the_kazakh_letters_may_be_lost(pair: tuple[str, str]) -> None:
    line, written = pair
    assert is_accepted(written, line)


@unhurried
@given(some_letters_replaced(LOOK_ALIKES))
def test_any_of_the_letters_may_be_a_look_alike(pair: tuple[str, str]) -> None:
    line, written = pair
    assume(any("а" <= letter <= "я" for letter in written))
    assert is_accepted(written, line)


@unhurried
@given(line=lines, kind=st.sampled_from("+-=~"), letter=st.sampled_from(ALPHABET), data=st.data())
def test_one_slip_anywhere_is_accepted(
    line: str, kind: str, letter: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(line) - 2))
    before, one, two, after = line[:at], line[at], line[at + 1], line[at + 2 :]
    middle = {"+": letter + one + two, "-": two, "=": letter + two, "~": two + one}[kind]
    assert is_accepted(before + middle + after, line)


@unhurried
@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_decided(text: str) -> None:
    assert SUBJECT_LINES.match(text).verdict in Verdict


@unhurried
@given(
    st.text(
        alphabet=st.sampled_from("дербс туалыс?[]():'Re^-–1 \u0301\u200b\ud800«»_"), max_size=80
    )
)
def test_text_of_awkward_characters_is_decided(text: str) -> None:
    assert SUBJECT_LINES.match(text).verdict is not Verdict.ACCEPTED
