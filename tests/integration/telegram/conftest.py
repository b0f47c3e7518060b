"""The Telegram half of the service on a database of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.servers.telegram import TelegramService, make_tables


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[TelegramService]:
    async with TelegramService(tmp_path, tables=tables) as service:
        yield service
