import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Protocol

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.types import Update
from aiohttp import web

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.phone import Phone


class Hands(Protocol):
    def turn(self, step: timedelta) -> None: ...


def texts(updates: list[Update]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_update_stays_till_its_offset_confirms_it(bot: Bot, phone: Phone) -> None:
    await phone.send("бір")
    first = await bot.get_updates()
    assert texts(first) == ["/start", "бір"]
    assert texts(await bot.get_updates()) == ["/start", "бір"]
    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["бір"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == []


async def test_offset_below_zero_counts_from_the_newest(bot: Bot, phone: Phone) -> None:
    await phone.send("бір")
    assert texts(await bot.get_updates(offset=-1)) == ["бір"]
    assert texts(await bot.get_updates()) == ["бір"]


async def test_limit_cuts_the_batch(bot: Bot, phone: Phone) -> None:
    await phone.send("бір")
    assert texts(await bot.get_updates(limit=1)) == ["/start"]


async def test_poll_waits_for_what_comes(bot: Bot, api: BotApi) -> None:
    person = api.person(7003, "Пример")
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.get_updates(timeout=5))
        await api.changes.until(lambda: bool(api.counter.calls))
        await person.send("сәлем")
    assert texts(poll.result()) == ["сәлем"]


async def test_poll_ends_empty_when_its_time_is_over(bot: Bot) -> None:
    assert await bot.get_updates(timeout=0) == []


async def test_second_poller_throws_the_first_out(bot: Bot, api: BotApi) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(refusal_of(bot))
        await api.changes.until(lambda: bool(api.counter.calls))
        assert await bot.get_updates(timeout=0) == []
    assert "terminated by other getUpdates request" in first.result()


async def refusal_of(bot: Bot) -> str:
    try:
        await bot.get_updates(timeout=5)
    except TelegramConflictError as error:
        return str(error)
    return "none"


async def test_updates_are_kept_for_a_day(bot: Bot, phone: Phone, hands: Hands) -> None:
    hands.turn(timedelta(hours=24))
    await phone.send("бір")
    assert texts(await bot.get_updates()) == ["бір"]


async def test_list_of_allowed_updates_lasts_till_the_next(bot: Bot, phone: Phone) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["my_chat_member"])
    await phone.send("бір")
    await phone.block()
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message", "my_chat_member"]
    await phone.unblock()
    await bot.get_updates(allowed_updates=[])
    await phone.send("екі")
    assert (await bot.get_updates())[-1].event_type == "message"


async def test_people_who_come_and_go_are_told_only_to_a_bot_that_asks(
    bot: Bot, api: BotApi
) -> None:
    group = api.group(-1001000000001, "Топ")
    await group.officer(8001, "Бірінші")
    await bot.get_updates(allowed_updates=["chat_member"])
    officer = await group.officer(8002, "Екінші")
    await officer.leave()
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message", "chat_member", "chat_member"]


class Hook:
    """A webhook of the bot's own, that fails as often as it is told to."""

    def __init__(self) -> None:
        self.seen: asyncio.Queue[tuple[str | None, int]] = asyncio.Queue()
        self.failures = 0
        self.reply: dict[str, object] = {}
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        if self.failures:
            self.failures -= 1
            raise web.HTTPInternalServerError
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.put_nowait((secret, update["update_id"]))
        return web.json_response(self.reply)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_webhook_gets_each_update_with_the_secret(bot: Bot, phone: Phone, hook: Hook) -> None:
    await bot.set_webhook(hook.url, secret_token="s-1")
    first = await asyncio.wait_for(hook.seen.get(), 60)
    await phone.send("бір")
    second = await asyncio.wait_for(hook.seen.get(), 60)
    assert (first[0], second[1] - first[1]) == ("s-1", 1)


async def test_failed_webhook_is_tried_again_and_the_fault_is_told(
    bot: Bot, phone: Phone, hook: Hook
) -> None:
    hook.failures = 1
    await phone.send("бір")
    await bot.set_webhook(hook.url)
    assert await asyncio.wait_for(hook.seen.get(), 60)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500"


async def test_answer_of_a_webhook_may_be_a_call(bot: Bot, phone: Phone, hook: Hook) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": 7001, "text": "Сәлем"}
    await bot.set_webhook(hook.url)
    assert (await phone.answer()).text == "Сәлем"


async def test_polls_and_a_webhook_exclude_each_other(bot: Bot, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == []


async def test_webhook_must_be_https_beyond_loopback(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="An HTTPS URL must be provided"):
        await bot.set_webhook("http://example.test/hook")


async def test_what_waits_can_be_dropped_with_the_webhook(
    bot: Bot, phone: Phone, hook: Hook
) -> None:
    await phone.send("бір")
    await bot.set_webhook(hook.url, drop_pending_updates=True, allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.allowed_updates) == (0, ["message"])
    hook.failures = 1000
    await phone.send("екі")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_webhook_secret_has_plain_letters_only(bot: Bot, hook: Hook) -> None:
    with pytest.raises(TelegramBadRequest, match="secret token contains unallowed characters"):
        await bot.set_webhook(hook.url, secret_token="құпия")


async def test_webhook_that_is_not_there_is_told(bot: Bot, api: BotApi, phone: Phone) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    hook = api.telegram.webhook
    await api.changes.until(lambda: bool(hook and hook.error))
    assert phone.messages
    assert "127.0.0.1" in str((await bot.get_webhook_info()).last_error_message)
