"""(e) What the queue costs at 1,000, 100,000 and 1,000,000 cases, on both databases.

`python -m bench.growth [sqlite] [postgres] [SIZE...]`. The cases are made by `bench.filling`; what
is measured is the whole handling of a command, of a card, of a look at the dates, of a mail, each
by turns at every size. First the same number of cases is open at each size, then a fiftieth of
all. Growth is told twice: in time, with how far the turns lie apart, and in what the database
goes through, pages or steps, which no load of the machine changes.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench import figures, filling

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.storage import migrations
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.roster import Roster
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.clockwork.waiting import AskAgain
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.overview.figures import of_now
from pd_intake_bot.usecases.ports import Store
from tests.contract import effort
from tests.servers.postgres import Postgres
from tests.servers.staff import INQUIRY, LEAD, StaffService, write_mail
from tests.servers.telegram import DAYS, POLICY

SIZES = (1_000, 100_000, 1_000_000)
OPEN = 200
"""Cases that are open at every size, at first."""
SHARE = 50
"""Of so many cases one is open, then."""
TRUE = 20
"""Cases registered by the service, before the others are copied from them and after."""
ROUNDS, WARM, COUNTED = 60, 6, 5
"""Turns that are measured, those before them, and those in which the database counts."""
QUARTER, HALF = 0.25, 0.5
DAY = timedelta(days=1)

Things = Mapping[str, Callable[[], Awaitable[float]]]


class Register(StaffService):
    """A service with a register of some size, and what is measured on it."""

    lead: Officer
    newest: CaseId
    mails = turns = 0

    async def take(self) -> None:
        """Take a mail into the queue, as the reader of the mailbox does."""
        self.mails += 1
        mail = write_mail(INQUIRY, f"Менің нөмірім {self.mails}.")
        mail.replace_header("From", f"Пример Примерович <user{self.mails}@example.test>")
        await self.mail(mail)

    async def fill(self, size: int) -> None:
        """Register some cases, copy them, and register some more."""
        self.lead = await self.member(LEAD, "Болат")
        for _ in range(TRUE):
            await self.take()
        await filling.grow(self.url, size)
        for _ in range(TRUE):
            await self.take()
        self.newest = await self.database(_newest)

    async def open(self, count: int) -> None:
        """Let so many cases be open, and say all that is due of them."""
        await filling.open_again(self.url, count)
        while await self.look_at_dates():
            pass
        await filling.hush(self.url)

    def things(self) -> Things:
        """Name what is measured; each takes the seconds of one try."""
        return {
            "/queue": partial(self._command, "/queue"),
            "/overdue": partial(self._command, "/overdue"),
            "/find, a number": self._find_number,
            "/find, an address": self._find_address,
            "card updated": self._card,
            "reminder tick": partial(timed, self.look_at_dates),
            "mail registered": partial(timed, self.take),
            "morning report": partial(self._read, self._census),
            "metrics": partial(self._read, self._watch),
            "figures of eight weeks": partial(self._read, self._figures),
        }

    async def count(self) -> Mapping[str, float]:
        """Let the database count what each thing makes it go through."""
        counted: dict[str, float] = {}
        with effort.counted(steps=1) as gone_through:
            await self.restart()
            for name, thing in self.things().items():
                await thing()
                before = gone_through.total
                for _ in range(COUNTED):
                    await thing()
                counted[name] = (gone_through.total - before) / COUNTED
        await self.restart()
        return counted

    async def look_at_dates(self) -> bool:
        """Look once at all dates, as the clockwork does twice a minute."""
        tell, now = Tell(leads=Roster(named={}).leads), self.clock()
        work, ours = self.database, self._acknowledge()
        said = await Remind(transactions=work, policy=POLICY, calendar=DAYS, tell=tell)(now)
        untaken = SayUntaken(transactions=work, policy=POLICY, calendar=DAYS, tell=tell)
        said = await untaken(now) or said
        again = AskAgain(
            transactions=work,
            policy=POLICY,
            calendar=DAYS,
            tell=tell,
            writer=ours.writer,
            post=ours.post,
        )
        await again(now)
        return said

    async def _find_number(self) -> float:
        self.turns += 1
        return await self._command(f"/find {self.turns}")

    async def _find_address(self) -> float:
        self.turns += 1
        return await self._command(f"/find user{TRUE + self.turns % TRUE + 1}@example.test")

    async def _command(self, words: str) -> float:
        await self.lead.phone.send(words)
        await self.receive()
        seconds = await timed(self.handle)
        await self.settle()
        return seconds

    async def _card(self) -> float:
        await self.database(self._change)
        seconds = await timed(self.deliver)
        await self.settle()
        return seconds

    async def _change(self, store: Store) -> None:
        case = await store.cases.get(self.newest)
        await store.outbox.add(parcels.card(await store.cases.change(case)), now=self.clock())

    async def _read(self, question: Callable[[Store, Moment], Awaitable[object]]) -> float:
        moment = Moment(now=self.clock(), policy=POLICY, calendar=DAYS)
        return await timed(lambda: self.database.reading(lambda store: question(store, moment)))

    async def _census(self, store: Store, moment: Moment) -> None:
        today = moment.today
        await store.reports.census(today=today, week_ends=today, since=moment.now - DAY)

    async def _watch(self, store: Store, moment: Moment) -> None:
        await store.watch.take(today=moment.today, lately=moment.now - DAY)

    async def _figures(self, store: Store, moment: Moment) -> None:
        await of_now(store, moment)


async def timed(step: Callable[[], Awaitable[object]]) -> float:
    """Tell how many seconds something takes."""
    began = time.perf_counter()
    await step()
    return time.perf_counter() - began


async def _newest(store: Store) -> CaseId:
    return (await store.cases.open())[-1].id


async def compare(registers: Mapping[int, Register], rounds: int) -> None:
    """Measure each thing at each size by turns, and print what it grows by."""
    things = {size: register.things() for size, register in registers.items()}
    counted = {size: await register.count() for size, register in registers.items()}
    for name in things[min(things)]:
        seconds: dict[int, list[float]] = {size: [] for size in things}
        for turn in range(-WARM, rounds):
            for size in sorted(things, reverse=turn % 2 == 1):
                took = await things[size][name]()
                if turn >= 0:
                    seconds[size].append(took)
        show(name, seconds, {size: counts[name] for size, counts in counted.items()})


def show(name: str, seconds: Mapping[int, Sequence[float]], counted: Mapping[int, float]) -> None:
    """Print what a thing takes at the smallest size, and by how much that grows.

    The growth is that from turn to turn, each try beside the one right before it or after.
    """
    least, *more = sorted(seconds)
    takes = _spread([took * 1000 for took in seconds[least]])
    growth = "; ".join(
        f"{_spread(_ratios(seconds[size], seconds[least]))} at {size:,},"
        f" gone through {counted[size] / max(counted[least], 1):.2f}"
        for size in more
    )
    figures.show(name, f"{takes} ms, {counted[least]:.0f} gone through; times that {growth}", "1.2")


def _ratios(values: Sequence[float], beside: Sequence[float]) -> list[float]:
    return [value / other for value, other in zip(values, beside, strict=True)]


def _spread(values: Sequence[float]) -> str:
    low, middle, high = (
        figures.percentile(values, share) for share in (QUARTER, HALF, 1 - QUARTER)
    )
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


async def grow(addresses: Mapping[int, str], folder: Path, rounds: int) -> None:
    """Measure one kind of database."""
    async with AsyncExitStack() as stack:
        registers: dict[int, Register] = {}
        for size, url in addresses.items():
            await migrations.upgrade(url)
            register = Register(folder / str(size), tables=url)
            registers[size] = await stack.enter_async_context(register)
            began = time.perf_counter()
            await register.fill(size)
            figures.show(f"made {size:,} cases", f"{time.perf_counter() - began:.0f} s")
        for register in registers.values():
            await register.open(OPEN)
        figures.title(f"  {OPEN} cases open at every size; the middle half of {rounds} turns")
        await compare(registers, rounds)
        for size, register in registers.items():
            await register.open(size // SHARE)
        figures.title(f"  one case of {SHARE} open; the middle half of {rounds} turns")
        await compare(registers, rounds)


def main() -> None:
    """Print the figures."""
    kinds = [kind for kind in MEASURED if kind in sys.argv[1:]] or list(MEASURED)
    sizes = [int(word.replace(",", "")) for word in sys.argv[1:] if word not in kinds] or SIZES
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            figures.title(f"(e) growth on {kind}")
            MEASURED[kind](sizes, Path(folder))


def measure_sqlite(sizes: Sequence[int], folder: Path) -> None:
    """Measure on files in a folder."""
    files = {size: f"sqlite+aiosqlite:///{folder}/{size}.db" for size in sizes}
    asyncio.run(grow(files, folder, ROUNDS))


def measure_postgres(sizes: Sequence[int], folder: Path) -> None:
    """Measure on a server of its own, which makes every commit durable."""
    postgres = Postgres(durable=True)
    try:
        made = {size: postgres.url(postgres.create()) for size in sizes}
        asyncio.run(grow(made, folder, ROUNDS))
    finally:
        postgres.close()


MEASURED = {"sqlite": measure_sqlite, "postgres": measure_postgres}


if __name__ == "__main__":
    main()
