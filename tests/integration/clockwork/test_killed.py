"""Five processes remind from one PostgreSQL and are killed in mid-work: each thing is said once."""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import Case, NewCase
from pd_intake_bot.domain.delivery import Outcome, Sent
from pd_intake_bot.domain.notices import Notice
from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Request, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store
from tests.servers.one_by_one import OneByOne

ROOT = Path(__file__).parents[3]
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 15)
TIMES = time(0, 30), time(9)
REGISTERED = datetime(2026, 11, 3, 5, tzinfo=UTC)
HOLDER = 7001
STEPS = (0, 1, 2, 5, 10)
PROCESSES, KILLS, CASES = 5, 6, 12
LOOK = 0.1
"""About how many seconds a look takes: within them it is killed."""
PATIENCE = 120

Said = tuple[str, str, int]
"""A case, what was said of it, and the days that were named."""


async def fill(database: Database, days: Calendar) -> dict[str, date]:
    """Register cases due on the days of the walk; every fourth is nobody's."""
    due: dict[str, date] = {}

    async def work(store: Store) -> None:
        for number in range(CASES):
            target = days.next_working_day(FIRST + timedelta(days=number))
            case = await store.cases.add(new_case(target), prefix="PD", year=2026, now=REGISTERED)
            due[str(case.ref)] = target
            if number % 4:
                await store.cases.change(replace(case, officer=str(HOLDER)))

    await database(work)
    return due


def new_case(target: date) -> NewCase:
    return NewCase(
        channel=Channel.MANUAL,
        request=Request.INQUIRY,
        right=RightKey("dispute"),
        language=None,
        received_at=REGISTERED,
        promised=target,
        target=target,
        proof=Proof.CHANNEL,
        reply_to=None,
        fields={},
        missing=(),
        held_because=None,
    )


def expected(due: dict[str, date], days: Calendar) -> Counter[Said]:
    """Count once more, plainly, what must be said of each case on each day of the walk."""
    said: Counter[Said] = Counter()
    for ref, target in due.items():
        last_step = None
        for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if not days.is_working(day):
                continue
            between = range(min(day, target).toordinal() + 1, max(day, target).toordinal() + 1)
            count = sum(days.is_working(date.fromordinal(one)) for one in between)
            if day > target:
                said[ref, "clockwork-target-past", count] += 1
                continue
            step = min((one for one in STEPS if one >= count), default=None)
            if step is not None and step != last_step:
                text = "clockwork-target-left" if count else "clockwork-target-last"
                said[ref, text, count] += 1
                last_step = step
    return said


def moments_of(zone: tzinfo) -> list[datetime]:
    """List the moments of the walk: by night and in the morning of every day."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [datetime.combine(day, at, zone) for day in days for at in TIMES]


class Walker:
    """A process that reminds."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, url: str, key: str) -> "Walker":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.servers.ticking", url, key),
            env={"PATH": os.environ["PATH"]},
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def look(self, moment: datetime) -> None:
        """Let it look, until it is done."""
        self._tell(moment)
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == b"looked\n"

    async def die(self, moment: datetime, after: float) -> None:
        """Let it look, and kill it in the midst of that."""
        self._tell(moment)
        await asyncio.sleep(after)
        self.process.kill()
        await self.process.wait()

    async def end(self) -> None:
        """Let it end by itself."""
        await self.process.communicate(b"")

    def _tell(self, moment: datetime) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{moment.isoformat()}\n".encode())


async def walk_and_kill(url: str, key: str, moments: Sequence[datetime]) -> None:
    """Let five look at each moment side by side; at some one of them dies and another begins."""
    chance = random.Random(2026)  # noqa: S311 - any will do
    fatal = set(chance.sample(moments, KILLS))
    async with asyncio.timeout(PATIENCE):
        one, *others = [await Walker.start(url, key) for _ in range(PROCESSES)]
        for moment in moments:
            async with asyncio.TaskGroup() as group:
                for each in others:
                    group.create_task(each.look(moment))
                if moment in fatal:
                    group.create_task(one.die(moment, chance.uniform(0, LOOK)))
                else:
                    group.create_task(one.look(moment))
            if moment in fatal:
                one = await Walker.start(url, key)
                await one.look(moment)
        for each in (one, *others):
            await each.end()


async def everything_said(database: Database) -> list[Notice]:
    """Empty the outbox and give every notice in it."""
    heard: list[Notice] = []

    async def carry(parcel: Parcel) -> Outcome:
        heard.append(notices.read(parcel.payload))
        return Sent(answer="ok", ids={"chat_id": 1, "message_id": 1})

    deliver = OneByOne.by(
        Carrier.TELEGRAM,
        carry,
        transactions=database,
        clock=lambda: datetime(2028, 1, 1, tzinfo=UTC),
    )
    while await deliver():
        pass
    return heard


def lines_about(told: list[Notice], family: str) -> Counter[tuple[int | None, Said]]:
    """Count who heard what of which case."""
    found: Counter[tuple[int | None, Said]] = Counter()
    for notice in told:
        for line in notice.lines:
            if line.text.startswith(family):
                days = line.values.get("days", 0)
                assert isinstance(days, int)
                found[notice.to, (str(line.values["ref"]), line.text, days)] += 1
    return found


async def test_each_thing_is_said_once_whoever_dies(postgres_url: str) -> None:
    await migrations.upgrade(postgres_url)
    policy, key = load.load(), Seal.new_key()
    days = calendar.load_calendar(policy)
    async with Database(postgres_url, Seal(key)) as database:
        due = await fill(database, days)
        await walk_and_kill(postgres_url, key, moments_of(policy.zone))
        told = await everything_said(database)
        holders = {str(one.ref): one.officer for one in await database(all_cases)}
    working = sum(
        days.is_working(date.fromordinal(one))
        for one in range(FIRST.toordinal(), LAST.toordinal() + 1)
    )

    reminders = lines_about(told, "clockwork-target")
    assert set(reminders.values()) == {1}
    first_hand = Counter(
        said for (to, said), _ in reminders.items() if to == (HOLDER if holders[said[0]] else None)
    )
    assert first_hand == expected(due, days)

    untaken = lines_about(told, "clockwork-untaken")
    assert set(untaken.values()) == {1}
    # Where the date of a case is spoken of, with who holds it, the rest is left out.
    dated = [said for said in first_hand if holders[said[0]] is None]
    assert len(untaken) + len(dated) == working * sum(one is None for one in holders.values())

    reports = Counter(
        notice.lines[0].values["date"]
        for notice in told
        if notice.lines[0].text in {"clockwork-report", "clockwork-quiet"}
    )
    assert (len(reports), set(reports.values())) == (working, {1})


async def all_cases(store: Store) -> Sequence[Case]:
    return await store.cases.all()
