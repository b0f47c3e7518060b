"""Who looked at people's data is told by a command: officers' looks and the operator's own."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.queue import Look, Looked
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from pd_intake_bot.usecases.records import look
from tests.contract import invented
from tests.servers import service

Environment = dict[str, str]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/intake.db",
        "PD_DATA_DIR": str(tmp_path),
        "PD_SECRET_KEY": Seal.new_key(),
    }


def command(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pd_intake_bot", *arguments],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


async def fill(environment: Environment) -> None:
    """Let officers look at a case and search, and set an update aside."""

    async def work(store: Store) -> None:
        now = clock.now()
        case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=now)
        await look.look(store, case.id, officer="9002", now=now)
        await store.looks.add(Look(what=Looked.SEARCH, actor="9001", at=now, found=1))
        update = StoredUpdate(
            update_id=5, lane="7", raw='{"update_id": 5}', received_at=now, attempts=0
        )
        await store.updates.add([update])
        await store.updates.quarantine(5, "KeyError")

    async with open_database(service.load(environment)) as database:
        await database(work)


def rows(environment: Environment, *arguments: str) -> list[tuple[str, str, str | None]]:
    done = command(environment, "looks", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["officer"], one["what"], one["case"]) for one in found]


def test_the_command_tells_who_looked_and_by_case_officer_and_time(
    environment: Environment,
) -> None:
    asyncio.run(fill(environment))
    ref = "PD-2026-00001-F"
    shown = [
        command(environment, "cases", "show", ref),
        command(environment, "updates", "show", "5"),
        command(environment, "evidence", ref, "-o", f"{environment['PD_DATA_DIR']}/e.zip"),
    ]

    assert [one.returncode for one in shown] == [0, 0, 0], [one.stderr for one in shown]
    whole = rows(environment)
    assert sorted(whole[:2]) == [("9001", "search", None), ("9002", "case", ref)]
    assert whole[2:] == [
        ("operator", "case", ref),
        ("operator", "update", None),
        ("operator", "evidence", ref),
    ]
    assert rows(environment, "--case", ref) == [one for one in whole if one[2] == ref]
    assert rows(environment, "--officer", "9001") == [("9001", "search", None)]
    assert rows(environment, "--since", "2999-01-01") == []
    assert rows(environment, "--last", "1") == whole[-1:]
    table = command(environment, "looks").stdout
    assert ("9002" in table, "Үлгі" in table) == (True, False)


def test_what_is_no_moment_or_no_case_is_refused_with_words(environment: Environment) -> None:
    unclear = command(environment, "looks", "--since", "yesterday")
    unknown = command(environment, "looks", "--case", "PD-2026-00001-F")

    assert (unclear.returncode, "neither a date nor a moment" in unclear.stderr) == (2, True)
    assert (unknown.returncode, "there is no case" in unknown.stderr) == (1, True)
