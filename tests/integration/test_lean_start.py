"""A service that starts loads what it uses, and no more."""

import subprocess
import sys

import pytest

# Each would cost every start megabytes and tenths of a second.
NEVER = {
    "alembic": "asked for when the schema is older than the program",
    "aiogram": "asked for where there is a bot",
    "holidays": "its days are kept as a file",
    "icalendar": "asked for by somebody's calendar",
    "matplotlib": "asked for by the monthly figures",
    "rich": "asked for by somebody at a terminal",
    "sqlalchemy.orm": "nothing uses it",
    "sqlalchemy.ext.asyncio.session": "likewise",
}


def run(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    return run(
        "import sys, gc\n"
        "from pd_intake_bot.cli import run\n"
        "run.build(['run'])\n"
        "assert not gc.isenabled()\n"
        "import pd_intake_bot.app.service\n"
        "print(*sys.modules)"
    )


@pytest.mark.parametrize("module", NEVER)
def test_a_service_that_starts_does_not_load(module: str, loaded: list[str]) -> None:
    assert module not in loaded


def test_what_was_left_out_can_be_loaded_later() -> None:
    said = run(
        "import pd_intake_bot.storage\n"
        "from sqlalchemy.ext.asyncio.session import AsyncSession\n"
        "from sqlalchemy.orm import Session\n"
        "print(AsyncSession.sync_session_class is Session)"
    )
    assert said == ["True"]
