"""A file of working days that changes while the service runs, and the commands about it."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pd_intake_bot.app import service
from pd_intake_bot.app.ground import Ground, open_ground
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.domain.submission import Channel, Submission, digest
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.supervise import Wake
from pd_intake_bot.usecases.intake.register import Asked
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.calendar_change import MARK
from tests.servers.service import PATIENCE, Environment, load


@pytest.fixture
def own_days(tmp_path: Path) -> Path:
    path = tmp_path / "workdays.toml"
    path.write_text("", "utf-8")
    return path


@pytest.fixture
def environment(tmp_path: Path, own_days: Path) -> Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/intake.db",
        "PD_DATA_DIR": str(tmp_path),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_WORKDAYS": str(own_days),
        "PD_HTTP_LISTEN": "127.0.0.1:0",
    }


async def register(ground: Ground) -> Case:
    """Register a withdrawal as of now."""
    now, right = ground.now(), ground.policy.rights[RightKey("withdrawal")]
    submission = Submission(
        channel=Channel.MAIL,
        identity="mail:1",
        received_at=now,
        language=None,
        sender_name="Пример Примерович",
        sender_address="user@example.test",
        subject_line="Отзыв согласия",
        text="Прошу прекратить обработку.",
        raw=digest(b"raw"),
    )
    asked = Asked(
        submission=submission,
        right=right,
        reply_to=MailAddress(address="user@example.test"),
        fields={},
        proof=Proof.CHANNEL,
    )

    async def work(store: Store) -> Case:
        await store.submissions.add(submission, case_id=None)
        return await ground.register(store, asked, actor=SYSTEM, now=now)

    return await ground.database(work)


async def run(environment: Environment, *arguments: str) -> list[dict[str, Any]]:
    """Run a command with these settings alone, and give what it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pd_intake_bot", *arguments),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in out.splitlines()]


async def test_running_service_notices_other_days_and_a_lead_moves_the_dates(
    environment: Environment, own_days: Path, tmp_path: Path
) -> None:
    moved, stop = Wake(), asyncio.Event()
    async with open_ground(load(environment)) as ground, asyncio.TaskGroup() as group:
        case = await register(ground)
        group.create_task(service.run(load(environment), stop=stop, moved=moved))
        await until(partial(ground.database, _in_force))
        first = await ground.database(_in_force)
        assert first == ground.calendar.digest()

        publish(own_days, case)
        assert not said(tmp_path)
        moved()
        await until(partial(asyncio.to_thread, said, tmp_path))
        assert await ground.database(_in_force) == first

        (shift,) = await run(environment, "calendar", "diff", "--json")
        assert (shift["ref"], shift["promised"]) == (str(case.ref), str(case.promised))
        assert shift["promised_new"] > shift["promised"]
        applied = await run(environment, "calendar", "apply", "--by", "Айгүл", "--json")
        assert applied == [shift]
        events = await ground.database(lambda store: store.events.of_case(case.id))
        assert "cli:Айгүл" in {one.actor for one in events}
        assert await run(environment, "calendar", "diff", "--json") == []
        now = await ground.database(lambda store: store.cases.get(case.id))
        assert str(now.promised) == shift["promised_new"]
        stop.set()


async def _in_force(store: Store) -> str | None:
    return await store.marks.get(MARK)


async def until(found: Callable[[], Awaitable[object]]) -> None:
    """Look again and again until there is what is looked for."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await found():
                return
            await asyncio.sleep(0.02)


def said(folder: Path) -> bool:
    """Tell whether the group is told of another calendar."""
    with closing(sqlite3.connect(folder / "intake.db")) as database:
        found = database.execute("SELECT 1 FROM outbox WHERE key LIKE 'notice:calendar:%'")
        return found.fetchone() is not None


def publish(own_days: Path, case: Case) -> None:
    """Write the promised day into the file as a day off."""
    own_days.write_text(f'[[day_off]]\ndate = {case.promised}\nsource = "Order 7"\n', "utf-8")


async def test_days_of_a_year_are_listed_with_their_sources(
    environment: Environment, own_days: Path
) -> None:
    publish_exchange(own_days)
    days = {row["day"]: row for row in await run(environment, "calendar", "show", "2027", "--json")}
    assert days["2027-05-22"]["worked"] is True
    assert (days["2027-05-24"]["kind"], days["2027-05-24"]["source"]) == ("exchanged", "Order 7")
    assert days["2027-05-16"]["kind"] == "holiday, estimated"


def publish_exchange(own_days: Path) -> None:
    own_days.write_text(
        '[[exchange]]\nworks = 2027-05-22\noff = 2027-05-24\nsource = "Order 7"\n', "utf-8"
    )
