"""The demo's page in a real browser: one world for all tests, a fresh tab for each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from pd_intake_bot.sandbox.page.scene import Scene, open_scene
from pd_intake_bot.sandbox.page.server import Page as Served
from pd_intake_bot.sandbox.world import open_world
from tests.servers.browser import open_browser

WIDE = ViewportSize(width=1440, height=900)
PATIENCE = 240_000
"""Milliseconds that a test waits for something to be seen."""

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The page's address and what stands behind it."""

    address: str
    scene: Scene


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Run one browser for all tests."""
    async with open_browser() as opened:
        yield opened


@asynccontextmanager
async def set_stage(folder: Path) -> AsyncIterator[Stage]:
    """Serve the page before a world of its own, with the service as a process."""
    async with (
        open_world(folder) as world,
        open_scene(world) as scene,
        Served(scene=scene).listen(0) as address,
    ):
        yield Stage(address=address, scene=scene)


@asynccontextmanager
async def open_tab(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Open the page in a tab of its own; fails the test for any error in the page's scripts."""
    context = await browser.new_context(viewport=WIDE, locale="ru-RU", reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    await page.goto(address)
    await expect(page.locator("#clock")).not_to_be_empty()
    yield page
    await context.close()
    assert broken == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(
    browser: Browser,  # noqa: ARG001 - where there is no browser, no world is built
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Stage]:
    """Give the stage that most tests share."""
    async with set_stage(tmp_path_factory.mktemp("demo")) as shared:
        yield shared


@pytest_asyncio.fixture(loop_scope="session")
async def tab(stage: Stage, browser: Browser) -> AsyncIterator[Page]:
    """Open the page before the world that most tests share."""
    async with open_tab(browser, stage.address) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """Open the page before a world in which nothing has happened yet."""
    async with set_stage(tmp_path) as own, open_tab(browser, own.address) as page:
        yield page
