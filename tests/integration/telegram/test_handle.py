"""An update is handled whole or not at all, and one bad update stops nobody."""

import json
from datetime import timedelta

import pytest
from aiogram.types import BotCommandScopeAllPrivateChats, Update

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.telegram import staff_group
from pd_intake_bot.telegram.bot import COMMANDS, set_commands
from pd_intake_bot.telegram.handle import threads_of
from pd_intake_bot.telegram.quarantine import private_chat
from pd_intake_bot.usecases.ports import StoredUpdate
from tests.servers.telegram import STAFF_CHAT, TEXTS, TelegramService

USER = 700100200300


async def plant(service: TelegramService, update_id: int, raw: object) -> None:
    stored = StoredUpdate(
        update_id=update_id,
        lane=str(USER),
        raw=json.dumps(raw),
        received_at=service.clock(),
        attempts=0,
    )
    await service.database(lambda store: store.updates.add([stored]))


async def test_update_of_no_known_shape_is_put_aside_and_the_lane_goes_on(
    service: TelegramService,
) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    await plant(service, 1, {"update_id": 1, "message": {"chat": {"id": USER, "type": "private"}}})
    await phone.send("/start")
    for _ in range(5):
        await service.settle()
        service.clock.move(timedelta(minutes=6))
    await service.settle()
    shown = [message.text for message in phone.messages if message.from_bot]
    assert "не смогли это принять" in shown[0]
    assert shown[1].startswith("Тілді таңдаңыз")


async def test_update_of_a_kind_nobody_serves_is_done_with(service: TelegramService) -> None:
    await plant(service, 1, {"update_id": 1, "poll": {}})
    await plant(service, 2, {"update_id": 2, "something_new": {"id": 1}})
    assert await service.handle() == 1


async def test_press_that_cannot_be_answered_any_more_has_done_its_work(
    service: TelegramService,
) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    await phone.send("/start")
    await service.settle()
    await phone.press("Русский")
    service.api.faults.add("answerCallbackQuery", Fault.SERVER_ERROR)
    await service.settle()
    assert "Обращение о персональных данных" in phone.last.text


async def test_group_that_becomes_a_supergroup_is_remembered(service: TelegramService) -> None:
    chat = {"id": STAFF_CHAT, "type": "group", "title": "Staff"}
    who = {"id": USER, "is_bot": False, "first_name": "Үлгі"}
    moved = {"message_id": 1, "date": 1, "chat": chat, "from": who, "migrate_to_chat_id": -777}
    await plant(service, 1, {"update_id": 1, "message": moved})
    await service.handle()
    assert await service.database(lambda store: store.marks.get("staff_chat")) == "-777"


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}}}, 5),
        ({"callback_query": {"message": {"chat": {"id": 6, "type": "private"}}}}, 6),
        ({"message": {"chat": {"id": -7, "type": "group"}}}, None),
        ({"poll": {"id": "x"}}, None),
    ],
)
def test_apology_goes_to_private_chats_alone(update: dict[str, object], chat: int | None) -> None:
    assert private_chat(update) == chat


async def test_commands_are_shown_in_both_languages(service: TelegramService) -> None:
    await set_commands(service.bot, TEXTS)
    shown = await service.bot.get_my_commands(
        scope=BotCommandScopeAllPrivateChats(), language_code="kk"
    )
    assert [one.command for one in shown] == list(COMMANDS)
    assert shown[0].description == TEXTS.text(Language.KK, "person-command-start")


async def test_lane_does_not_wait_for_the_slowest_of_the_others(
    service: TelegramService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_group, "_ANSWER_WITHIN", 60)
    slow = await service.group.officer(USER + 1, "Баяу")
    await service.settle()
    service.clock.move(timedelta(minutes=2))
    service.api.faults.add("getChatAdministrators", Fault.HANG)
    await slow.send("/queue")
    await service.receive()
    await service.handle.begin()
    held_up = service.handle.lanes.names
    quick = service.api.person(USER, "Жылдам", "ru")
    await quick.send("/start")
    await service.receive()
    await service.handle.begin()
    # The one that hangs is let go at the end, the other is done long before.
    done = await service.database(lambda store: store.updates.due(now=service.clock(), limit=9))
    while len(done) > 1:
        done = await service.database(lambda store: store.updates.due(now=service.clock(), limit=9))
    assert service.handle.lanes.names >= held_up != frozenset()
    await service.deliver()
    assert quick.last.text.startswith("Тілді таңдаңыз")
    await service.api.refuse()
    await service.handle.lanes.rest()


async def test_all_that_waits_in_a_lane_is_handled_after_one_look(
    service: TelegramService,
) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    for words in ("/start", "Русский", "Начать"):
        await phone.send(words)
    await service.receive()
    assert await service.handle() == 3
    assert await service.handle() == 0


async def test_nothing_more_is_begun_when_the_program_ends(service: TelegramService) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    for words in ("/start", "Русский"):
        await phone.send(words)
    await service.receive()
    await service.handle.begin()
    service.handle.leave()
    await service.handle.lanes.rest()
    assert not service.handle.go_on()
    left = await service.database(lambda store: store.updates.due(now=service.clock(), limit=9))
    assert len(left) == 1
    assert not service.handle.lanes.names


async def test_what_was_looked_for_as_it_was_kept_is_not_looked_for_again(
    service: TelegramService,
) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    await phone.send("/start")
    service.receive.look = service.handle.look
    await service.receive()
    # What comes now was not seen by that look: the next one brings it.
    service.receive.look = None
    await service.api.person(USER + 1, "Жылдам", "ru").send("/start")
    await service.receive()
    assert await service.handle() == 1
    assert await service.handle() == 1


async def test_press_that_fails_is_answered_all_the_same(service: TelegramService) -> None:
    phone = service.api.person(USER, "Үлгі", "ru")
    await phone.send("/start")
    await service.settle()
    pressed = await phone.press("Русский")
    broken = {"id": pressed.id, "from": {"id": USER}}
    await plant(service, 1, {"update_id": 1, "callback_query": broken})
    await service.handle()
    assert (await pressed.answered()).startswith("Қазір орындалмады.")


def test_what_is_said_in_a_topic_is_answered_in_it() -> None:
    update = {
        "message_id": 9,
        "date": 1,
        "chat": {"id": STAFF_CHAT, "type": "supergroup", "is_forum": True},
        "message_thread_id": 4,
        "is_topic_message": True,
        "text": "слова",
    }
    found = threads_of(Update.model_validate({"update_id": 1, "message": update}))
    assert found == {STAFF_CHAT: 4}
    general = {**update, "is_topic_message": None, "message_thread_id": None}
    assert threads_of(Update.model_validate({"update_id": 1, "message": general})) == {}
