"""People and officers whose names and apps are out of the ordinary."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.servers.staff import OFFICER, OPEN, StaffService
from tests.stories.person.conftest import USER, Talking

LONG = "\u202e\u2067" + "Ұзынесімді" * 12 + "\u200f <b>&"
"""A name longer than any allowed of old, that turns its line round and looks like markup."""


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


@pytest.mark.parametrize("language", ["", "uz-Latn-UZ", "x-нет", "RU"])
async def test_person_with_an_odd_name_and_app_is_served_and_shown(
    service: StaffService, language: str
) -> None:
    phone = service.api.person(USER, LONG, language)
    go = Talking(service, phone)
    first = await go("/start")
    assert {button.label for row in first.buttons for button in row} == {"Қазақша", "Русский"}
    await go("Русский!", "Начать!", "Не присылайте мне новости!", "user@example.test")
    await go("Добавить нечего!", "✅ Отправить!")
    (case,) = await service.cases()
    (kept,) = await service.database(lambda store: store.submissions.of_case(case.id))
    assert kept.sender_name == "Ұзынесімді" * 12 + " <b>&"
    officer = await service.member(OFFICER, "Айгүл")
    await service.press(officer, OPEN, service.card())
    assert any("Ұзынесімді" in one.text for one in officer.phone.messages)
    assert not any("\u202e" in one.text for one in officer.phone.messages)


async def test_officer_with_an_odd_name_works_like_any_other(service: StaffService) -> None:
    go = Talking(service, service.api.person(USER, "Үлгі", "ru"))
    await service.ask_by_telegram(go.phone)
    officer = await service.member(OFFICER, LONG)
    await service.press(officer, "🙋 Взять в работу", service.card())
    assert "Ұзынесімді" in service.card().text
    assert "\u202e" not in service.card().text
