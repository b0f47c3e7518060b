import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.counter import BODY_LIMIT
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.phone import Phone


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Hand:
    """Calls made by hand, without aiogram's own care."""

    def __init__(self, api: BotApi, http: aiohttp.ClientSession) -> None:
        self._api = api
        self._http = http

    async def call(self, method: str, given: dict[str, object]) -> tuple[int, str]:
        """The status and the words of the answer."""
        place = f"{self._api.url}/bot{self._api.token}/{method}"
        async with self._http.post(place, json=given) as response:
            return response.status, (await response.json()).get("description", "ok")


@pytest.fixture
async def hand(api: BotApi, http: aiohttp.ClientSession, phone: Phone) -> Hand:
    assert phone.messages
    return Hand(api, http)


@pytest.mark.parametrize(
    ("method", "given", "status", "words"),
    [
        ("getme", {}, 200, "ok"),
        ("getMoon", {}, 404, "Not Found: method not found"),
        ("sendMessage", {"text": "?"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 7001}, 400, "Bad Request: message text is empty"),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "?", "reply_makrup": {}},
            400,
            'Bad Request: unknown parameter "reply_makrup" of sendMessage',
        ),
        (
            "sendMessage",
            {"chat_id": 7001, "text": 5},
            400,
            'Bad Request: field "text" must be of type String',
        ),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "?", "reply_markup": "{"},
            400,
            "Bad Request: can't parse reply_markup JSON object",
        ),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "?", "reply_markup": "5"},
            400,
            "Bad Request: object expected as reply markup",
        ),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "?", "reply_markup": {"inline_keyboard": [[{"url": "x"}]]}},
            400,
            "Bad Request: can't parse inline_keyboard: can't find field \"text\"",
        ),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "?", "reply_markup": {"inline_keyboard": 5}},
            400,
            'Bad Request: field "inline_keyboard" must be of type Array',
        ),
        (
            "deleteMessage",
            {"chat_id": 7001, "message_id": "last"},
            400,
            "Bad Request: message identifier is not specified",
        ),
        ("getFile", {}, 400, "Bad Request: file_id not specified"),
        (
            "sendDocument",
            {"chat_id": 7001},
            400,
            "Bad Request: there is no document in the request",
        ),
        (
            "sendChatAction",
            {"chat_id": "7001", "action": "sleeping"},
            400,
            "Bad Request: wrong parameter action in request",
        ),
    ],
)
async def test_call_is_checked_against_the_schema(
    hand: Hand, method: str, given: dict[str, object], status: int, words: str
) -> None:
    assert await hand.call(method, given) == (status, words)


async def test_call_may_come_as_a_form_or_in_the_address(
    http: aiohttp.ClientSession, api: BotApi, phone: Phone
) -> None:
    place = f"{api.url}/bot{api.token}/sendMessage"
    form = {"chat_id": "7001", "text": "форма", "disable_notification": "true"}
    async with http.post(place, data=form) as response:
        assert response.status == 200
    async with http.get(place, params={"chat_id": "7001", "text": "мекенжай"}) as response:
        assert response.status == 200
    assert [message.text for message in phone.messages[1:]] == ["форма", "мекенжай"]


async def test_file_may_come_under_the_name_of_its_parameter(
    http: aiohttp.ClientSession, api: BotApi, phone: Phone
) -> None:
    form = aiohttp.FormData({"chat_id": "7001"})
    form.add_field("document", b"%PDF", filename="a.pdf")
    async with http.post(f"{api.url}/bot{api.token}/sendDocument", data=form) as response:
        assert response.status == 200
    assert phone.last.file_name == "a.pdf"


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_body_that_is_no_json_object_is_refused(
    http: aiohttp.ClientSession, api: BotApi, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    place = f"{api.url}/bot{api.token}/getMe"
    async with http.post(place, data=body, headers=headers) as response:
        assert response.status == 400


async def test_body_beyond_all_limits_is_not_read(http: aiohttp.ClientSession, api: BotApi) -> None:
    form = aiohttp.FormData({"chat_id": "7001"})
    form.add_field("document", io.BytesIO(bytes(BODY_LIMIT + 1)), filename="a.zip")
    async with http.post(f"{api.url}/bot{api.token}/sendDocument", data=form) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [("7000000001:wrong", 401, "Unauthorized"), ("rubbish", 404, "Not Found")],
)
async def test_wrong_token_is_refused(
    http: aiohttp.ClientSession, api: BotApi, token: str, status: int, words: str
) -> None:
    async with http.get(f"{api.url}/bot{token}/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (status, words)
    async with http.get(f"{api.url}/file/bot{token}/documents/file_1.pdf") as response:
        assert response.status == status


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.TOO_MANY_REQUESTS, TelegramRetryAfter),
        (Fault.SERVER_ERROR, TelegramServerError),
        (Fault.BAD_GATEWAY, TelegramServerError),
        (Fault.CONFLICT, TelegramConflictError),
        (Fault.RESET_BEFORE, TelegramNetworkError),
    ],
)
async def test_ordered_fault_comes_once_and_nothing_is_sent(
    api: BotApi, bot: Bot, phone: Phone, fault: Fault, error: type[Exception]
) -> None:
    api.faults.add("sendMessage", fault, seconds=7)
    with pytest.raises(error):
        await bot.send_message(phone.user_id, "бір")
    assert len(phone.messages) == 1
    await bot.send_message(phone.user_id, "екі")
    assert phone.last.text == "екі"


async def test_fault_of_one_method_spares_the_others(api: BotApi, bot: Bot, phone: Phone) -> None:
    api.faults.add("getMe", Fault.SERVER_ERROR)
    await bot.send_message(phone.user_id, "бір")
    api.faults.clear()
    assert (await bot.get_me()).id == bot.id


async def test_connection_may_break_after_the_message_is_out(
    api: BotApi, bot: Bot, phone: Phone
) -> None:
    api.faults.add("*", Fault.RESET_AFTER)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(7001, "бір")
    assert phone.last.text == "бір"


@pytest.mark.parametrize(("fault", "sent"), [(Fault.HANG, 1), (Fault.SLOW, 2)])
async def test_silent_server_runs_into_the_clients_timeout(
    api: BotApi, bot: Bot, phone: Phone, fault: Fault, sent: int
) -> None:
    api.faults.add("sendMessage", fault, seconds=30)
    bot.session.timeout = 1
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(7001, "бір")
    assert len(phone.messages) == sent


async def test_closed_server_refuses_and_opens_again_in_the_same_place(
    api: BotApi, bot: Bot
) -> None:
    url = api.url
    await api.refuse()
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()
    await api.accept()
    assert (api.url, (await bot.get_me()).id) == (url, bot.id)


async def test_poll_is_cut_when_the_server_closes(api: BotApi, bot: Bot) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(outcome(bot))
        await api.changes.until(lambda: bool(api.counter.calls))
        await api.refuse()
    assert poll.result() == "TelegramNetworkError"


async def outcome(bot: Bot) -> str:
    try:
        await bot.get_updates(timeout=5)
    except TelegramNetworkError as error:
        return type(error).__name__
    return "answered"


async def test_nothing_keeps_running_when_the_server_is_closed(
    http: aiohttp.ClientSession, api: BotApi
) -> None:
    before = asyncio.all_tasks()
    async with BotApi(clock=api.telegram.clock) as other:
        async with http.get(f"{other.url}/bot{other.token}/getMe") as response:
            assert response.status == 200
        await other.person(7009, "Пример").send("/start")
    assert asyncio.all_tasks() == before
