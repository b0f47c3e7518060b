"""What could not be handled of Telegram is kept until somebody has seen to it."""

import asyncio
from pathlib import Path

import pytest

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from tests.contract.invented import NOW
from tests.servers.command_line import Command

WORDS = "Деректерім туралы сұрау"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Set a service up that has set two updates aside and waits with a third."""
    environment = {
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/data/pd-intake.db",
    }

    async def keep(store: Store) -> None:
        await store.updates.add([_update(number) for number in (7, 8, 9)])
        for number in (7, 8):
            await store.updates.quarantine(number, "failed again and again")

    async def begin() -> None:
        async with open_database(settings.load(environment, dotenv=tmp_path / "none")) as database:
            await database(keep)

    asyncio.run(begin())
    return environment


def _update(number: int) -> StoredUpdate:
    raw = f'{{"update_id":{number},"message":{{"text":"{WORDS}"}}}}'
    return StoredUpdate(
        update_id=number, lane=f"person:{number}", raw=raw, received_at=NOW, attempts=5
    )


def listed(command: Command, environment: dict[str, str]) -> list[int]:
    return [row["update"] for row in command("updates", "list", "--json", **environment).lines]


def test_they_are_listed_without_their_words(command: Command, environment: dict[str, str]) -> None:
    said = command("updates", "list", **environment)
    assert said.status == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["update", "7", "8"]
    assert WORDS not in said.out
    assert listed(command, environment) == [7, 8]


def test_one_is_shown_whole(command: Command, environment: dict[str, str]) -> None:
    assert command("updates", "show", "8", **environment).value["message"] == {"text": WORDS}
    (line,) = command("updates", "show", "8", "--json", **environment).lines
    assert line["message"] == {"text": WORDS}


def test_one_or_all_are_handled_again(command: Command, environment: dict[str, str]) -> None:
    assert command("updates", "retry", "8", **environment).out.endswith(": 1\n")
    assert listed(command, environment) == [7]
    assert command("updates", "retry", **environment).out.endswith(": 1\n")
    assert listed(command, environment) == []


def test_what_was_seen_to_is_dropped(command: Command, environment: dict[str, str]) -> None:
    assert command("updates", "drop", "7", **environment).out == "forgotten: 7\n"
    assert listed(command, environment) == [8]


@pytest.mark.parametrize("what", ["show", "retry", "drop"])
def test_one_that_was_not_set_aside_is_told_so(
    command: Command, environment: dict[str, str], what: str
) -> None:
    said = command("updates", what, "9", **environment)
    assert said.status == 2
    assert "9 is not among those set aside" in said.err
    assert listed(command, environment) == [7, 8]
