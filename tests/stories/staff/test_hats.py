"""An officer who types in private: at work, or a person with a request of their own."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import OFFICER, StaffService, labels

PERSON = "У меня своё обращение"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Наш ответ: данных нет.", "Вы сейчас не пишете ответ человеку"),
        ("/start", "Вы сотрудник."),
    ],
)
async def test_words_of_an_officer_fall_into_no_request_by_accident(
    service: StaffService, officer: Officer, words: str, said: str
) -> None:
    shown = await service.say(officer, words)
    assert shown.text.startswith(said)
    assert labels(shown) == ["Открытые обращения", PERSON]
    assert await service.cases() == []


async def test_question_is_put_in_kazakh_too(service: StaffService) -> None:
    service.language = Language.KK
    await service.restart()
    officer = await service.member(OFFICER, "Айгүл")
    shown = await service.say(officer, "Жауап")
    assert labels(shown) == ["Ашық өтініштер", "Менің өз өтінішім бар"]


async def test_officer_may_have_a_request_too(service: StaffService, officer: Officer) -> None:
    await service.say(officer, "/start")
    await service.press_in_private(officer, PERSON)
    assert "Начать: /start" in officer.phone.last.text
    await service.ask_by_telegram(officer.phone)
    [case] = await service.cases()
    assert case.channel == "telegram"


async def test_officer_is_back_at_work_by_command_or_after_half_a_day(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "слова")
    await service.press_in_private(officer, PERSON)
    assert (await service.say(officer, "/staff")).text.startswith("Вы снова сотрудник.")
    assert labels(await service.say(officer, "слова"))[-1] == PERSON
    await service.press_in_private(officer, PERSON)
    service.clock.move(timedelta(hours=13))
    assert labels(await service.say(officer, "слова"))[-1] == PERSON


async def test_queue_opens_from_the_question(service: StaffService, officer: Officer) -> None:
    await service.say(officer, "слова")
    await service.press_in_private(officer, "Открытые обращения")
    assert officer.phone.last.text == "Открытых обращений нет."
