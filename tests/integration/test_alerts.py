"""Each alert is silent over a service that is well, and fires for the fault that it is about."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from prometheus_client import Metric

from pd_intake_bot import clock
from pd_intake_bot.app.ground import Ground, open_ground
from pd_intake_bot.app.measures import OUTSIDE, LoopMeasures
from pd_intake_bot.app.vitals import VitalMeasures
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome, Refused, Unknown
from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.domain.review import ReviewKind
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.supervise import Loop, Supervisor
from pd_intake_bot.usecases.lease import Lease
from pd_intake_bot.usecases.letters.deliver import Deliver
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from tests.contract import invented
from tests.servers import programs, service
from tests.servers.promql import Moment

RULES = (Path(__file__).parents[2] / "deploy" / "alerts.yml").read_text("utf-8")
ALERTS = dict(re.findall(r"- alert: (\w+)\n\s+expr: (.*)", RULES))
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
"""A working day, about noon."""
HOUR = timedelta(hours=1)
MOST_TRIES = 2
"""After so many nobody tries again what may have left."""


@dataclass(slots=True)
class Watched:
    """A service, as far as it is watched: its loops and its database."""

    ground: Ground
    loops: dict[str, Loop]
    lease: Lease
    is_up: bool = True
    tried_at: datetime = NOW

    async def scrape(self) -> list[Metric]:
        """Give what a Prometheus server would be told."""
        if not self.is_up:
            return []
        vitals = VitalMeasures(ground=self.ground)
        await vitals.refresh()
        return [*LoopMeasures(list(self.loops.values())).collect(), *vitals.collect()]

    async def fail(self, name: str) -> None:
        """Let a loop run whose tick fails."""

        async def tick() -> None:
            raise OSError("no route to host")

        await run(loop := Loop(name=name, tick=tick, every=HOUR))
        self.loops[name] = loop

    async def post(self, *, at: datetime = NOW) -> None:
        """Let a letter wait to leave."""
        case_id = await self.register()
        lane = f"mail:user{case_id}@example.test"
        parcel = invented.parcel(case_id, case_id=case_id, lane=lane)
        await self.ground.database(lambda store: store.outbox.add(parcel, now=at))

    async def send(self, *, letters: int, outcome: Outcome) -> None:
        """Let letters leave, and come to something."""
        for _ in range(letters):
            await self.post()

        async def carry(_: Parcel) -> Outcome:
            return outcome

        deliver = Deliver(
            transactions=self.ground.database,
            carrier=Carrier.MAIL,
            carry=carry,
            clock=lambda: self.tried_at,
        )
        loop = Loop(name="delivery by mail", tick=deliver, every=HOUR)
        for self.tried_at in (NOW + HOUR * tries for tries in range(MOST_TRIES)):
            await run(loop)
        self.loops[loop.name] = loop

    async def register(self, *, at: datetime = NOW, **changes: object) -> CaseId:
        """Register a case."""
        plain = {"received_at": at, "target": date(2026, 12, 24), "promised": None}
        new = invented.case(**plain | changes)

        async def add(store: Store) -> CaseId:
            return (await store.cases.add(new, prefix="PD", year=2026, now=at)).id

        return await self.ground.database(add)

    async def review(self, count: int, kind: ReviewKind) -> None:
        """Put messages before staff."""

        async def add(store: Store) -> None:
            for number in range(count):
                submission = invented.submission(number)
                await store.submissions.add(submission, case_id=None)
                await store.reviews.add(invented.review(kind=kind, submission=submission))

        await self.ground.database(add)

    async def write(self, *, aside: bool = False) -> None:
        """Let somebody write to the bot an hour ago, and nobody handle it."""
        update = StoredUpdate(
            update_id=1, lane="person:1", raw="{}", received_at=NOW - HOUR, attempts=0
        )

        async def keep(store: Store) -> None:
            await store.updates.add([update])
            if aside:
                await store.updates.quarantine(1, "ValueError")

        await self.ground.database(keep)

    async def lose_database(self) -> None:
        """Let nobody answer where the database was."""
        (port,) = programs.free_ports(1)
        url = f"postgresql+asyncpg://app@127.0.0.1:{port}/x"
        self.ground = replace(self.ground, database=Database(url, self.ground.seal))

    async def stop(self) -> None:
        """Let nobody answer where the service was."""
        self.is_up = False

    async def lose_lease(self) -> None:
        """Let the lease end, and nobody take it."""
        await self.lease.give_up()

    async def hang(self) -> None:
        """Let a loop be at one task for long."""
        self.loops["mailbox"].health.busy_since = clock.now() - timedelta(minutes=11)

    async def slow_down(self) -> None:
        """Let the ticks of a loop last long."""
        self.loops["mailbox"].health.ticks.add(200)


async def run(loop: Loop) -> None:
    """Let a loop make one tick."""
    stop = asyncio.Event()

    async def once() -> None:
        stop.set()
        await loop.tick()

    await Supervisor(loops=[replace(loop, tick=once)], clock=clock.now, stop=stop).run()


async def nothing() -> None:
    """Find nothing to do."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables once, for every service to have a copy of."""
    file = tmp_path_factory.mktemp("tables") / "intake.db"
    asyncio.run(migrations.upgrade(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
async def watched(tmp_path: Path, tables: Path) -> AsyncIterator[Watched]:
    """Give a service that is well."""
    settings = service.load(
        {
            "PD_DATABASE_URL": f"sqlite+aiosqlite:///{shutil.copy(tables, tmp_path)}",
            "PD_DATA_DIR": str(tmp_path),
            "PD_SECRET_KEY": Seal.new_key(),
        }
    )
    async with open_ground(settings, now=lambda: NOW) as ground:
        lease = Lease(name="mailbox", transactions=ground.database, clock=clock.now)
        loops = {name: Loop(name=name, tick=nothing, every=HOUR) for name in OUTSIDE}
        loops["mailbox lease"] = Loop(name="mailbox lease", tick=lease, every=HOUR)
        for loop in loops.values():
            await run(loop)
        yield Watched(ground=ground, loops=loops, lease=lease)


late = partial(Watched.register, at=NOW - 2 * HOUR, received_at=NOW - 2 * HOUR)
over = partial(Watched.register, target=date(2026, 11, 20), promised=date(2026, 11, 20))
refused, unknown = Refused(answer="550 No"), Unknown(answer="silence")

FAULTS: dict[str, Callable[[Watched], Awaitable[object]]] = {
    "PdIntakeDown": Watched.stop,
    "PdIntakeDatabaseDown": Watched.lose_database,
    "PdIntakeMailboxDown": partial(Watched.fail, name="mailbox"),
    "PdIntakeMailServerDown": partial(Watched.fail, name="delivery by mail"),
    "PdIntakeTelegramDown": partial(Watched.fail, name="delivery by telegram"),
    "PdIntakeStaffGroupLost": partial(Watched.fail, name="staff group"),
    "PdIntakeNobodyReads": Watched.lose_lease,
    "PdIntakeLoopFailing": partial(Watched.fail, name="reminders"),
    "PdIntakeLoopStuck": Watched.hang,
    "PdIntakeTicksSlow": Watched.slow_down,
    "PdIntakeIntakeSlow": partial(Watched.register, received_at=NOW - HOUR),
    "PdIntakeUnacknowledged": late,
    "PdIntakeOutboxStuck": partial(Watched.post, at=NOW - HOUR),
    "PdIntakeLettersUnsure": partial(Watched.send, letters=1, outcome=unknown),
    "PdIntakeSendsRefused": partial(Watched.send, letters=4, outcome=refused),
    "PdIntakeQuarantine": partial(Watched.review, count=1, kind=ReviewKind.QUARANTINE),
    "PdIntakeReviewsWait": partial(Watched.review, count=21, kind=ReviewKind.REVIEW),
    "PdIntakeUpdatesStuck": Watched.write,
    "PdIntakeUpdatesSetAside": partial(Watched.write, aside=True),
    "PdIntakeOverdue": over,
    "PdIntakePromiseBroken": over,
    "PdIntakeNoReminders": over,
}


def test_every_alert_has_its_fault() -> None:
    assert list(FAULTS) == list(ALERTS)


async def test_over_a_service_that_is_well_no_alert_fires(watched: Watched) -> None:
    before = await watched.scrape()
    await watched.register()
    moment = Moment(at=NOW, metrics=await watched.scrape(), before=before)
    assert [name for name, asked in ALERTS.items() if moment.fires(asked)] == []


@pytest.mark.parametrize("alert", FAULTS)
async def test_an_alert_fires_for_its_fault(alert: str, watched: Watched) -> None:
    before = await watched.scrape()
    await FAULTS[alert](watched)
    assert Moment(at=NOW, metrics=await watched.scrape(), before=before).fires(ALERTS[alert])
