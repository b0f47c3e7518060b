"""How a date is explained in words, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.clocks import Course, Extension, Pause
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import (
    Allowance,
    Ground,
    GroundKey,
    Language,
    Right,
    RightKey,
    Term,
    Unit,
)
from pd_intake_bot.domain.workdays import Calendar, DayOff, ExtraWorkingDay, OffKind
from pd_intake_bot.usecases.terms.explain import Audience, explanation

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


GROUND = Ground(
    key=GroundKey("asked"),
    words={
        Language.KK: "сізден мәлімет сұралды",
        Language.RU: "Вас попросили о сведениях",
        Language.EN: "you were asked for something",
    },
    clause="§7",
    cited={
        Language.KK: "Саясат, 7-бөлім",
        Language.RU: "Политика, раздел 7",
        Language.EN: "Policy, section 7",
    },
)
RECEIVED = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
STOOD = Pause(
    ground=GROUND.key, since=RECEIVED + timedelta(days=1), until=RECEIVED + timedelta(days=3)
)
LONGER = Extension(ground=GROUND.key, by=Term(amount=5, unit=Unit.CALENDAR_DAYS), at=RECEIVED)
COURSES = (
    Course(pauses=(STOOD,), extensions=(LONGER,)),
    Course(pauses=(replace(STOOD, until=None),)),
)


def disturbed(
    texts: Noting,
    policy: Policy,
    days: Calendar,
    course: Course,
    audience: Audience,
    *,
    lawless: bool = False,
) -> dict[Language, list[str]]:
    """Explain a withdrawal whose term of thirty days knows a ground to pause and extend.

    The law's term, which knows none, is left out where the right is to be lawless.
    """
    known = policy.rights[RightKey("withdrawal")]
    assert known.policy is not None
    upto = Term(amount=10, unit=Unit.CALENDAR_DAYS)
    rule = replace(known.policy, pause=(GROUND,), extend=(Allowance(ground=GROUND, upto=upto),))
    right = replace(known, policy=rule, law=None if lawless else known.law)
    dates = deadlines.compute(
        right,
        received_on=MONDAY,
        confirmed_on=None,
        calendar=days,
        house_term=policy.house_term,
        course=replace(course, zone=policy.zone),
    )
    steps = deadlines.explain(right, dates, received_on=MONDAY, calendar=days, received_at=RECEIVED)
    return {
        language: explanation(texts, language, steps, policy=policy, audience=audience)
        for language in Language
    }


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
    for course in COURSES:
        disturbed(texts, policy, odd_days, course, Audience.FULL)
        disturbed(texts, policy, odd_days, course, Audience.FULL, lawless=True)
    written = (i18n.locales() / Language.KK / "explain.ftl").read_text("utf-8")
    keys = set(re.findall(r"^(explain-[\w-]+) =", written, re.MULTILINE))
    assert keys - texts.asked == set()


@pytest.mark.parametrize("received", [MONDAY, date(2024, 4, 30), date(2027, 3, 12)])
def test_all_languages_tell_the_same_dates_line_by_line(
    texts: Noting, policy: Policy, odd_days: Calendar, received: date
) -> None:
    for right in rights(policy):
        lines = told(texts, policy, odd_days, right, (received, None))
        kk, *others = ([DATE.findall(line) for line in lines[language]] for language in Language)
        assert [kk, kk] == others


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


def test_start_is_told_with_its_hour_in_the_place(
    texts: Noting, policy: Policy, days: Calendar
) -> None:
    lines = disturbed(texts, policy, days, Course(), Audience.FULL)
    assert "23.11.2026 (понедельник), 23:30 по времени Алматы" in lines[Language.RU][0]
    assert "23.11.2026 (дүйсенбі), сағат 23:30, Алматы уақыты бойынша" in lines[Language.KK][0]


def test_pause_and_extension_are_told_with_their_grounds(
    texts: Noting, policy: Policy, days: Calendar
) -> None:
    lines = disturbed(texts, policy, days, COURSES[0], Audience.PERSON)[Language.RU]
    assert lines[2:6] == [
        (
            "Срок продлён 23.11.2026 (понедельник) на 5 календарных дней."
            " Причина: Вас попросили о сведениях (Политика, раздел 7)."
        ),
        "Срок был приостановлен: с 24.11.2026 (вторник), 23:30 до 26.11.2026 (четверг), 23:30.",
        "Причина приостановки: Вас попросили о сведениях (Политика, раздел 7).",
        (
            "С тех пор как срок начал идти, он стоял: "
            "2 календарных дня. На столько он стал длиннее;"
            " неполный день в общей сумме не считается."
        ),
    ]
    assert "30.12.2026 (среда)" in lines[-1]


def test_clock_that_stands_still_promises_no_date(
    texts: Noting, policy: Policy, days: Calendar
) -> None:
    lines = disturbed(texts, policy, days, COURSES[1], Audience.PERSON)[Language.KK]
    assert lines[-1].startswith("Тоқтатыла тұрғанға дейін жауап беруге уәде етілген күн мынау еді")


def test_person_is_told_of_their_own_clock_alone(
    texts: Noting, policy: Policy, days: Calendar
) -> None:
    lines = "\n".join(disturbed(texts, policy, days, Course(), Audience.PERSON)[Language.RU])
    assert "15 рабочих дней" not in lines
    assert "Сотрудники" not in lines


def test_rules_are_named_in_words_and_not_by_their_short_form(
    texts: Noting, policy: Policy, days: Calendar
) -> None:
    lines = "\n".join(disturbed(texts, policy, days, COURSES[0], Audience.FULL)[Language.RU])
    for clause in ("раздел 6 (пункт 8", "статья 8, пункт 7", "Вас попросили о сведениях (Политика"):
        assert clause in lines
    for short in ("§", "Law", "Art."):
        assert short not in lines
