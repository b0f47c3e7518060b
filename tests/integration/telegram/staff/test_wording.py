"""Dates, days and missing fields as officers read them."""

from datetime import UTC, date, datetime

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.rights import Field, Language
from pd_intake_bot.policy import load
from pd_intake_bot.telegram.staff.wording import Wording

TEXTS = i18n.Texts(i18n.locales())
POLICY = load.load()
KK, RU, EN = (Wording(texts=TEXTS, policy=POLICY, language=language) for language in Language)
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "kk", "ru", "en"),
    [
        (date(2026, 12, 23), "30 күн қалды", "осталось 30 дней", "30 days left"),
        (date(2026, 12, 14), "21 күн қалды", "остался 21 день", "21 days left"),
        (date(2026, 11, 26), "3 күн қалды", "осталось 3 дня", "3 days left"),
        (date(2026, 11, 24), "1 күн қалды", "остался 1 день", "1 day left"),
        (date(2026, 11, 23), "бүгін соңғы күн", "сегодня последний день", "last day today"),
        (date(2026, 11, 22), "⚠️ 1 күнге кешікті", "⚠️ просрочено на 1 день", "⚠️ 1 day overdue"),
        (date(2026, 11, 18), "⚠️ 5 күнге кешікті", "⚠️ просрочено на 5 дней", "⚠️ 5 days overdue"),
    ],
)
def test_days_left_are_counted_and_declined(due: date, kk: str, ru: str, en: str) -> None:
    assert tuple(one.left(due, NOON) for one in (KK, RU, EN)) == (kk, ru, en)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        # 23:30 in Almaty on the 22nd, and half an hour after midnight on the 23rd.
        (datetime(2026, 11, 22, 18, 30, tzinfo=UTC), "остался 1 день"),
        (datetime(2026, 11, 22, 19, 30, tzinfo=UTC), "сегодня последний день"),
    ],
)
def test_days_turn_at_midnight_in_almaty(now: datetime, left: str) -> None:
    assert RU.left(date(2026, 11, 23), now) == left


def test_moments_are_told_by_the_clocks_of_almaty() -> None:
    assert RU.moment(datetime(2026, 11, 22, 20, 30, tzinfo=UTC)) == "23.11.2026 01:30"


def test_alternatives_among_missing_fields_are_joined_by_or() -> None:
    missing = ((Field.PHONE,), (Field.EMAIL, Field.POSTAL_ADDRESS))
    assert RU.requirements(missing) == (
        "номер телефона; адрес электронной почты или почтовый адрес"
    )


def test_words_from_outside_do_not_become_markup() -> None:
    assert RU.line(Field.FULL_NAME, "<b>&") == "Фамилия, имя, отчество: &lt;b&gt;&amp;"
