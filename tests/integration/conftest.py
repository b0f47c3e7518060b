"""What tests of the whole service share."""

import os
from pathlib import Path

import pytest

from tests.servers.command_line import Command, runner


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str | None:
    """Give the address of an empty PostgreSQL database, or none for a SQLite file."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Run a command inside the test, in an empty folder and with the given settings alone."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PD_")]:
        monkeypatch.delenv(name)
    return runner(monkeypatch, capsys)
