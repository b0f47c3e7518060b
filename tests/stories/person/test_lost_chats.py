"""People block the bot and let it in again: the case goes on, and staff know how to reach them."""

from datetime import timedelta

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers.telegram import TelegramService
from tests.stories.person.conftest import Talking

LOST = {EventKind.CHAT_LOST, EventKind.CHAT_FOUND}


def notices(service: TelegramService) -> list[str]:
    texts = [one.text for one in service.group.messages if one.text.startswith("notice ")]
    return [text.split()[1] for text in texts]


async def history(service: TelegramService, go: Talking) -> list[EventKind]:
    (case,) = await go.cases()
    events = await service.database(lambda store: store.events.of_case(case.id))
    return [one.kind for one in events if one.kind in LOST]


async def test_staff_are_told_once_that_a_chat_is_lost_and_once_that_it_is_found(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    await go.asked()
    for _ in range(2):
        await phone.block()
        await service.settle()
    assert notices(service) == ["notice-chat-lost"]
    service.clock.move(timedelta(days=1))
    for _ in range(2):
        await phone.unblock()
        await service.settle()
    assert notices(service) == ["notice-chat-lost", "notice-chat-found"]
    assert await history(service, go) == [EventKind.CHAT_LOST, EventKind.CHAT_FOUND]


async def test_who_blocks_the_bot_again_and_again_is_told_of_once_a_day(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    await go.asked()
    for _ in range(3):
        await phone.block()
        await service.settle()
        await phone.unblock()
        await service.settle()
    assert notices(service) == ["notice-chat-lost"]
    assert await history(service, go) == [EventKind.CHAT_LOST, EventKind.CHAT_FOUND] * 3
    service.clock.move(timedelta(days=1))
    await phone.block()
    await service.settle()
    assert notices(service) == ["notice-chat-lost"] * 2


async def test_staff_are_told_that_letters_go_to_the_mailbox_that_was_proven(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "Подтвердить, что это я!")
    await go("✉️ По электронной почте!", "Прислать код на этот адрес!", "024680")
    await phone.block()
    await service.settle()
    assert notices(service) == ["notice-chat-lost-mail"]


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_who_has_no_case_blocks_the_bot_and_nobody_is_told(
    service: TelegramService, language: str
) -> None:
    phone = service.api.person(5, "Пример", language)
    await phone.send("/start")
    await service.settle()
    for act in (phone.block, phone.unblock):
        await act()
        await service.settle()
    assert notices(service) == []
    await phone.send("/start")
    await service.settle()
    assert phone.last.from_bot
