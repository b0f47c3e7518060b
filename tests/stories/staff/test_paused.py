"""A case that stands still: its card, the queue and the letter say so, and since when."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.clocks import Halted
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import OPEN, SEND, WITHDRAWAL, StaffService, write_mail
from tests.unit.usecases.offices import generous

MENU, PAUSE, RESUME = "⋯ Действия", "⏸ Приостановить срок…", "▶️ Пустить срок дальше"
GROUND = "Вас попросили о сведениях"
REVOKED = {"ru": "Отзываю своё согласие, прошу прекратить.", "kk": "Келісімімді қайтарып аламын."}
PAUSED = {
    "ru": """Срок ответа на Ваше обращение PD-2026-00001-F («Отзыв согласия на сбор, обработку \
персональных данных») приостановлен.

Причина: Вас попросили о сведениях
Основание: Политика, раздел 7

Нам нужен номер договора.

До приостановки дата ответа была такой: 23.12.2026. Новую дату назовём, когда срок снова пойдёт.

Как получилась эта дата:
— Обращение получено 23.11.2026 (понедельник), 10:00 по времени Алматы""",
    "kk": """PD-2026-00001-F нөмірлі өтінішіңізге («Дербес деректерді жинауға, өңдеуге келісімді \
кері қайтарып алу») жауап беру мерзімі тоқтатыла тұрды.

Себебі: Сізден мәлімет сұралды
Негізі: Саясат, 7-бөлім

Нам нужен номер договора.

Тоқтатыла тұрғанға дейін жауап беретін күн мынау еді: 23.12.2026. Жаңа күнді мерзім қайта жүре \
бастағанда хабарлаймыз.

Бұл күн қалай шықты:
— Өтініш алынған уақыт: 23.11.2026 (дүйсенбі), сағат 10:00, Алматы уақыты бойынша.""",
}
RESUMED = {
    "ru": """Причина приостановки: Вас попросили о сведениях
Основание: Политика, раздел 7

Мы ответим Вам не позднее 24 декабря 2026 года (24.12.2026).""",
    "kk": """Тоқтата тұру себебі: Сізден мәлімет сұралды
Негізі: Саясат, 7-бөлім

Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 24 желтоқсан (24.12.2026).""",
}


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    service = StaffService(tmp_path, tables=tables)
    service.policy = generous(tmp_path)
    async with service:
        yield service


@pytest.fixture
async def officer(service: StaffService) -> Officer:
    return await service.member(9002, "Айгүл")


async def act(service: StaffService, officer: Officer, *labels: str) -> None:
    """Open the case's actions in private and press one button after the other."""
    await service.press(officer, OPEN, service.card())
    for label in (MENU, *labels):
        await service.press_in_private(officer, label)


async def pause(service: StaffService, officer: Officer) -> None:
    await act(service, officer, PAUSE, GROUND)
    await service.say(officer, "Нам нужен номер договора.")
    await service.press_in_private(officer, SEND)


@pytest.mark.parametrize("language", REVOKED)
async def test_letters_of_a_pause_and_its_end_say_why_and_since_when(
    service: StaffService, officer: Officer, language: str
) -> None:
    await service.mail(write_mail(WITHDRAWAL, REVOKED[language]))
    await pause(service, officer)
    assert PAUSED[language] in await service.letter_words(1)
    service.clock.move(timedelta(days=2))
    await act(service, officer, RESUME, GROUND, SEND)
    assert RESUMED[language] in await service.letter_words(2)


async def test_card_and_queue_name_a_date_that_stands_still_as_what_it_was(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, REVOKED["ru"]))
    await pause(service, officer)
    # The law knows no pause: staff work to its date, which runs.
    assert "Обещали ответить: приостановлено, было 23.12.2026" in service.card().text
    assert "Ответить не позднее 14.12.2026 (пн), остался 21 день" in service.card().text
    [case] = await service.cases()
    since = service.clock()
    halts = Halted(promised=since, target=since)
    await service.database(lambda store: store.clocks.halt(case.id, halts))
    await officer.phone.send("/queue")
    await service.settle()
    said = officer.phone.last.text
    assert "⏯" in said
    assert "Срок ответа приостановлен, был 14.12.2026" in said
