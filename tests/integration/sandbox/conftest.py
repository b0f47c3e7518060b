from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.phone import Phone


class Hands:
    """Clocks that a test turns by hand: the date, and the seconds that rates are counted on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
        self.seconds = 0.0

    def turn(self, step: timedelta) -> None:
        self.now += step
        self.seconds += step.total_seconds()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def api(hands: Hands) -> AsyncIterator[BotApi]:
    async with BotApi(clock=lambda: hands.now, ticks=lambda: hands.seconds) as opened:
        yield opened


@pytest.fixture(scope="session")
def session() -> AiohttpSession:
    """One for all tests: it reads all the certificates of the world when it is made."""
    return AiohttpSession()


@pytest.fixture
async def bot(api: BotApi, session: AiohttpSession) -> AsyncIterator[Bot]:
    session.api = TelegramAPIServer.from_base(api.url)
    session.timeout = 60
    yield Bot(api.token, session=session)
    # aiogram's own close() adds a quarter of a second of sleep to every test.
    await (await session.create_session()).close()


@pytest.fixture
async def phone(api: BotApi) -> Phone:
    """A person who has pressed Start."""
    opened = api.person(7001, "Үлгі", "kk", phone="77010000001")
    await opened.send("/start")
    return opened
