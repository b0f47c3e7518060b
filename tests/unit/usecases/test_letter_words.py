"""Dates and terms in words, as each language declines them."""

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.rights import Language

KK, RU, EN = Language
TEXTS = i18n.Texts(i18n.locales())


@pytest.mark.parametrize(
    ("month", "kk", "ru"),
    [
        (1, "қаңтар", "января"),
        (2, "ақпан", "февраля"),
        (3, "наурыз", "марта"),
        (4, "сәуір", "апреля"),
        (5, "мамыр", "мая"),
        (6, "маусым", "июня"),
        (7, "шілде", "июля"),
        (8, "тамыз", "августа"),
        (9, "қыркүйек", "сентября"),
        (10, "қазан", "октября"),
        (11, "қараша", "ноября"),
        (12, "желтоқсан", "декабря"),
    ],
)
def test_date_in_words_names_the_month(month: int, kk: str, ru: str) -> None:
    written = {
        language: TEXTS.text(language, "date-in-words", day="3", month=month, year="2027")
        for language in (KK, RU)
    }
    assert written == {KK: f"2027 жылғы 3 {kk}", RU: f"3 {ru} 2027 года"}


@pytest.mark.parametrize(
    ("key", "amount", "kk", "ru", "en"),
    [
        ("term-cd", 1, "1 күнтізбелік күн", "1 календарный день", "1 calendar day"),
        ("term-cd", 30, "30 күнтізбелік күн", "30 календарных дней", "30 calendar days"),
        ("term-wd", 1, "1 жұмыс күні", "1 рабочий день", "1 working day"),
        ("term-wd", 3, "3 жұмыс күні", "3 рабочих дня", "3 working days"),
        ("term-wd", 15, "15 жұмыс күні", "15 рабочих дней", "15 working days"),
        ("term-wd", 21, "21 жұмыс күні", "21 рабочий день", "21 working days"),
    ],
)
def test_term_is_counted_as_the_language_counts(
    key: str, amount: int, kk: str, ru: str, en: str
) -> None:
    written = {language: TEXTS.text(language, key, amount=amount) for language in Language}
    assert written == {KK: kk, RU: ru, EN: en}
