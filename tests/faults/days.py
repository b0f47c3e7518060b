"""Days and years that pass while the service dies: what is to be said, and what is to be erased."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, select

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_almanac, load_policy
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.retention import Class
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.erasure_log import FILE, ErasureLog
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import outbox, reminders, tombstones
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import audit
from tests.faults import elapse
from tests.faults.scene import OFFICERS, Scene
from tests.servers import service

MORNING = time(10)
DAYS = 5
ERASING = ("before erasing", "after erasing", "") * 2
YEARS = timedelta(days=1200)
"""So long after it was closed nothing of a case is kept."""
LIVED = 10.0
"""Seconds that a life has to come to its point; it may have come and gone in an earlier one."""
SETTLED = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """`unsaid` are open cases past their date of which nothing was said on a day that is worked,
    and `reports` mornings without exactly one report."""

    deaths: int
    days: int
    cases: int
    unsaid: int
    reports: int

    @property
    def kept(self) -> bool:
        """Whether each day was as it should be."""
        return not (self.unsaid or self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """`left` are classes of closed cases that stand yet, `twice` those erased more than once.

    `unlogged` are those that the log of erasures does not tell of, `strays` files that no row
    tells of; `broken` tells of the chain of events.
    """

    deaths: int
    cases: int
    left: int
    twice: int
    unlogged: int
    strays: int
    broken: int

    @property
    def kept(self) -> bool:
        """Whether everything is gone whose time has come, once."""
        return not (self.left + self.twice + self.unlogged + self.strays + self.broken)


@dataclass(slots=True, kw_only=True)
class Days:
    """Lets time pass for the service, which dies meanwhile.

    A life has `patience` seconds to come to its point.
    """

    scene: Scene
    chance: random.Random
    patience: float = LIVED
    deaths: int = field(default=0, init=False)
    reached: Counter[str] = field(default_factory=Counter, init=False)

    async def pass_by(self) -> Reminded:
        """Live through some mornings that are worked, and look whether each case was spoken of."""
        settings = service.load(self.scene.direct)
        policy = load_policy(settings)
        calendar = load_almanac(settings, policy).calendar
        day, unsaid, reports = policy.local_date(self._now()), 0, 0
        await self.scene.lives.stop()
        async with open_database(settings) as database:
            cases = [one for one in await _cases(database) if one.state.is_open]
            # The first days lie before the dates, and the last ones past all of them.
            last = max(one.target for one in cases if one.target)
            for number in range(DAYS):
                day = calendar.next_working_day(day + timedelta(days=1))
                if number == DAYS - 1:
                    day = calendar.next_working_day(max(day, last + timedelta(days=1)))
                self._set(datetime.combine(day, MORNING, policy.zone))
                await self._die_at("before reminding", "after reminding", "")
                await self.scene.lives.begin()
                due = {int(one.id) for one in cases if one.target and one.target < day}
                unsaid += len(due - await self._until_said(due, day.isoformat()))
                reports += await self._count_reports(day.isoformat()) != 1
                await self.scene.lives.kill()
        return Reminded(
            deaths=self.deaths, days=DAYS, cases=len(cases), unsaid=unsaid, reports=reports
        )

    async def erase(self, *points: str) -> Gone:
        """Close half of the cases, let years pass, and look what is left of them."""
        self.deaths = 0
        settings = service.load(self.scene.direct)
        await self.scene.lives.stop()
        async with open_database(settings) as database:
            closed = (await _cases(database))[::2]
            for case in closed:
                await database(partial(_close, case, self._now()))
            self.scene.lives.ahead += YEARS
            await self._die_at(*points or ERASING)
            await self.scene.lives.begin()
            await self._until_erased(len(closed))
            await self.scene.lives.stop()
            retain = build_retain(settings, database, load_policy(settings))
            again = await retain(now=self._now())
            found = await self._tombstones()
            log = ErasureLog(settings.data_dir / FILE, database.seal)
            logged = Counter((one.ref, one.one) for one in await log.all())
            chain = await database.reading(lambda store: audit.verify(store, shown={}))
        wanted = [(one, each) for one in closed for each in (Class.SUBMISSION, Class.CASE)]
        return Gone(
            deaths=self.deaths,
            cases=len(closed),
            left=len(again.classes) + sum(not found[one.id, each] for one, each in wanted),
            twice=sum(count > 1 for count in found.values()),
            unlogged=sum(not logged[str(one.ref), each] for one, each in wanted),
            strays=again.strays,
            broken=chain.broken is not None,
        )

    def _now(self) -> datetime:
        return clock.now() + self.scene.lives.ahead

    def _set(self, moment: datetime) -> None:
        self.scene.lives.ahead = max(moment - clock.now(), self.scene.lives.ahead)

    async def _die_at(self, *points: str) -> None:
        """Live to each point, and die there; where there is none, at a random moment."""
        for point in points:
            await elapse.over_claims(self.scene)
            await self.scene.lives.begin(point=point)
            if point:
                self.reached[point] += await self.scene.lives.ended(within=self.patience)
            else:
                await asyncio.sleep(self.chance.uniform(0, 1.5))
            await self.scene.lives.kill()
            self.deaths += 1
        await elapse.over_claims(self.scene)

    async def _until_said(self, due: set[int], day: str) -> set[int]:
        """Wait until it is written down of each case that it was spoken of on that day."""
        said: set[int] = set()
        for _ in range(SETTLED):
            said = await self._said(day)
            if due <= said and await self._count_reports(day) == 1:
                break
            await asyncio.sleep(1)
        return said

    async def _said(self, day: str) -> set[int]:
        rows = await self._rows(select(reminders).where(reminders.c.matter == Matter.TARGET))
        return {row.case_id for row in rows if row.day.isoformat() == day}

    async def _count_reports(self, day: str) -> int:
        return len(await self._rows(select(outbox.c.id).where(outbox.c.key == f"report:{day}")))

    async def _until_erased(self, count: int) -> None:
        for _ in range(SETTLED):
            found = await self._tombstones()
            if sum(one is Class.CASE for _, one in found) >= count:
                return
            await asyncio.sleep(1)

    async def _tombstones(self) -> Counter[tuple[int, Class]]:
        which = tombstones.c["class"].label("which")
        rows = await self._rows(select(tombstones.c.case_id, which))
        return Counter((int(row.case_id), Class(row.which)) for row in rows)

    async def _rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        engine = open_engine(self.scene.direct["PD_DATABASE_URL"])
        try:
            async with transaction(engine, reading=True) as connection:
                found: Sequence[Row[Any]] = (await connection.execute(statement)).all()
                return found
        finally:
            await engine.dispose()


async def _cases(database: Database) -> Sequence[Case]:
    return await database.reading(lambda store: store.cases.all())


async def _close(case: Case, now: datetime, store: Store) -> None:
    closed = await store.cases.change(replace(case, state=State.CLOSED, closed_at=now))
    event = Event(kind=EventKind.CLOSED, at=now, actor=str(OFFICERS[0]), data={})
    await store.events.add(closed.id, event)
