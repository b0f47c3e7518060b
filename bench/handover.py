"""How long the mailbox and the bot wait for another process, when the one that served them dies.

`python -m bench.handover [ROUNDS] [sqlite] [postgres]`. Two processes of the service share a
database. The one that reads and polls is killed at a random moment; at once a mail comes and
somebody writes to the bot, and each waits until the other process has answered. Then a third
takes the place of the dead.
"""

import asyncio
import random
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from bench import figures, mailbox
from bench.intake import UNCAPPED

from pd_intake_bot import clock
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

ROUNDS = 10
USER = "bench"
LONGEST_LIFE = 5.0
"""Seconds that the two run side by side at most: as long as between two renewals of a lease."""
PATIENCE = 120
AIM = "30 s"
Seconds = tuple[float, float]
"""Until the mail was acknowledged, and until the bot answered."""


async def measure(environment: service.Environment, rounds: int, world: "World") -> list[Seconds]:
    """Kill whoever serves so often; the first round, in which nobody is killed, is left out."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    times: list[Seconds] = []
    async with AsyncExitStack() as stack:
        serving = await _start(environment, stack)
        await world.ask(0)
        for number in range(1, rounds + 1):
            waiting = await _start(environment, stack)
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
            await serving.kill()
            times.append(await world.ask(number))
            serving = waiting
    return times


async def _start(environment: service.Environment, stack: AsyncExitStack) -> service.Process:
    process = await service.Process.start(environment)
    stack.push_async_callback(process.kill)
    await process.ready()
    return process


class World:
    """Those who write: by mail and to the bot."""

    def __init__(self, dovecot: Dovecot, sink: SmtpSink, api: BotApi) -> None:
        self._dovecot, self._sink, self._api = dovecot, sink, api

    async def ask(self, number: int) -> Seconds:
        """Write by both ways at once; gives how long each waited."""
        phone = self._api.person(5000 + number, "Пример", "ru")
        began = time.perf_counter()
        await asyncio.to_thread(self._dovecot.deliver, mailbox.request(number), USER)
        await phone.send("/start")
        by_mail, by_bot = await asyncio.gather(self._letter(number + 1), self._answer(phone))
        return by_mail - began, by_bot - began

    async def _letter(self, count: int) -> float:
        await self._sink.until(count, within=PATIENCE)
        return time.perf_counter()

    async def _answer(self, phone: Phone) -> float:
        await phone.answer(within=PATIENCE)
        return time.perf_counter()


async def show(folder: Path, rounds: int, database: str | None) -> None:
    """Measure on one database, and print what came of it."""
    async with AsyncExitStack() as stack:
        dovecot = Dovecot()
        stack.callback(dovecot.close)
        sink = await stack.enter_async_context(SmtpSink())
        api = await stack.enter_async_context(BotApi(clock=clock.now))
        environment = service.configure(folder, dovecot, sink, user=USER, database=database)
        bot = {"PD_TELEGRAM_TOKEN": api.token, "PD_TELEGRAM_API": api.url}
        times = await measure(environment | UNCAPPED | bot, rounds, World(dovecot, sink, api))
        assert len(await service.cases(environment)) == len(sink.letters) == rounds + 1
    for name, waits in zip(("mail", "bot"), zip(*times, strict=True), strict=True):
        most, middle = max(waits), figures.middle(waits)
        figures.show(f"{name}: p50 and longest", f"{middle:.1f} s, {most:.1f} s", AIM)


def main() -> None:
    """Print the figures."""
    words = sys.argv[1:]
    rounds = next((int(word) for word in words if word.isdigit()), ROUNDS)
    kinds = [word for word in words if not word.isdigit()] or ["sqlite", "postgres"]
    for kind in kinds:
        figures.title(f"hand-over on {kind}: {rounds} times the process that serves is killed")
        postgres = Postgres(durable=True) if kind == "postgres" else None
        try:
            with tempfile.TemporaryDirectory() as folder:
                database = postgres.url(postgres.create()) if postgres else None
                asyncio.run(show(Path(folder), rounds, database))
        finally:
            if postgres:
                postgres.close()


if __name__ == "__main__":
    main()
