"""Many people at once, at a Bot API with the limits of the real one: it never has to say no."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from pd_intake_bot import clock
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers.service import Environment, Process

PEOPLE = 45
PER_SECOND = 15
"""With what may be under way at once it stays below the limit, however slow the machine is."""
PATIENCE = 300


async def test_people_who_come_at_once_are_all_answered_within_the_limits(tmp_path: Path) -> None:
    async with BotApi(clock=clock.now, limits=Limits()) as api:
        process = await Process.start(configure(tmp_path, api), "--only", "telegram,delivery")
        try:
            await process.ready()
            async with asyncio.TaskGroup() as group:
                for number in range(1, PEOPLE + 1):
                    group.create_task(greet(api.person(number, f"Үлгі {number}", "ru")))
        finally:
            await process.end()
        assert HTTPStatus.TOO_MANY_REQUESTS not in api.counter.refused


def configure(folder: Path, api: BotApi) -> Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_TELEGRAM_TOKEN": api.token,
        "PD_TELEGRAM_API": api.url,
        "PD_TELEGRAM_PER_SECOND": str(PER_SECOND),
    }


async def greet(phone: Phone) -> None:
    await phone.send("/start")
    await phone.until(offers("Русский"), within=PATIENCE)
    await phone.send("Русский")
    await phone.until(offers("Начать"), within=PATIENCE)


def offers(label: str) -> Callable[[ChatMessage], bool]:
    return lambda shown: any(label in button.label for row in shown.buttons for button in row)
