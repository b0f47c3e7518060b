"""(g) Telegram updates a second through the whole conversation, against the embedded Bot API.

Held against `bench.bare_bot` in the same run: the same library with no more than a state in
memory, one durable row and one answer a message. `python -m bench.talk [PEOPLE] [ROUNDS]`

The embedded Bot API and the people stand in this process and cost both sides alike.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from bench import figures

from pd_intake_bot import clock
from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service

PEOPLE, ROUNDS = 100, 3
WITHIN = 120.0
"""Seconds that anybody waits for one answer."""
SAID = (
    *("/start", "Русский", "Начать", "Не присылайте мне новости", "user{n}@example.test"),
    *("Первое от {n}", "Второе от {n}", "Готово", "Отправить"),
)
"""A whole conversation, typed: each line is answered by one message at least."""
FIRST = 7_001_000
"""The number of the first person; the one before comes alone, and is measured in nothing."""
UNHURRIED = {"PD_TELEGRAM_PER_SECOND": "100000", "PD_TELEGRAM_PER_PERSON": "100000"}
"""The floor knows no limits, and what is measured is work and not obedience."""


@dataclass(slots=True)
class Hall:
    """People who talk to the bot, and who is told when the bot has written to them.

    One listener for all: were each of a thousand to look for themselves whenever anything
    happens, every message would cost a thousand looks.
    """

    api: BotApi
    answered: dict[int, asyncio.Event] = field(default_factory=dict)
    written: Counter[int] = field(default_factory=Counter)
    """How often the bot has written into each chat, changes included."""

    @property
    def refusals(self) -> int:
        """How often the bot was told that it writes too much."""
        return self.api.counter.refused.count(HTTPStatus.TOO_MANY_REQUESTS)

    async def listen(self) -> None:
        """Wake whoever the bot has written to, till cancelled."""
        with self.api.changes.listen() as queue:
            while True:
                change = await queue.get()
                written = change.what in {What.MESSAGE, What.EDIT}
                self.written[change.chat_id or 0] += written
                if written and change.chat_id in self.answered:
                    self._wake(self.api.person(change.chat_id, ""))

    def _wake(self, phone: Phone) -> None:
        if phone.messages and phone.messages[-1].from_bot:
            self.answered[phone.user_id].set()

    async def talk(self, number: int, *, after: float = 0.0, pause: float = 0.0) -> list[float]:
        """Hold a whole conversation; gives how long each answer took."""
        phone = self.api.person(number, f"Үлгі {number}", "ru")
        heard = self.answered[number] = asyncio.Event()
        took = []
        await asyncio.sleep(after)
        for line in SAID:
            heard.clear()
            began = time.perf_counter()
            await phone.send(line.format(n=number))
            async with asyncio.timeout(WITHIN):
                await heard.wait()
            took.append(time.perf_counter() - began)
            await asyncio.sleep(pause)
        return took


@asynccontextmanager
async def hall(*, limited: bool = False) -> AsyncIterator[Hall]:
    """Open a Bot API, with the limits of the real one if `limited`, and listen to what comes."""
    async with (
        BotApi(clock=clock.now, limits=Limits(on=limited)) as api,
        asyncio.TaskGroup() as group,
    ):
        opened = Hall(api)
        listening = group.create_task(opened.listen())
        yield opened
        listening.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Updates a second, milliseconds of processor time for each, and how long answers took."""

    rate: float
    work: float
    waits: Sequence[float]


async def all_at_once(hall: Hall, people: int, pid: int) -> Talk:
    """Let everybody talk at once to the bot that is this process, once somebody has."""
    await hall.talk(FIRST - 1)
    began, busy = time.perf_counter(), figures.processor(pid)
    talks = await asyncio.gather(*(hall.talk(FIRST + n) for n in range(people)))
    updates = people * len(SAID)
    return Talk(
        rate=updates / (time.perf_counter() - began),
        work=1000 * (figures.processor(pid) - busy) / updates,
        waits=[took for talk in talks for took in talk],
    )


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[tuple[Hall, int]]:
    """Let the bare bot run; gives who may talk to it, and its process."""
    async with hall() as opened:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.bare_bot"),
            *(opened.api.token, opened.api.url, str(folder / "floor.db")),
            env=os.environ | {"PYTHONPATH": "."},
            stderr=asyncio.subprocess.PIPE,
            limit=service.LOG_BYTES,
        )
        try:
            assert process.stderr is not None
            await process.stderr.readline()
            yield opened, process.pid
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def by_floor(folder: Path, people: int) -> Talk:
    """Let the bare bot answer."""
    async with bare(folder) as (opened, pid):
        return await all_at_once(opened, people, pid)


def configure(folder: Path, api: BotApi) -> service.Environment:
    """Give the environment of a service that talks and does nothing else."""
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_TELEGRAM_TOKEN": api.token,
        "PD_TELEGRAM_API": api.url,
        "PD_HTTP_LISTEN": "127.0.0.1:0",
    }


async def by_service(folder: Path, people: int) -> Talk:
    """Let the service answer, and see that it has made a case of each conversation."""
    async with hall() as opened:
        environment = configure(folder, opened.api) | UNHURRIED
        process = await service.Process.start(environment)
        try:
            await process.ready()
            measured = await all_at_once(opened, people, process.pid)
        finally:
            await process.kill()
        assert len(await service.cases(environment)) == people + 1
        return measured


async def compare(people: int, rounds: int) -> Sequence[tuple[Talk, Talk]]:
    """Measure floor and service by turns."""
    found = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as place:
            least = await by_floor(Path(place), people)
            whole = await by_service(Path(place), people)
        found.append((least, whole))
        rates = f"{least.rate:.0f} and {whole.rate:.0f} a second"
        figures.show(f"round {number + 1}: floor and service", rates)
    return found


def main() -> None:
    """Print the figures."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS  # noqa: PLR2004 - the second word
    figures.title(f"(g) {people} people talk at once, {len(SAID)} updates each, {rounds} rounds")
    found = asyncio.run(compare(people, rounds))
    _show("floor: state in memory, one row, one answer", [least for least, _ in found])
    _show("the service", [whole for _, whole in found])
    slower = figures.middle([least.rate / whole.rate for least, whole in found])
    more = figures.middle([whole.work / least.work for least, whole in found])
    figures.show("times the floor", f"{slower:.2f}; by processor time {more:.2f}")
    waits = [took for _, whole in found for took in whole.waits]
    p50, p99 = (figures.percentile(waits, share) for share in (0.5, 0.99))
    figures.show("an answer took, p50 and p99", f"{p50:.2f} s, {p99:.2f} s")


def _show(name: str, found: Sequence[Talk]) -> None:
    rate, work = (
        figures.middle([getattr(one, what) for one in found]) for what in ("rate", "work")
    )
    figures.show(name, f"{rate:.0f} updates a second, {work:.1f} ms of processor time each")


if __name__ == "__main__":
    main()
