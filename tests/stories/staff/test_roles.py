"""Who may press what: being in the group gives nothing."""

from datetime import timedelta

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    STRANGER,
    VIEWER,
    StaffService,
    write_mail,
)


async def test_being_in_the_group_gives_nothing(service: StaffService) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    stranger = await service.member(STRANGER, "Гость")
    before = len(stranger.phone.messages)
    said = await service.press(stranger, OPEN, service.card())
    assert said.startswith("У Вас нет роли")
    assert len(stranger.phone.messages) == before


async def test_viewer_may_look_but_not_decide(service: StaffService) -> None:
    await service.mail(write_mail(DELETION, "Удалите"))
    viewer = await service.member(VIEWER, "Дана")
    review = service.card("На проверку")
    said = [await service.press(viewer, label, review) for label in (OPEN, "Не обращение")]
    assert [one.partition(". ")[0] for one in said] == [
        "Открыто в личном чате с ботом.",
        "Ваша роль позволяет только смотреть",
    ]


async def test_administrator_of_the_group_is_a_lead_without_being_named(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос", Auto_Submitted="auto-replied"))
    said = await service.press(lead, "Отправить письмо о регистрации", service.card())
    assert said == "Письмо о регистрации отправляется."


async def test_role_is_asked_at_the_press_and_not_when_the_card_was_posted(
    service: StaffService, lead: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(lead, OPEN, service.card())
    await lead.leave()
    service.clock.move(timedelta(minutes=2))
    assert (await service.press(lead, OPEN, service.card())).startswith("У Вас нет роли")


async def test_anonymous_administrator_who_types_is_told_to_be_seen(
    service: StaffService,
) -> None:
    ghost = await service.group.officer(LEAD, "Болат", admin=True, anonymous=True)
    for words in ("/queue", "Кто возьмёт?", "Я возьму"):
        await ghost.send(words)
        await service.settle()
    told = [one.text for one in service.group.messages if one.from_bot]
    assert len(told) == 1
    assert "Отключите «Анонимность»" in told[0]


@pytest.mark.parametrize("data", ["s:", "s:nothing", "s:" + "x" * 60])
async def test_button_that_nobody_made_is_answered(
    service: StaffService, officer: Officer, data: str
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    pressed = service.api.telegram.press(service.group.chat, officer.person, service.card(), data)
    await service.settle()
    assert pressed.answer is not None
    assert pressed.answer["text"].startswith("Эта кнопка больше не действует.")


async def test_button_outside_the_group_and_the_private_chat_does_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    elsewhere = service.api.group(-1001000000099, "Чужая группа")
    await elsewhere.officer(OFFICER, "Айгүл")
    await service.bot.send_message(elsewhere.chat_id, "Чужое сообщение")
    name = f"s:{service.button_name()}"
    pressed = service.api.telegram.press(elsewhere.chat, officer.person, elsewhere.last, name)
    await service.settle()
    assert pressed.answer is not None
    assert pressed.answer["text"].startswith("Эта кнопка больше не действует.")
