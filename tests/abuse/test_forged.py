"""What pretends: mail in an officer's name, markup in every field, a post to the webhook."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client import CollectorRegistry

from pd_intake_bot.http.server import Server
from pd_intake_bot.http.webhook import SECRET_HEADER, Webhook
from pd_intake_bot.telegram import receive
from tests.servers.staff import INQUIRY, OFFICER, OPEN, PERSON, StaffService, write_mail
from tests.servers.telegram import make_tables

SECRET = "secret-of-nobody"
MARKUP = '<b>x</b><a href="tg://user?id=1">y</a>&lt;<code>*z*_[q](tg://w)</blockquote>'


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


@pytest.mark.parametrize("words", ["/queue", "s:aaaaaaaaaaaaaaaa", "From: a@example.test\n\nfwd"])
async def test_mail_in_an_officers_name_is_anybodys_mail(service: StaffService, words: str) -> None:
    mail = write_mail(INQUIRY, words, X_Telegram_User=str(OFFICER), X_Role="lead")
    del mail["From"]
    mail["From"] = f"Айгүл <{OFFICER}@telegram.org>"
    await service.mail(mail)
    [case] = await service.cases()
    assert (case.officer, {actor for _, actor in await service.history()}) == (None, {"system"})


async def test_no_words_of_a_mail_become_markup(service: StaffService) -> None:
    officer = await service.member(OFFICER, MARKUP[:60])
    mail = write_mail(INQUIRY, f"ФИО: {MARKUP}\n\n{MARKUP}")
    del mail["From"]
    mail["From"] = f'"{MARKUP.replace(chr(34), "")}" <user@example.test>'
    mail.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{MARKUP[:40]}.txt")
    await service.mail(mail)
    await service.press(officer, OPEN, service.card())
    shown = [one for one in officer.phone.messages if one.from_bot]
    # The embedded server reads markup as Telegram does: what it shows as words was escaped.
    assert any(MARKUP in one.text for one in shown)
    assert not any("tg://" in str(one.raw.get("entities", "")) for one in shown)


@pytest.fixture
def kept() -> list[Mapping[str, Any]]:
    return []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET.upper()},
        {SECRET_HEADER: f"{SECRET} "[:-1] + "x"},
        {"Authorization": SECRET},
    ],
)
async def test_post_without_the_secret_is_turned_away(
    headers: dict[str, str], kept: list[Mapping[str, Any]]
) -> None:
    async def keep(update: Mapping[str, Any]) -> None:
        kept.append(update)

    async def ready() -> Mapping[str, str | None]:
        return {}

    hook = Webhook(path="/telegram", secret=SECRET, keep=keep)
    server = Server(ready, CollectorRegistry(), beside=[hook.route])
    async with server.listen("127.0.0.1", 0) as port, aiohttp.ClientSession() as web:
        where = f"http://127.0.0.1:{port}/telegram"
        async with web.post(where, json={"update_id": 1}, headers=headers) as answer:
            assert (answer.status, kept) == (401, [])
        async with web.post(
            where, json={"update_id": 1}, headers={SECRET_HEADER: SECRET}
        ) as answer:
            assert (answer.status, kept) == (200, [{"update_id": 1}])


async def test_post_of_a_huge_body_is_not_read_even_with_the_secret(
    kept: list[Mapping[str, Any]],
) -> None:
    async def keep(update: Mapping[str, Any]) -> None:
        kept.append(update)

    async def ready() -> Mapping[str, str | None]:
        return {}

    hook = Webhook(path="/telegram", secret=SECRET, keep=keep)
    server = Server(ready, CollectorRegistry(), beside=[hook.route])
    headers = {SECRET_HEADER: SECRET}
    async with server.listen("127.0.0.1", 0) as port, aiohttp.ClientSession() as web:
        where = f"http://127.0.0.1:{port}/telegram"
        huge = {"update_id": 1, "message": {"sticker": {"set_name": "x" * 2**21}}}
        body = io.BytesIO(json.dumps(huge).encode())
        async with web.post(where, data=body, headers=headers) as answer:
            assert (answer.status, kept) == (413, [])


@pytest.mark.parametrize("words", ["\ud83d", "a\udc00b", "\ud83d\ude00", "\x00"])
async def test_half_a_pair_of_surrogates_keeps_no_other_update_out(
    service: StaffService, words: str
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await phone.send("/start")
    await service.settle()
    before = phone.last.revision
    sender = {"id": PERSON, "is_bot": False, "first_name": words}
    chat = {"id": PERSON, "type": "private", "first_name": words}
    said = {"message_id": 900, "date": 1_790_000_000, "chat": chat, "from": sender}
    updates = [
        {"update_id": number, "message": said | {"text": text}}
        for number, text in ((10**6, words), (10**6 + 1, "/help"))
    ]
    assert await receive.keep(service.database, updates, now=service.clock()) == 2
    await service.settle()
    assert phone.last.revision > before
