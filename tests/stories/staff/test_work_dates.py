"""Officers record confirmations, and pause and extend where the policy file allows it."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import INQUIRY, OPEN, SEND, WITHDRAWAL, StaffService, labels, write_mail
from tests.unit.usecases.offices import generous

MENU = "⋯ Действия"
CONFIRM = "📌 Подтверждение получено…"
PAUSE, RESUME = "⏸ Приостановить срок…", "▶️ Пустить срок дальше"
EXTEND = "⏳ Продлить срок…"
RECTIFY = "Исправьте мою фамилию"


async def choose(service: StaffService, officer: Officer, act: str) -> None:
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    await service.press_in_private(officer, act)


async def rectification(service: StaffService, officer: Officer) -> None:
    """Take a mail that an officer finds to be about wrong data."""
    await service.mail(write_mail(INQUIRY, RECTIFY))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "Вид обращения…")
    await service.press_in_private(officer, service.staff.words.ask(RightKey("rectification")))


@pytest.fixture
async def allowing(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    """Give a service whose policy file lets the clock of a withdrawal stand still or be longer."""
    service = StaffService(tmp_path, tables=tables)
    service.policy = generous(tmp_path)
    async with service:
        await service.mail(write_mail(WITHDRAWAL, "Отзываю"))
        yield service


async def test_confirmation_starts_the_clock_and_the_person_is_told_the_date(
    service: StaffService, officer: Officer
) -> None:
    await rectification(service, officer)
    await choose(service, officer, CONFIRM)
    await service.press_in_private(officer, "Сегодня, 23.11.2026")
    assert "Дата получения подтверждения: 23 ноября 2026 года" in officer.phone.last.text
    await service.press_in_private(officer, SEND)
    [case] = await service.cases()
    assert (case.confirmed_on, case.promised) == (date(2026, 11, 23), date(2026, 12, 2))
    assert await service.letters(case) == ["acknowledgement", "date_moved", "confirmed"]
    assert "02.12.2026" in service.card().text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("вчера", "Такой даты нет."),
        ("24.11.2026", "Дата подтверждения (24.11.2026) ещё не наступила."),
        ("20.11.2026", "Подтверждение (20.11.2026) не может быть раньше обращения (23.11.2026)."),
    ],
)
async def test_day_of_confirmation_that_cannot_be_is_refused_in_words(
    service: StaffService, officer: Officer, typed: str, said: str
) -> None:
    await rectification(service, officer)
    await choose(service, officer, CONFIRM)
    assert (await service.say(officer, typed)).text.startswith(said)
    [case] = await service.cases()
    assert case.confirmed_on is None


async def test_bundled_policy_lets_no_clock_stand_still_and_no_term_be_longer(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, MENU)
    assert not {PAUSE, RESUME, EXTEND} & set(labels(officer.phone.last))


async def test_pause_and_its_end_are_shown_first_and_move_the_date(
    allowing: StaffService,
) -> None:
    officer = await allowing.member(9002, "Айгүл")
    await choose(allowing, officer, PAUSE)
    await allowing.press_in_private(officer, "Вас попросили о сведениях")
    preview = await allowing.say(officer, "Нам нужен номер договора.")
    assert "приостановлен" in preview.text
    await allowing.press_in_private(officer, SEND)
    allowing.clock.move(timedelta(days=2))
    await choose(allowing, officer, RESUME)
    await allowing.press_in_private(officer, "Вас попросили о сведениях")
    assert "снова идёт" in officer.phone.last.text
    await allowing.press_in_private(officer, SEND)
    [case] = await allowing.cases()
    assert case.promised == date(2026, 12, 24)
    assert await allowing.letters(case) == ["acknowledgement", "paused", "resumed"]


@pytest.mark.parametrize(
    ("way", "promised"), [("button", date(2027, 1, 5)), ("5", date(2026, 12, 28))]
)
async def test_extension_names_its_length_and_the_new_date(
    allowing: StaffService, way: str, promised: date
) -> None:
    officer = await allowing.member(9002, "Айгүл")
    await choose(allowing, officer, EXTEND)
    await allowing.press_in_private(officer, "вопрос сложный")
    if way == "button":
        await allowing.press_in_private(officer, "10 календарных дней")
    else:
        assert (await allowing.say(officer, "11")).text == "Нужно целое число от 1 до 10."
        await allowing.say(officer, way)
    preview = await allowing.say(officer, "Документы хранятся в архиве.")
    assert f"{promised:%d.%m.%Y}" in preview.text
    await allowing.press_in_private(officer, SEND)
    [case] = await allowing.cases()
    assert case.promised == promised
