"""The metrics of a running service: all that alerts and panels ask for, and nobody's data."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import aiohttp
import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from pd_intake_bot.sandbox.story import Story
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.world import World, open_world
from tests.servers import service

DEPLOY = Path(__file__).parents[2] / "deploy"
LABELS = {
    *("carrier", "channel", "kind", "lease", "le", "loop", "part", "result", "standing"),
    "version",
}
NAMED = re.compile(r"\b((?:pd_intake|process)_[a-z_]+)(?:\{([^}]*)\})?")
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


def asked_for() -> Iterable[tuple[str, str]]:
    """Give each metric that an alert or a panel names, with the labels it picks by."""
    panels = json.loads((DEPLOY / "grafana-dashboard.json").read_text())["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    rules = re.findall(r"expr: (.*)", (DEPLOY / "alerts.yml").read_text())
    for query in [*queries, *rules]:
        yield from NAMED.findall(query)


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
    assert_watched(metrics)
    assert {label for one in metrics for each in one.samples for label in each.labels} <= LABELS
    assert not re.search("example|Пример|Үлгі|7701|PD-2", str(sorted(found)))


def assert_watched(metrics: Iterable[Metric]) -> None:
    """Hold all that alerts and the dashboard name against what a service tells."""
    known = {sample.name: sample.labels for metric in metrics for sample in metric.samples}
    # Told only once there is something to tell; what carries these labels is above.
    known.setdefault("pd_intake_letters_undelivered", {"carrier": "", "standing": ""})
    for name, picked in asked_for():
        assert name in known, name
        for label in re.findall(r"(\w+)=~?\"", picked):
            assert label in {*known[name], "job"}, (name, label)


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
