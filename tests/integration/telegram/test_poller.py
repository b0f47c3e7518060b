"""Of any number of processes one polls Telegram, and another soon after its death."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic

import pytest

from pd_intake_bot.sandbox.world import World, open_world
from tests.servers import service

HANDOVER = 45
"""Seconds within which another asks for the updates: 27 by the lease, some on a busy machine."""

PATIENCE = 90
ONLY = ("--only", "telegram,delivery")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Give the setting of a database; none is SQLite in the world's folder."""
    if request.param == "sqlite":
        return {}
    return {"PD_DATABASE_URL": str(request.getfixturevalue("postgres_url"))}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def start(environment: service.Environment, stack: AsyncExitStack) -> service.Process:
    process = await service.Process.start(environment, *ONLY)
    stack.push_async_callback(process.kill)
    await process.ready()
    return process


async def greet(world: World, number: int) -> float:
    """Let a newcomer press Start, and tell how many seconds the bot took to answer."""
    phone = world.telegram.person(number, "Үлгі", "kk")
    asked_at = monotonic()
    await phone.send("/start")
    await phone.answer("Тілді таңдаңыз", within=PATIENCE)
    return monotonic() - asked_at


async def test_the_poller_that_was_killed_is_followed_by_another_without_a_fight(
    world: World, database: dict[str, str], stack: AsyncExitStack
) -> None:
    environment = {**world.environment, **database}
    poller = await start(environment, stack)
    await greet(world, 5001)
    await start(environment, stack)
    await greet(world, 5002)

    await poller.kill()

    assert await greet(world, 5003) < HANDOVER
    assert 409 not in world.telegram.counter.refused


async def test_a_poller_that_ends_hands_over_at_once(
    world: World, postgres_url: str, stack: AsyncExitStack
) -> None:
    environment = {**world.environment, "PD_DATABASE_URL": postgres_url}
    poller = await start(environment, stack)
    await greet(world, 5001)
    await start(environment, stack)

    assert await poller.end() == 0

    assert await greet(world, 5002) < HANDOVER / 2
    assert 409 not in world.telegram.counter.refused
