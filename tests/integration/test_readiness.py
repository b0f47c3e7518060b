"""In every trouble `/readyz` says which part is not well, why, and what can be done about it."""

import asyncio
import resource
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from pd_intake_bot import clock, settings
from pd_intake_bot.app import telegram, timekeeping
from pd_intake_bot.app.advice import what_to_do
from pd_intake_bot.sandbox.world import World, open_world
from tests.servers import programs
from tests.servers.postgres import Postgres
from tests.servers.service import PATIENCE, Process, until_well, write_mail

POLICY = Path(__file__).parents[2] / "examples" / "dala-kitap-2026-03-01.toml"
CLOSED = "http://127.0.0.1:1"
"""Where nobody listens."""
ANOTHERS = "7009:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


def change(world: World, **changed: str) -> World:
    """Give the same servers with other settings to reach them by."""
    environment = {**world.environment, **changed}
    chosen = settings.load(environment, dotenv=Path("no-such-file"))
    return replace(world, environment=environment, settings=chosen)


async def until(port: int, part: str, words: str) -> str:
    """Wait until these words stand about a part; give what is to be done about it."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as web:
        while True:
            async with web.get(f"http://127.0.0.1:{port}/readyz") as answer:
                said: dict[str, Any] = await answer.json()
                if words in said["parts"].get(part, ""):
                    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
                    return str(said["do"][part])
            await asyncio.sleep(0.1)


def exchange(file: Path, content: bytes) -> bytes:
    """Put other content into a file; give the former."""
    former = file.read_bytes()
    file.write_bytes(content)
    return former


async def well(port: int) -> None:
    async with aiohttp.ClientSession() as web:
        await until_well(web, port)


@pytest.mark.parametrize(
    ("changed", "part", "why", "what"),
    [
        ({"PD_IMAP_PASSWORD": "former"}, "mailbox", "refused the user name", "PD_IMAP_PASSWORD"),
        ({"PD_IMAP_FOLDER": "Сұрау"}, "mailbox", "does not open the folder", "PD_IMAP_FOLDER"),
        ({"PD_IMAP_PORT": "1"}, "mailbox", "connecting failed", "PD_IMAP_HOST"),
        ({"PD_TELEGRAM_TOKEN": ANOTHERS}, "telegram", "does not know this token", "@BotFather"),
        ({"PD_TELEGRAM_API": CLOSED}, "telegram", "TelegramNetworkError", "can this machine"),
        ({"PD_TELEGRAM_STAFF_CHAT": "-1009"}, "staff group", "chat not found", "as an admin"),
    ],
)
async def test_a_setting_that_does_not_fit_is_named(
    world: World, changed: dict[str, str], part: str, why: str, what: str
) -> None:
    async with change(world, **changed).service() as port:
        assert what in await until(port, part, why)


async def test_a_mail_server_that_is_away_is_named_once_a_letter_waits(world: World) -> None:
    async with change(world, PD_SMTP_PORT="1").service() as port:
        await world.imap.deliver(write_mail(1, "Запрос о персональных данных"), world.clock())
        assert "PD_SMTP_HOST" in await until(port, "delivery by mail", "mail server")


async def test_a_policy_file_that_was_changed_under_way_is_told_of(
    world: World, tmp_path: Path
) -> None:
    file = Path(shutil.copy(POLICY, tmp_path))
    async with change(world, PD_POLICY=str(file)).service() as port:
        await well(port)
        former = exchange(file, b"# another\n")
        world.clock.move(timedelta(hours=1))
        assert "policy check" in await until(port, "calendar", "policy file")
        exchange(file, former)
        world.clock.move(timedelta(hours=1))
        await well(port)


async def test_a_broken_file_of_working_days_is_told_of(world: World, tmp_path: Path) -> None:
    file = tmp_path / "workdays.toml"
    file.write_text("")
    async with change(world, PD_WORKDAYS=str(file)).service() as port:
        await well(port)
        file.write_text("extra_days_off = [\n")
        world.clock.move(timedelta(hours=1))
        assert "calendar show" in await until(port, "calendar", "PolicyError")


async def test_a_database_that_is_gone_is_told_of(
    world: World, postgres: Postgres, postgres_url: str
) -> None:
    async with change(world, PD_DATABASE_URL=postgres_url).service() as port:
        await well(port)
        postgres.stop("immediate")
        try:
            assert "pg_isready" in await until(port, "database", "database")
        finally:
            postgres.start()
        await well(port)


async def test_a_full_disk_is_told_of_and_the_service_goes_on_when_there_is_room(
    world: World,
) -> None:
    (port,) = programs.free_ports(1)
    process = await Process.start({**world.environment, "PD_HTTP_LISTEN": f"127.0.0.1:{port}"})
    try:
        await process.ready()
        await well(port)
        # No file may grow past a kilobyte: what a full disk says, this says, too.
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1024, most))
        assert "df -h" in await until(port, "mailbox lease", "disk")
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
        await well(port)
    finally:
        await process.kill()


@pytest.mark.parametrize("way", ["ahead of", "behind"])
async def test_a_clock_that_is_off_is_told_of(world: World, way: str) -> None:
    off = timedelta(minutes=7) if way == "ahead of" else timedelta(minutes=-7)
    async with AsyncExitStack() as stack:
        bot = telegram.open_bot(world.settings, stack)
        assert bot
        loop = timekeeping.build_loop(bot, lambda: clock.now() + off)
        await loop.tick()
        right = timekeeping.build_loop(bot, clock.now)
        await right.tick()
    assert (fault := loop.trouble())
    assert way in fault
    assert "timedatectl" in what_to_do(fault)
    assert right.trouble() is None
