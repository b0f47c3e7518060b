"""A legal hold set by a command names a lead and a reason, and both stay with the case."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.clockwork.roster import remember_admins
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import look
from tests.contract import invented
from tests.servers import service
from tests.servers.command_line import Command, Said

REF, WHY = "PD-2026-00001-F", "Иск, дело № 7-2026."
OFFICERS = "9001:lead,9002:officer"

T = TypeVar("T")
Environment = dict[str, str]
Run = Callable[..., Said]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/intake.db",
        "PD_DATA_DIR": str(tmp_path),
        "PD_SECRET_KEY": Seal.new_key(),
    }


@pytest.fixture
def run(command: Command, environment: Environment) -> Run:
    """Give what runs a command where one case is, and 9003 administers the group."""
    asyncio.run(on(environment, begin))
    return partial(command, "retention", **environment, PD_TELEGRAM_OFFICERS=OFFICERS)


async def on(environment: Environment, work: Callable[[Store], Awaitable[T]]) -> T:
    async with open_database(service.load(environment)) as database:
        return await database(work)


async def begin(store: Store) -> None:
    await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    await remember_admins(store, frozenset({9003}))


async def kept(store: Store) -> tuple[bool, list[tuple[EventKind, str]], list[str]]:
    dossier = await look.gather(store, CaseId(1))
    notes = [one.words for one in await store.notes.of_case(CaseId(1))]
    held = await store.erasures.is_held(CaseId(1))
    return held, [(one.kind, one.actor) for one in dossier.events], notes


@pytest.mark.parametrize("lead", ["9001", "9003"])
def test_lead_s_hold_and_its_end_stand_in_the_history_with_their_reasons(
    run: Run, environment: Environment, lead: str
) -> None:
    held = run("hold", REF, "--by", lead, "--reason", WHY)
    again = run("hold", REF, "--by", lead, "--reason", WHY)
    lifted = run("lift", REF, "--by", lead, "--reason", "Дело прекращено.")

    assert (held.status, lifted.status) == (0, 0), held.err + lifted.err
    assert "it is held already" in again.err
    is_held, events, notes = asyncio.run(on(environment, kept))
    assert not is_held
    assert events == [
        (EventKind.HOLD_SET, lead),
        (EventKind.NOTED, lead),
        (EventKind.HOLD_LIFTED, lead),
        (EventKind.NOTED, lead),
    ]
    assert [words.partition(": ")[2] for words in notes] == [WHY, "Дело прекращено."]


@pytest.mark.parametrize("by", ["9002", "5", "Болат"])
def test_whoever_is_no_lead_is_refused_with_the_names_of_those_who_are(
    run: Run, environment: Environment, by: str
) -> None:
    said = run("hold", REF, "--by", by, "--reason", WHY)

    assert said.status == 2
    assert f"'{by}' decides on no hold: 9001, 9003 may" in said.err
    assert asyncio.run(on(environment, kept)) == (False, [], [])


@pytest.mark.parametrize("reason", [(), ("--reason", "  ")])
def test_hold_without_a_reason_is_refused(
    run: Run, environment: Environment, reason: tuple[str, ...]
) -> None:
    said = run("hold", REF, "--by", "9001", *reason)

    assert (said.status, "--reason" in said.err) == (2, True)
    assert asyncio.run(on(environment, kept)) == (False, [], [])


def test_where_nobody_has_a_role_whoever_runs_the_command_is_taken_at_their_word(
    command: Command, environment: Environment
) -> None:
    async def add(store: Store) -> None:
        await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)

    asyncio.run(on(environment, add))
    said = command("retention", "hold", REF, "--by", "А. Юрист", "--reason", WHY, **environment)
    nobody = command("retention", "lift", REF, "--by", "x" * 65, "--reason", WHY, **environment)

    assert said.status == 0, said.err
    assert (nobody.status, "names nobody" in nobody.err) == (2, True)
