"""The metrics of a running service: all that alerts and panels ask for, and nobody's data."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import get_args

import aiohttp
import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from pd_intake_bot import clock
from pd_intake_bot.domain.delivery import Outcome
from pd_intake_bot.domain.outbox import Carrier, Kind
from pd_intake_bot.domain.review import ReviewKind
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.sandbox.story import Story
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.world import World, open_world
from tests.servers import promql, service
from tests.servers.prometheus import Prometheus, read_rules

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = read_rules(DEPLOY / "alerts.yml")
LABELS = {
    *("carrier", "channel", "kind", "lease", "le", "loop", "part", "result", "standing"),
    "version",
}
PATIENCE = service.PATIENCE
SENDS = ("pd_intake_sends_total", ("mail", "letter", "sent"))
Samples = dict[tuple[str, tuple[str, ...]], float]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


async def scrape(port: int) -> list[Metric]:
    async with (
        aiohttp.ClientSession() as web,
        web.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        return list(text_string_to_metric_families(await answer.text()))


def samples(metrics: Iterable[Metric]) -> Samples:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for metric in metrics
        for sample in metric.samples
    }


def panels() -> Iterator[str]:
    """Give each query of the dashboard."""
    for panel in json.loads((DEPLOY / "grafana-dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel["targets"])


async def scrape_until(
    port: int, sample: tuple[str, tuple[str, ...]], value: float
) -> list[Metric]:
    """Ask until a sample has reached a value: what has left is counted once it is written down."""
    async with asyncio.timeout(PATIENCE):
        while True:
            metrics = await scrape(port)
            if samples(metrics).get(sample) == value:
                return metrics
            await asyncio.sleep(0.1)


async def test_after_the_story_the_counts_are_those_of_the_story(world: World) -> None:
    async with world.service() as port, aiohttp.ClientSession() as web:
        await Story(world=world, tell=lambda _: None).play()
        await service.until_well(web, port)
        metrics = await scrape_until(port, SENDS, 2)
    found = samples(metrics)
    assert found["pd_intake_cases_open", ()] == 1
    assert found["pd_intake_cases_unacknowledged", ()] == 0
    assert found[SENDS] == 2
    assert found["pd_intake_sends_total", ("telegram", "letter", "sent")] == 1
    assert found["pd_intake_lease_held", ("mailbox lease",)] == 1
    assert found["pd_intake_lease_held", ("telegram lease",)] == 1
    assert {found["pd_intake_up", (part,)] for part in ("imap", "smtp", "telegram")} == {1}
    assert 0 <= found["pd_intake_intake_lag_seconds", ("mail",)] < 60
    assert found["pd_intake_loop_tick_seconds_count", ("mailbox",)] > 0
    assert {label for one in metrics for each in one.samples for label in each.labels} <= LABELS
    assert not re.search("example|Пример|Үлгі|7701|PD-2", str(sorted(found)))


async def test_from_the_start_every_panel_has_something_to_show(world: World) -> None:
    prometheus = Prometheus(rules=RULES)
    async with world.service() as port, aiohttp.ClientSession() as web:
        await service.until_well(web, port)
        for _ in range(2):  # one look tells nothing about growth
            prometheus.scrape(clock.now(), await scrape(port))
    assert [one for one in panels() if not promql.ask(one, prometheus, clock.now())] == []


async def test_every_count_is_there_from_the_start_for_every_label(world: World) -> None:
    async with world.service() as port:
        found = samples(await scrape(port))
    results = [one.__name__.lower() for one in get_args(Outcome)]
    kinds = [(Carrier.MAIL, Kind.LETTER), *((Carrier.TELEGRAM, kind) for kind in Kind)]
    failed = ("refused", "unknown")
    assert found.keys() >= {
        *(("pd_intake_sends_total", (*each, result)) for each in kinds for result in results),
        *(("pd_intake_letters_undelivered", each) for each in product(Carrier, failed)),
        *(("pd_intake_reviews_open", (kind,)) for kind in ReviewKind),
        *(("pd_intake_outbox_waiting", (carrier,)) for carrier in Carrier),
        *(("pd_intake_intake_lag_seconds", (channel,)) for channel in Channel),
        *(("pd_intake_acknowledgement_lag_seconds", (channel,)) for channel in Channel),
    }


async def test_everything_that_is_told_is_looked_at_by_a_panel_or_an_alert(world: World) -> None:
    async with world.service() as port:
        metrics = await scrape(port)
    asked = " ".join([*panels(), *(rule.expr for rule in RULES)])
    assert {one.name for one in metrics if not re.search(rf"\b{one.name}", asked)} == set()


async def test_every_label_that_is_picked_by_is_there(world: World) -> None:
    async with world.service() as port, aiohttp.ClientSession() as web:
        await service.until_well(web, port)
        metrics = await scrape(port)
    known = {sample.name: sample.labels for metric in metrics for sample in metric.samples}
    asked = " ".join([*panels(), *(rule.expr for rule in RULES)])
    for name, picked in re.findall(r"\b((?:pd_intake|process)_\w+)\{([^}]*)\}", asked):
        assert {*re.findall(r"(\w+)=~?\"", picked)} <= {*known[name], "job"}, name


async def test_a_telegram_that_fails_is_seen(world: World) -> None:
    async with world.service() as port, aiohttp.ClientSession() as web:
        await service.until_well(web, port)
        world.telegram.faults.add("getUpdates", Fault.BAD_GATEWAY, times=50)
        await world.telegram.person(5001, "Үлгі", "kk").send("/start")
        await service.until_failing(web, port, "telegram")
        found = samples(await scrape(port))
    assert found["pd_intake_up", ("telegram",)] == 0
    assert found["pd_intake_loop_failing", ("telegram",)] == 1
    assert found["pd_intake_loop_failures_total", ("telegram",)] >= 1
