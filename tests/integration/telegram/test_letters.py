"""Letters as Telegram messages: escaped, and split where one cannot hold them."""

from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.telegram import letters


def test_letter_is_one_message_with_its_subject_line_in_bold() -> None:
    letter = Letter(subject_line="PD-1: тема", paragraphs=("Первый.", "Второй\nабзац."))
    assert letters.write(letter) == ["<b>PD-1: тема</b>\n\nПервый.\n\nВторой\nабзац."]


def test_words_of_a_letter_are_not_markup() -> None:
    letter = Letter(subject_line="a & b", paragraphs=("<i>не курсив</i>",))
    assert letters.write(letter) == ["<b>a &amp; b</b>\n\n&lt;i&gt;не курсив&lt;/i&gt;"]


def test_long_letter_is_cut_between_paragraphs() -> None:
    paragraphs = tuple(f"{number} " + "слово " * 200 for number in range(6))
    parts = letters.write(Letter(subject_line="тема", paragraphs=paragraphs))
    assert [part[:2] for part in parts] == ["<b", "3 "]


def test_emoji_count_twice_as_telegram_counts_them() -> None:
    assert [letters.units(part) for part in letters.split("😀" * 10, limit=8)] == [8, 8, 4]


@given(st.text(alphabet="ab \n😀", max_size=300), st.integers(min_value=2, max_value=40))
def test_parts_fit_and_lose_nothing_but_space(text: str, limit: int) -> None:
    parts = letters.split(text, limit=limit)
    assert all(letters.units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
