"""`pd-intake check` where something on the way, or this machine's clock, is not as it should be."""

from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from pd_intake_bot.cli import check
from pd_intake_bot.clock import now
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service
from tests.servers.dovecot import Dovecot

TOKEN = "7000000001:AAE-sandbox-token-that-opens-nothing-000"
GROUP = "-1000000007001"
Levels = dict[str, tuple[str, str, str]]


async def examine(folder: Path, api: str, *parts: str, token: str = TOKEN) -> Levels:
    """Try some parts against a server; gives for each its level, its words and its cure."""
    settings = service.load(
        {
            "PD_SECRET_KEY": Seal.new_key(),
            "PD_DATA_DIR": str(folder),
            "PD_TELEGRAM_API": api,
            "PD_TELEGRAM_TOKEN": token,
            "PD_TELEGRAM_STAFF_CHAT": GROUP,
        }
    )
    found = {part: await check.examine(part, settings) for part in parts}
    return {part: (one.level, one.words, one.cure) for part, one in found.items()}


def another(**headers: str) -> TestServer:
    """Make a server that is not Telegram, as a captive portal is not."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="<html>Please log in</html>", headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    return TestServer(app)


@pytest.mark.parametrize(
    ("hours", "level", "words"),
    [(0, "ok", "as Telegram's"), (5, "FAULT", "behind"), (-5, "FAULT", "ahead of")],
)
async def test_a_clock_that_is_not_telegrams_is_a_fault(
    tmp_path: Path, hours: int, level: str, words: str
) -> None:
    theirs = format_datetime(now() + timedelta(hours=hours), usegmt=True)
    async with another(Date=theirs) as server:
        found = await examine(tmp_path, str(server.make_url("")), "clock")
    assert found["clock"][0] == level
    assert words in found["clock"][1]
    assert ("set-ntp" in found["clock"][2]) is (level == "FAULT")


async def test_what_answers_in_the_place_of_telegram_is_told_apart(tmp_path: Path) -> None:
    async with another() as server:
        found = await examine(tmp_path, str(server.make_url("")), "telegram", "staff group")
    for level, words, cure in found.values():
        assert (level, "something else answers" in words) == ("FAULT", True)
        assert "PD_TELEGRAM_API" in cure


async def test_a_wrong_token_is_never_told_as_a_group_that_is_not_there(tmp_path: Path) -> None:
    async with BotApi(clock=now) as api:
        found = await examine(tmp_path, api.url, "staff group", token="7000000001:" + "A" * 35)
    assert "@BotFather" in found["staff group"][2]


async def test_little_room_is_told_before_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit, level in (("NEARLY_FULL", "warn"), ("TOO_FULL", "FAULT")):
        monkeypatch.setattr(check, limit, 2**60)
        found = await examine(tmp_path, "http://127.0.0.1:1", "data folder")
        assert (found["data folder"][0], "MB are free" in found["data folder"][1]) == (level, True)


async def test_files_that_are_elsewhere_are_missed(tmp_path: Path, dovecot: Dovecot) -> None:
    dovecot.deliver(service.write_mail(1, "Дербес деректер туралы сұрау"), tmp_path.name)
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=tmp_path.name)
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        well = await check.examine("database", service.load(environment))
        environment["PD_DATA_DIR"] = str(tmp_path / "another")
        found = await check.examine("database", service.load(environment))
    assert well.level == "ok"
    assert "files that the database tells of are not there" in found.words
    assert "PD_DATA_DIR" in found.cure


async def test_settings_that_everybody_reads_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for mode, level in ((0o600, "ok"), (0o640, "ok"), (0o644, "warn")):
        (tmp_path / ".env").touch()
        (tmp_path / ".env").chmod(mode)
        found = await examine(tmp_path, "http://127.0.0.1:1", "keys")
        assert found["keys"][0] == level
