"""Updates are kept before the next ones are asked for, whatever happens in between."""

import json

import pytest

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.telegram.bot import build_bot
from pd_intake_bot.telegram.receive import AnotherBot, AnotherPoller, TokenRefused, lane_of
from pd_intake_bot.usecases.ports import StoredUpdate
from tests.servers.telegram import TelegramService

USER = 700100200300


async def kept(service: TelegramService) -> list[StoredUpdate]:
    now = service.clock()
    return list(await service.database(lambda store: store.updates.due(now=now, limit=9)))


async def test_update_is_kept_as_it_came(service: TelegramService) -> None:
    await service.api.person(USER, "Үлгі").send("Сәлем")
    assert await service.receive() == 1
    (update,) = await kept(service)
    assert json.loads(update.raw)["message"]["text"] == "Сәлем"
    assert update.received_at == service.clock()


async def test_nothing_new_is_nothing_done(service: TelegramService) -> None:
    assert await service.receive() == 0


async def test_crash_before_confirming_brings_the_update_again_but_keeps_it_once(
    service: TelegramService,
) -> None:
    await service.api.person(USER, "Үлгі").send("Сәлем")
    await service.receive()
    await service.restart()
    assert await service.receive() == 0
    assert len(await kept(service)) == 1


async def test_updates_of_one_person_wait_for_each_other(service: TelegramService) -> None:
    phone = service.api.person(USER, "Үлгі")
    await phone.send("1")
    await phone.send("2")
    await service.api.person(USER + 1, "Басқа").send("3")
    assert await service.receive() == 3
    texts = [json.loads(update.raw)["message"]["text"] for update in await kept(service)]
    assert texts == ["1", "3"]


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"from": {"id": 5}, "chat": {"id": 9}}}, "5"),
        ({"update_id": 1, "channel_post": {"chat": {"id": -9}}}, "-9"),
        ({"update_id": 1, "poll_answer": {"user": {"id": 6}}}, "6"),
        ({"update_id": 1, "poll": {"id": "x"}}, "telegram"),
    ],
)
def test_lane_is_the_senders_else_the_chats(update: dict[str, object], lane: str) -> None:
    assert lane_of(update) == lane


async def test_second_poller_is_named_as_such(service: TelegramService) -> None:
    service.api.faults.add("getUpdates", Fault.CONFLICT)
    with pytest.raises(AnotherPoller):
        await service.receive()


async def test_bot_is_recognised_at_the_next_start(service: TelegramService) -> None:
    assert await service.receive.meet() == await service.receive.meet() == 7000000001


async def test_token_of_another_bot_is_refused(service: TelegramService) -> None:
    await service.receive.meet()
    async with BotApi(clock=service.clock, token="7000000002:" + "A" * 35) as other:
        service.receive.bot = build_bot(other.token, api=other.url)
        with pytest.raises(AnotherBot):
            await service.receive.meet()
        await service.receive.bot.session.close()


async def test_unknown_token_is_refused(service: TelegramService) -> None:
    service.receive.bot = build_bot("7000000003:" + "A" * 35, api=service.api.url)
    with pytest.raises(TokenRefused):
        await service.receive.meet()
    await service.receive.bot.session.close()
