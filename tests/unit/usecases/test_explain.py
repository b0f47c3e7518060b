"""How a date is explained in words, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Right, RightKey
from pd_intake_bot.domain.workdays import Calendar, DayOff, ExtraWorkingDay, OffKind
from pd_intake_bot.usecases.explain import explanation

MONDAY = date(2026, 11, 23)
DATE = re.compile(r"\d\d\.\d\d\.\d{4}")


class Noting:
    """Texts that note which of them were asked for."""

    def __init__(self) -> None:
        self._texts = i18n.Texts(i18n.locales())
        self.asked: set[str] = set()

    def text(self, language: Language, key: str, /, **values: str | int) -> str:
        self.asked.add(key)
        return self._texts.text(language, key, **values)


@pytest.fixture(scope="module")
def texts() -> Noting:
    return Noting()


@pytest.fixture(scope="module")
def odd_days(days: Calendar) -> Calendar:
    """Add what an operator may add: a day off and a working Saturday."""
    extra = DayOff(
        kind=OffKind.EXTRA,
        names={Language.KK: "үлгі бұйрық", Language.RU: "примерный приказ"},
        source="invented",
    )
    return replace(
        days,
        days_off={**days.days_off, date(2026, 11, 25): extra},
        extra_working_days={
            **days.extra_working_days,
            date(2026, 11, 28): ExtraWorkingDay(source="invented"),
        },
    )


def told(
    texts: Noting,
    policy: Policy,
    days: Calendar,
    right: Right,
    on: tuple[date, date | None],
) -> dict[Language, list[str]]:
    received_on, confirmed_on = on
    dates = deadlines.compute(
        right,
        received_on=received_on,
        confirmed_on=confirmed_on,
        calendar=days,
        house_term=policy.house_term,
    )
    steps = deadlines.explain(right, dates, received_on=received_on, calendar=days)
    return {language: explanation(texts, language, steps, policy=policy) for language in Language}


def rights(policy: Policy) -> Iterator[Right]:
    yield from policy.rights.values()
    yield replace(policy.rights[RightKey("dispute")], law=None)
    yield replace(policy.rights[RightKey("confirmation")], law=None)


def test_every_right_is_explained_and_no_text_is_left_unused(
    texts: Noting, policy: Policy, odd_days: Calendar
) -> None:
    for right in rights(policy):
        for start in (MONDAY, date(2024, 4, 30), date(2027, 3, 12), date(2027, 5, 14)):
            for confirmed in (None, start + timedelta(days=2)):
                told(texts, policy, odd_days, right, (start, confirmed))
    written = (i18n.locales() / Language.KK / "explain.ftl").read_text("utf-8")
    keys = set(re.findall(r"^(explain-[\w-]+) =", written, re.MULTILINE))
    assert keys - texts.asked == set()


@pytest.mark.parametrize("received", [MONDAY, date(2024, 4, 30), date(2027, 3, 12)])
def test_both_languages_tell_the_same_dates_line_by_line(
    texts: Noting, policy: Policy, odd_days: Calendar, received: date
) -> None:
    for right in rights(policy):
        lines = told(texts, policy, odd_days, right, (received, None))
        kk, ru = ([DATE.findall(line) for line in lines[language]] for language in Language)
        assert kk == ru


def test_every_day_left_out_is_written_with_its_date(
    texts: Noting, policy: Policy, odd_days: Calendar
) -> None:
    lines = told(texts, policy, odd_days, policy.rights[RightKey("unsubscribe")], (MONDAY, None))
    for day, _ in odd_days.days_not_worked(MONDAY, date(2026, 12, 14)):
        assert f"{day:%d.%m.%Y}" in "\n".join(lines[Language.KK])


def test_day_is_written_with_its_weekday(texts: Noting, policy: Policy, days: Calendar) -> None:
    lines = told(texts, policy, days, policy.rights[RightKey("dispute")], (MONDAY, None))
    assert lines[Language.KK][0] == (
        "Өтініш алынған күн: 23.11.2026 (дүйсенбі), Алматы уақыты бойынша."
    )
    assert lines[Language.RU][0] == (
        "Обращение получено 23.11.2026 (понедельник) по времени Алматы."
    )


def test_estimated_day_is_said_to_be_one(texts: Noting, policy: Policy, days: Calendar) -> None:
    received = date(2027, 5, 14)
    lines = told(texts, policy, days, policy.rights[RightKey("dispute")], (received, None))
    assert any("она может измениться" in line for line in lines[Language.RU])
    assert any("өзгеруі мүмкін" in line for line in lines[Language.KK])
