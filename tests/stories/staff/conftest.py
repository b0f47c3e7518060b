"""A service with its staff group for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import LEAD, OFFICER, StaffService
from tests.servers.telegram import make_tables


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


@pytest.fixture
async def lead(service: StaffService) -> Officer:
    """Give an administrator of the group; ask for it first: the list is kept for a minute."""
    return await service.member(LEAD, "Болат")


@pytest.fixture
async def officer(service: StaffService) -> Officer:
    return await service.member(OFFICER, "Айгүл")
