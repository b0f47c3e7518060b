"""Each alert fires for its fault, once that has lasted as long as its rule says, and no sooner."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from pd_intake_bot.app.ground import open_ground
from pd_intake_bot.domain.delivery import Refused, Unknown
from pd_intake_bot.domain.review import ReviewKind
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service
from tests.servers.alerting import HOUR, MORNING, Watched
from tests.servers.prometheus import STALE, Prometheus, read_rules

RULES = read_rules(Path(__file__).parents[2] / "deploy" / "alerts.yml")
LASTS = {rule.alert: rule.lasts for rule in RULES}
MINUTE = timedelta(minutes=1)
STEPS = 8
"""How often metrics are asked for, at least, while a fault has to last for its alert."""
Step = Callable[[Watched], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How a fault begins and ends.

    One that `lingers` is seen for a quarter of an hour after it has ended, so that it is never
    shorter; a `brief` one ends well before its alert would fire.
    """

    begin: Step
    end: Step
    lingers: bool = False
    brief: timedelta | None = None


def loop(*names: str) -> Fault:
    """Let loops fail, and be mended."""
    return Fault(begin=lambda to: to.fail(*names), end=lambda to: to.mend(*names))


async def leave(_: Watched) -> None:
    """Let time mend it."""


late = partial(Watched.register, ago=2 * HOUR)
over = Fault(
    begin=partial(Watched.register, target=date(2026, 11, 20), promised=date(2026, 11, 20)),
    end=Watched.close,
)
refused, unknown = Refused(answer="550 No"), Unknown(answer="silence")

FAULTS: dict[str, Fault] = {
    "PdIntakeDown": Fault(
        begin=partial(Watched.answer, up=False), end=partial(Watched.answer, up=True)
    ),
    "PdIntakeRestarting": Fault(begin=Watched.start_over, end=Watched.speed_up),
    "PdIntakeDatabaseDown": Fault(begin=Watched.lose_database, end=Watched.find_database),
    "PdIntakeMailboxDown": loop("mailbox"),
    "PdIntakeMailServerDown": loop("delivery by mail"),
    "PdIntakeTelegramDown": loop("delivery by telegram"),
    "PdIntakeStaffGroupLost": loop("staff group"),
    "PdIntakeNobodyReads": Fault(begin=Watched.lose_lease, end=Watched.take_lease),
    "PdIntakeLoopFailing": loop("reminders"),
    "PdIntakeLoopStuck": Fault(begin=Watched.hang, end=lambda to: to.mend("mailbox")),
    "PdIntakeTicksSlow": Fault(begin=Watched.slow_down, end=Watched.speed_up, brief=2 * MINUTE),
    "PdIntakeIntakeSlow": Fault(
        begin=partial(Watched.register, received_at=MORNING - HOUR), end=leave, lingers=True
    ),
    "PdIntakeUnacknowledged": Fault(begin=late, end=Watched.acknowledge),
    "PdIntakeOutboxStuck": Fault(begin=partial(Watched.post, ago=HOUR), end=Watched.empty),
    "PdIntakeLettersUnsure": Fault(
        begin=partial(Watched.send, letters=1, outcome=unknown), end=Watched.send_more
    ),
    "PdIntakeSendsRefused": Fault(
        begin=partial(Watched.send, letters=4, outcome=refused), end=leave
    ),
    "PdIntakeQuarantine": Fault(
        begin=partial(Watched.review, amount=1, kind=ReviewKind.QUARANTINE), end=Watched.decide
    ),
    "PdIntakeReviewsWait": Fault(
        begin=partial(Watched.review, amount=21, kind=ReviewKind.REVIEW), end=Watched.decide
    ),
    "PdIntakeUpdatesStuck": Fault(begin=Watched.write, end=Watched.see_to_updates),
    "PdIntakeUpdatesSetAside": Fault(
        begin=partial(Watched.write, aside=True), end=Watched.see_to_updates
    ),
    "PdIntakeOverdue": over,
    "PdIntakePromiseBroken": over,
    "PdIntakeNoReminders": over,
}
LASTING = [name for name, fault in FAULTS.items() if LASTS.get(name) and not fault.lingers]


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
    found: list[Watched] = []
    async with open_ground(settings, now=lambda: found[0].at) as ground:
        found.append(Watched(ground=ground))
        await found[0].start()
        yield found[0]


@pytest.fixture
def prometheus() -> Prometheus:
    return Prometheus(rules=RULES)


async def look_on(prometheus: Prometheus, watched: Watched, lasts: timedelta) -> set[str]:
    """Let time go by under a server's eyes; give the alerts that fired at any moment of it."""
    fired: set[str] = set()
    step = min(max(lasts / STEPS, MINUTE), STALE - MINUTE)
    until = watched.at + lasts
    while watched.at < until:
        watched.at = min(watched.at + step, until)
        prometheus.scrape(watched.at, await watched.scrape())
        fired |= prometheus.firing
    return fired


def test_every_alert_has_its_fault() -> None:
    assert list(FAULTS) == [rule.alert for rule in RULES]


async def test_over_a_service_that_is_well_no_alert_fires(
    watched: Watched, prometheus: Prometheus
) -> None:
    await watched.register()
    await watched.acknowledge()
    assert await look_on(prometheus, watched, 6 * HOUR) == set()


@pytest.mark.parametrize("alert", FAULTS)
async def test_an_alert_fires_while_its_fault_lasts_and_ends_with_it(
    alert: str, watched: Watched, prometheus: Prometheus
) -> None:
    fault, lasts = FAULTS[alert], LASTS[alert]
    await look_on(prometheus, watched, 2 * MINUTE)
    await fault.begin(watched)
    assert alert not in await look_on(prometheus, watched, lasts)
    assert alert in await look_on(prometheus, watched, max(lasts, 5 * MINUTE))
    await fault.end(watched)
    await look_on(prometheus, watched, HOUR + 10 * MINUTE)
    assert alert not in prometheus.firing


@pytest.mark.parametrize("alert", LASTING)
async def test_a_fault_that_comes_and_goes_before_its_time_fires_nothing(
    alert: str, watched: Watched, prometheus: Prometheus
) -> None:
    fault, lasts = FAULTS[alert], LASTS[alert]
    fired = await look_on(prometheus, watched, 2 * MINUTE)
    for _ in range(2):
        await fault.begin(watched)
        fired |= await look_on(prometheus, watched, fault.brief or lasts)
        await fault.end(watched)
        fired |= await look_on(prometheus, watched, lasts)
    assert alert not in fired


async def test_a_process_that_waits_for_its_turn_does_not_hide_that_the_other_fails(
    watched: Watched, prometheus: Prometheus
) -> None:
    async with open_ground(watched.ground.settings, now=watched.now) as ground:
        beside = Watched(ground=ground)
        await beside.start()
        await watched.fail("mailbox")
        while "PdIntakeMailboxDown" not in prometheus.firing:
            watched.at = beside.at = watched.at + MINUTE
            assert watched.at < MORNING + HOUR
            prometheus.scrape(watched.at, await watched.scrape(), await beside.scrape())
    assert watched.at == MORNING + LASTS["PdIntakeMailboxDown"] + MINUTE
