"""(f) From start to ready, and the memory of an idle service with mailbox, bot and web server.

The floor is an interpreter that only imports the libraries which the service stands on.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import figures

from pd_intake_bot import clock
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from tests.servers import service
from tests.servers.dovecot import Dovecot

ROUNDS = 5
SETTLED = 3.0
"""Seconds after which a service that has nothing to do is idle."""

_FLOOR = """
import aiohttp, aioimaplib, aiosmtplib, aiosqlite, cryptography.fernet, fluent.runtime
import pydantic, sqlalchemy.ext.asyncio, structlog{}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Of each start the seconds to ready and those of the processor; megabytes once idle."""

    seconds: list[float]
    worked: list[float]
    megabytes: float


async def measure(environment: service.Environment, rounds: int) -> Started:
    """Start the service so often."""
    times: list[float] = []
    work: list[float] = []
    idle = 0.0
    for _ in range(rounds):
        began = time.perf_counter()
        process = await service.Process.start(environment)
        try:
            await process.ready()
            times.append(time.perf_counter() - began)
            work.append(figures.processor(process.pid))
            await asyncio.sleep(SETTLED)
            idle = figures.memory(process.pid)
            await process.end()
        finally:
            await process.kill()
    return Started(seconds=times, worked=work, megabytes=idle)


async def _both(folder: Path, dovecot: Dovecot) -> None:
    async with SmtpSink() as sink, BotApi(clock=clock.now) as api:
        by_mail = service.configure(folder, dovecot, sink, user="start")
        bot = {"PD_TELEGRAM_TOKEN": api.token, "PD_TELEGRAM_API": api.url}
        await measure(by_mail, 1)  # Makes the tables.
        alone = await measure(by_mail, ROUNDS)
        whole = await measure(by_mail | bot, ROUNDS)
    _show("with a mailbox", alone, await libraries(""))
    _show("with a mailbox and a bot", whole, await libraries(", aiogram"))


async def libraries(more: str) -> float:
    """Tell how many seconds an interpreter takes that imports the libraries and ends."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        program = _FLOOR.format(more)
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        assert await process.wait() == 0
        times.append(time.perf_counter() - began)
    return figures.middle(times)


def _show(name: str, started: Started, floor: float) -> None:
    took = figures.middle(started.seconds)
    figures.show(f"{name}: ready after", f"{took:.2f} s", "2 s")
    figures.show("  its libraries alone", f"{floor:.2f} s: {took / floor:.2f} times that")
    figures.show("  processor time of it", f"{figures.middle(started.worked):.2f} s")
    figures.show("  memory when idle", f"{started.megabytes:.0f} MB", "120 MB")


def main() -> None:
    """Print the figures."""
    figures.title(f"(f) start to ready, median of {ROUNDS}, and idle memory")
    dovecot = Dovecot()
    try:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_both(Path(folder), dovecot))
    finally:
        dovecot.close()


if __name__ == "__main__":
    main()
