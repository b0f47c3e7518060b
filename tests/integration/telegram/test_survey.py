"""What is asked of the network before an update is handled, and what is not asked twice."""

from datetime import timedelta

import pytest
from aiogram.types import Update

from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.turn import Surroundings
from tests.servers.telegram import STAFF_CHAT, TelegramService

OFFICER = 700100200301
LEAD = 700100200302


def message(chat: int, words: str = "a") -> Update:
    who = {"id": max(chat, OFFICER), "is_bot": False, "first_name": "Қызметкер"}
    kind = "private" if chat > 0 else "supergroup"
    content = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": kind}, "from": who}
    return Update.model_validate({"update_id": 1, "message": {**content, "text": words}})


def press(chat: int) -> Update:
    under = message(chat).model_dump(exclude_none=True)["message"]
    who = under["from_user"]
    content = {"id": "1", "from": who, "chat_instance": "1", "message": under, "data": "s:1"}
    return Update.model_validate({"update_id": 1, "callback_query": content})


async def look(service: TelegramService, update: Update) -> Surroundings:
    return await service.handle.survey(update)


@pytest.fixture
async def staffed(service: TelegramService) -> TelegramService:
    await service.group.officer(LEAD, "Басшы", admin=True)
    await service.group.officer(OFFICER, "Қызметкер")
    return service


async def test_administrators_are_people_not_the_bot(staffed: TelegramService) -> None:
    found = await look(staffed, message(STAFF_CHAT))
    assert (found.staff_chat, found.admins) == (STAFF_CHAT, frozenset({LEAD}))


async def test_administrators_are_asked_for_once_a_minute(staffed: TelegramService) -> None:
    await look(staffed, message(STAFF_CHAT))
    await staffed.group.officer(OFFICER, admin=True)
    assert (await look(staffed, message(STAFF_CHAT))).admins == {LEAD}
    staffed.clock.move(timedelta(seconds=61))
    assert (await look(staffed, message(STAFF_CHAT))).admins == {LEAD, OFFICER}


async def test_who_has_just_become_an_administrator_need_not_wait_a_minute(
    staffed: TelegramService,
) -> None:
    await look(staffed, message(STAFF_CHAT))
    await staffed.group.officer(OFFICER, admin=True)
    staffed.clock.move(timedelta(seconds=6))
    assert OFFICER in (await look(staffed, press(STAFF_CHAT))).admins


@pytest.mark.parametrize("words", ["/start", "/help", "Здравствуйте"])
async def test_person_waits_for_nothing_that_telegram_would_say_of_the_group(
    staffed: TelegramService, words: str
) -> None:
    await look(staffed, message(OFFICER, words))
    assert "getChatAdministrators" not in {method for method, _ in staffed.api.counter.calls}


@pytest.mark.parametrize("words", ["/queue", "/start s-1"])
async def test_command_of_officers_in_private_asks_who_administers(
    staffed: TelegramService, words: str
) -> None:
    assert (await look(staffed, message(OFFICER, words))).admins == {LEAD}


async def test_known_officer_is_recognised_in_private(staffed: TelegramService) -> None:
    lead = message(LEAD, "Ответ").message
    assert lead is not None
    user = lead.from_user
    assert user is not None
    await staffed.database(lambda store: officers.remember(store, user))
    assert (await look(staffed, message(LEAD, "Ответ"))).admins == {LEAD}


async def test_lost_staff_group_holds_nobody_up(staffed: TelegramService) -> None:
    await look(staffed, message(STAFF_CHAT))
    staffed.clock.move(timedelta(seconds=61))
    await staffed.group.remove_bot()
    assert (await look(staffed, message(OFFICER))).admins == {LEAD}


async def test_officer_who_never_started_the_bot_is_out_of_reach(
    staffed: TelegramService,
) -> None:
    assert not (await look(staffed, press(STAFF_CHAT))).reachable


async def test_officer_who_started_the_bot_is_in_reach_for_a_minute_unasked(
    staffed: TelegramService,
) -> None:
    await staffed.api.person(OFFICER, "Қызметкер").send("/start")
    assert (await look(staffed, press(STAFF_CHAT))).reachable
    staffed.api.faults.add("sendChatAction", Fault.SERVER_ERROR)
    assert (await look(staffed, press(STAFF_CHAT))).reachable
    staffed.clock.move(timedelta(seconds=61))
    assert not (await look(staffed, press(STAFF_CHAT))).reachable


async def test_press_in_a_private_chat_asks_nothing(staffed: TelegramService) -> None:
    assert (await look(staffed, press(OFFICER))).reachable


async def test_group_that_moved_is_the_staff_group(staffed: TelegramService) -> None:
    await staffed.database(lambda store: store.marks.put("staff_chat", "-1001000000777"))
    assert (await look(staffed, message(OFFICER))).staff_chat == -1001000000777
