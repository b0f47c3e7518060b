"""A calendar that changes, and a date that is explained, as the staff group lives through them."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from pd_intake_bot.policy.calendar import Almanac
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from tests.servers.staff import OPEN, WITHDRAWAL, StaffService, write_mail
from tests.servers.telegram import POLICY

APPLY = "Пересчитать даты"
EXPLAIN = "🗓 Как получились даты"
# The days on which a withdrawal of 23 November is due, by law and by policy.
ORDER = """
[[day_off]]
date = 2026-12-14
source = "an invented order"

[[day_off]]
date = 2026-12-23
source = "an invented order"
"""


@pytest.fixture
def own_days(tmp_path: Path) -> Path:
    """Give the operator's file of working days, with nothing in it yet."""
    path = tmp_path / "workdays.toml"
    path.write_text("", "utf-8")
    return path


@pytest.fixture
def almanac(own_days: Path) -> Almanac:
    return Almanac(POLICY, own_days)


@pytest.fixture
async def service(tmp_path: Path, tables: Path, almanac: Almanac) -> AsyncIterator[StaffService]:
    service = StaffService(tmp_path, tables=tables)
    service.days = almanac.calendar
    async with service:
        yield service


def publish(own_days: Path) -> None:
    own_days.write_text(ORDER, "utf-8")


@pytest.fixture
async def changed(service: StaffService, almanac: Almanac, own_days: Path) -> CalendarChange:
    """Take a withdrawal, then change the file and notice it as the service does by itself."""
    change = CalendarChange(reckon=service.reckon)
    await service.database(lambda store: change.notice(store, now=service.clock()))
    await service.mail(write_mail(WITHDRAWAL, "Прошу прекратить обработку моих данных."))
    publish(own_days)
    assert almanac.refresh()
    await service.database(lambda store: change.notice(store, now=service.clock()))
    await service.settle()
    return change


@pytest.mark.usefixtures("changed")
async def test_lead_moves_the_dates_that_a_changed_calendar_gives(
    service: StaffService, lead: Officer
) -> None:
    notice = service.card("📅")
    assert (
        "PD-2026-00001-F: обещали ответить 23.12.2026 (ср), станет 24.12.2026 (чт)" in notice.text
    )
    assert "Пересчитано: 1 обращение." in await service.press(lead, APPLY, notice)

    [case] = await service.cases()
    assert (case.promised, case.target) == (date(2026, 12, 24), date(2026, 12, 15))
    assert await service.letters(case) == ["acknowledgement", "date_moved"]
    assert "Прежняя дата: 23 декабря 2026 года (23.12.2026)" in await service.letter_words(1)
    assert "теперь дата позже: 24.12.2026" in service.card("⚠️").text

    assert await service.press(lead, APPLY, notice) == "Этот календарь уже действует."
    assert len(await service.letters(case)) == 2


@pytest.mark.usefixtures("changed")
async def test_officer_who_is_no_lead_moves_nothing(
    service: StaffService, officer: Officer
) -> None:
    [before] = await service.cases()
    await service.press(officer, APPLY, service.card("📅"))
    assert await service.cases() == [before]


async def test_officer_reads_how_the_dates_came_about_and_what_the_person_was_told(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Прошу прекратить обработку моих данных."))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, EXPLAIN)
    said = officer.phone.last.text
    for words in (
        "Обращение получено 23.11.2026 (понедельник), 10:00 по времени Алматы",
        "Основание: Политика конфиденциальности, раздел 6 (пункт 8 перечня).",
        "«О персональных данных и их защите», статья 8, пункт 7.",
        "Обещанная дата ответа: 23.12.2026 (среда).",
        "к самой ранней из дат: 14.12.2026 (понедельник).",
        "Человеку назвали 23.12.2026: письмо от 23.11.2026 10:00.",
    ):
        assert words in said


@pytest.mark.usefixtures("changed")
async def test_history_tells_which_dates_became_which_and_why(
    service: StaffService, lead: Officer
) -> None:
    await service.press(lead, APPLY, service.card("📅"))
    await service.press(lead, OPEN, service.card())
    said = "\n".join(one.text for one in lead.phone.messages)
    assert "даты посчитаны заново: изменились рабочие и выходные дни; обещали" in said
    assert "23.12.2026 → 24.12.2026" in said
