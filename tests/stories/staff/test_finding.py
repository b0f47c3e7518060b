"""Finding a case again: by its number anywhere, by a person's contacts in private alone."""

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    INQUIRY,
    LEAD,
    OFFICER,
    STRANGER,
    StaffService,
    labels,
    write_mail,
)

ADDRESS = "user@example.test"
PHONE = "+7 701 000 00 21"
FOUND = "Найдено обращений: 1, новые сверху. Поиск записан."


async def register(service: StaffService, count: int = 1) -> None:
    for number in range(count):
        await service.mail(write_mail(INQUIRY, f"Вопрос {number}. Тел. {PHONE}"))


def shown_in_group(service: StaffService) -> str:
    return "\n".join(one.text for one in service.group.messages)


@pytest.mark.parametrize("words", [ADDRESS, "USER@Example.Test", PHONE, "8 701 000 00 21"])
async def test_case_is_found_by_what_its_person_wrote(
    service: StaffService, officer: Officer, words: str
) -> None:
    await register(service)
    shown = await service.say(officer, f"/find {words}")
    assert shown.text.startswith(f"{FOUND}\n\n🟠 PD-2026-00001-F — ")
    assert labels(shown) == ["PD-2026-00001-F"]


async def test_nothing_found_is_said(service: StaffService, officer: Officer) -> None:
    await register(service)
    shown = await service.say(officer, "/find nobody@example.test")
    assert shown.text.startswith("По этому адресу или телефону обращений нет. Поиск записан.")


@pytest.mark.parametrize("words", ["17", "Пример Примерович", ""])
async def test_what_finds_nothing_by_number_or_is_no_contact_is_explained(
    service: StaffService, officer: Officer, words: str
) -> None:
    shown = await service.say(officer, f"/find {words}".strip())
    assert shown.text.startswith(("Обращения с таким номером нет", "Напишите, что найти"))


@pytest.mark.parametrize("words", [ADDRESS, PHONE, "Пример Примерович"])
async def test_personal_data_typed_in_the_group_are_deleted_there_and_answered_in_private(
    service: StaffService, officer: Officer, words: str
) -> None:
    await register(service)
    await service.group.set_bot(Standing.ADMINISTRATOR, "can_delete_messages")
    await officer.send(f"/find {words}")
    await service.settle()
    assert words not in shown_in_group(service)
    assert officer.phone.last.text.startswith(("Найдено обращений: 1", "Напишите, что найти"))


async def test_bot_that_may_not_delete_in_the_group_asks_the_officer_to(
    service: StaffService, officer: Officer
) -> None:
    await service.group.set_bot(Standing.ADMINISTRATOR)
    await officer.send(f"/find {ADDRESS}")
    await service.settle()
    assert officer.phone.last.text.startswith("⚠️ Бот не смог удалить из группы")


async def test_search_of_somebody_without_a_role_is_deleted_as_well(
    service: StaffService,
) -> None:
    await service.group.set_bot(Standing.ADMINISTRATOR, "can_delete_messages")
    stranger = await service.member(STRANGER, "Гость")
    await stranger.send(f"/find {ADDRESS}")
    await service.settle()
    assert ADDRESS not in shown_in_group(service)
    assert service.group.last.text.startswith("У Вас нет роли")


async def test_search_of_an_anonymous_administrator_is_deleted_as_well(
    service: StaffService,
) -> None:
    ghost = await service.group.officer(LEAD, "Болат", admin=True, anonymous=True)
    await service.group.set_bot(Standing.ADMINISTRATOR, "can_delete_messages")
    await ghost.send(f"/find {ADDRESS}")
    await service.settle()
    assert ADDRESS not in shown_in_group(service)
    assert "Отключите «Анонимность»" in service.group.last.text


async def test_number_is_found_in_the_group_and_stays_there(
    service: StaffService, officer: Officer
) -> None:
    await register(service)
    await officer.send("/find 1")
    await service.settle()
    assert "/find 1" in shown_in_group(service)
    assert labels(service.group.last) == ["PD-2026-00001-F"]


async def test_search_is_written_down_with_how_much_it_brought(
    service: StaffService, officer: Officer
) -> None:
    await register(service, 2)
    await service.say(officer, f"/find {ADDRESS}")
    looks = await service.looks()
    assert [(one.what, one.actor, one.found) for one in looks] == [("search", str(OFFICER), 2)]


async def test_many_found_cases_come_page_by_page(service: StaffService, officer: Officer) -> None:
    await register(service, 8)
    first = await service.say(officer, f"/find {ADDRESS}")
    await service.press_in_private(officer, "Показать ещё")
    second = officer.phone.last
    assert first.text.startswith("Найдено обращений: 8")
    assert len(labels(first)) == 7
    assert labels(second) == ["PD-2026-00002-D", "PD-2026-00001-F"]


async def test_button_of_the_next_page_holds_no_contact(
    service: StaffService, officer: Officer
) -> None:
    await register(service, 8)
    shown = await service.say(officer, f"/find {ADDRESS}")
    name = shown.buttons[-1][0].data.removeprefix("s:")
    button = await service.database(lambda store: store.buttons.get(name))
    assert button is not None
    assert ADDRESS not in str(button.args)


@pytest.mark.parametrize("words", ["1", "№ 1", "PD-2026-00001-F", "pd 2026 00001", "2026-1"])
async def test_case_opens_in_private_by_its_number(
    service: StaffService, officer: Officer, words: str
) -> None:
    await register(service)
    shown = await service.say(officer, f"/case {words}")
    assert shown.text.startswith("История")
    assert (EventKind.LOOKED_AT, str(OFFICER)) in await service.history()


async def test_slip_in_the_number_is_told_and_opens_nothing_by_itself(
    service: StaffService, officer: Officer
) -> None:
    await register(service)
    shown = await service.say(officer, "/case PD-2026-00001-7")
    assert shown.text.startswith("⚠️ Контрольный знак номера не сходится")
    assert labels(shown) == ["PD-2026-00001-F"]
    assert EventKind.LOOKED_AT not in [kind for kind, _ in await service.history()]


async def test_case_in_the_group_is_its_card_and_no_more(
    service: StaffService, officer: Officer
) -> None:
    await register(service)
    await officer.send("/case 1")
    await service.settle()
    card = service.group.last
    assert card.text.startswith("PD-2026-00001-F — ")
    assert "Открыть в личном чате" in labels(card)
    assert ADDRESS not in shown_in_group(service)


async def test_case_without_a_number_asks_for_it_in_the_officers_language(
    service: StaffService, officer: Officer
) -> None:
    await service.say(officer, "/language")
    await service.press_in_private(officer, "Қазақша")
    assert (await service.say(officer, "/case")).text.startswith("Өтініштің нөмірін жазыңыз")
    assert (await service.say(officer, "/find")).text.startswith("Нені табу керегін жазыңыз")
