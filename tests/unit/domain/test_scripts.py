"""How the ways of typing Kazakh and Russian are folded into one."""

import pytest

from pd_intake_bot.domain import scripts


def every_reading(text: str) -> tuple[str, ...]:
    return scripts.readings(scripts.clean(text))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  ҚАЙТАРЫП \t АЛУ\r\n", "қаитарып алу"),  # й is и with a mark
        ("Ёлка", "елка"),
        ("сұ\u200bрау\ufeff", "сұрау"),
        ("a\x00b", "a b"),
        ("с\ufffdрау", "с?рау"),
        ("g’ g‘ gʼ g´ g`", "g' g' g' g' g'"),
        ("ｆｕｌｌ：", "full:"),  # full width
        ("№ 5", "5"),
        ("ş ș ç ž ý ǵ ñ", "sh s ch zh w g n"),  # only a cedilla or a caron makes ш
        ("e\u0301\u0301\u0301", "e"),
        ("\ud800", "\ud800"),
    ],
)
def test_what_is_not_seen_is_taken_away(text: str, cleaned: str) -> None:
    assert scripts.clean(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "қайтарып",
        "кайтарып",  # Russian keyboard
        "qaıtaryp",  # 2018
        "qai'taryp",  # 2017
        "qaitaryp",  # 2021
        "kaytaryp",  # informal
        "ҝайтарып",  # a letter of a neighbour
    ],
)
def test_one_word_comes_out_the_same_in_every_script(text: str) -> None:
    assert every_reading(text) == ("каитарип",)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ғылым gh ǵylym", "гилим г гилим"),
        ("zhаңa", "жана"),
        ("shchi, щи", "ши ши"),
        ("персональных", "персоналних"),
        ("soglasiya soglasija", "согласиа согласиа"),
        ("soglasiye", "согласие"),
        ("aly' ras's'", "алу рашш"),
        ("Αθ", "аθ"),  # Greek twins, and a letter that is none
        ("snake_case", "снаке сасе"),
        ("请 5", "请 5"),  # nothing is dropped that somebody could read
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert scripts.fold(scripts.clean(text)) == folded


def test_question_mark_stays_where_it_may_be_a_letter() -> None:
    assert every_reading("??деуге, с?рау ? ?!") == ("??деуге с?рау",)
    assert every_reading("сұрау?") == ("сурау?",)


def test_mixed_word_is_read_by_look_and_by_sound() -> None:
    assert every_reading("тypaлы") == ("турали", "типали")
    assert every_reading("Зaпpoc o") == ("запрос о", "заппос о")


def test_latin_word_beside_cyrillic_ones_is_read_by_sound() -> None:
    assert every_reading("дербес derekter") == ("дербес деректер",)


def test_letters_are_what_spacing_does_not_change() -> None:
    assert scripts.letters("о т зив") == "отзив"
