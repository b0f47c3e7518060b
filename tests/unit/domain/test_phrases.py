"""What the notation of a policy's phrases means."""

import pytest

from pd_intake_bot.domain import phrases


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("согласи*", "отозвать согласие", True),
        ("согласи*", "несогласие", False),  # a stem begins a word
        ("пд", "обработка пд", True),
        ("пд", "экзамен пдд", False),  # a word without a star is whole
        ("персональн* данн*", "персональных данных", True),
        ("персональн* данн*", "персональных и других данных", False),  # words stand together
        ("бас тарт*", "бас тартамын", True),
    ],
)
def test_phrase_is_found(phrase: str, text: str, *, found: bool) -> None:
    assert (phrases.any_of([phrase]).search(phrases.folded(text)) is not None) is found


def test_no_phrase_finds_nothing() -> None:
    assert phrases.any_of([]).search("") is None
    assert phrases.any_of([], alone=True).search("") is None


def test_phrase_that_stands_alone_is_the_whole_text() -> None:
    alone = phrases.any_of(["мои данные"], alone=True)
    assert alone.search("мои дание") is None
    assert alone.search(phrases.folded("Мои данные!"))
    assert alone.search(phrases.folded("где мои данные")) is None


def test_line_is_matched_with_some_of_its_kazakh_letters_lost() -> None:
    pattern = phrases.unwritten("Өңдеу")
    assert all(map(pattern.fullmatch, ["ондеу", "?ндеу", "о?деу", "??деу", "????деу", "ондеу?"]))
    assert not any(map(pattern.fullmatch, ["он?еу", "ндеу", "?????деу"]))
