"""Conversations of people with the bot, from the first word to the acknowledgement."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.servers import transcript
from tests.servers.telegram import TelegramService

PAGE = Path(__file__).with_suffix("").with_name("telegram_person.md")
STORIES = transcript.read(PAGE)
USER = 700100200300


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[TelegramService]:
    async with TelegramService(tmp_path) as service:
        yield service


@pytest.mark.parametrize("heading", STORIES)
async def test_conversation_goes_as_written(service: TelegramService, heading: str) -> None:
    language = "ru" if "Russian" in heading else "kk"
    phone = service.api.person(USER, "Үлгі", language, phone="77010000001")
    assert await transcript.play(service, phone, STORIES[heading]) == STORIES[heading]
