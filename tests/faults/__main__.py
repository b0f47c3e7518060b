"""`make faults`: the real service among faults, and a table of what it came to.

On two cores a death takes some two seconds on SQLite and four on PostgreSQL, a trouble eight on
either: all of it about forty minutes, and three times that where others use the machine too.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import get_args

import pytest

import pd_intake_bot
from tests.faults import aftermath, verdict
from tests.faults.aftermath import Aftermath
from tests.faults.days import Days, Gone, Reminded
from tests.faults.kills import Kills
from tests.faults.life import ROOT
from tests.faults.scene import CONNECTIONS, Kind, Scene, open_scene, until
from tests.faults.staff import Staff
from tests.faults.trouble import Trouble
from tests.faults.troubles import catalogue
from tests.faults.verdict import Verdict

SETTLED = 180
"""Seconds after a fault within which all must be as promised; the slowest tries are due then."""

FRESH = 4
"""So many requests come at the end of a run, in peace."""

MET = 60
"""Seconds within which what was ordered of the outside is met."""

PASSING = "days that pass, and years"

SAID = 600
"""Likewise for all that the staff group is told: it is written to eighteen times a minute."""

BOTH = "both"


def main() -> int:
    """Run what the options ask for; the exit status is 1 where the promise was not kept."""
    options = _options()
    if not Path(pd_intake_bot.__file__).is_relative_to(ROOT):
        _write(f"this is not the service of {ROOT}: set PYTHONPATH={ROOT}:{ROOT / 'src'}")
        return 2
    kinds = get_args(Kind) if options.database == BOTH else [options.database]
    kept = [_run_in_folder(options, kind) for kind in kinds]
    return 0 if all(kept) else 1


def _run_in_folder(options: argparse.Namespace, kind: Kind) -> bool:
    with tempfile.TemporaryDirectory(prefix="pd-faults-") as folder:
        try:
            return asyncio.run(_run(options, kind, Path(folder)))
        except pytest.skip.Exception as missing:  # what a missing server is to a test
            _write(f"FAIL {kind}: {missing}")
            return False


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=200, help="lives that are ended, on each database"
    )
    parser.add_argument(
        "--seconds", type=float, default=7200, help="no new fault on a database after so long"
    )
    parser.add_argument("--database", choices=[*get_args(Kind), BOTH], default=BOTH)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="troubles with these words in their name")
    return parser.parse_args()


async def _run(options: argparse.Namespace, kind: Kind, folder: Path) -> bool:
    began = monotonic()
    _write(f"{os.cpu_count()} cores, {kind}, seed {options.seed}")
    chance = random.Random(options.seed)  # noqa: S311 - moments, not secrets
    async with open_scene(folder, kind=kind, user="faults") as scene:
        staff = Staff(scene=scene, chance=chance)
        kept = await _kill(scene, staff, options, began) if options.kills else True
        for trouble in catalogue(kind):
            if options.only in trouble.name and monotonic() - began < options.seconds:
                kept = await undergo(scene, trouble) and kept
        if not scene.lives.pid:
            await scene.lives.begin()
        scene.deliver(FRESH)
        kept = await _judge("all in all", scene, staff, began) and kept
        if options.only in PASSING and monotonic() - began < options.seconds:
            kept = await _pass_time(scene, staff, began) and kept
        return kept


async def _pass_time(scene: Scene, staff: Staff, began: float) -> bool:
    """Let days go by, and then years."""
    days = Days(scene=scene, chance=staff.chance)
    reminded = await days.pass_by()
    _say("days", reminded, monotonic() - began)
    gone = await days.erase()
    _say("years", gone, monotonic() - began)
    nowhere = [point for point, count in days.reached.items() if not count]
    _complain(nowhere)
    return reminded.kept and gone.kept and not nowhere


async def _kill(scene: Scene, staff: Staff, options: argparse.Namespace, began: float) -> bool:
    kills = Kills(scene=scene, chance=staff.chance)
    done = 0
    async with asyncio.TaskGroup() as group:
        over = asyncio.Event()
        group.create_task(_talk(scene, over))
        group.create_task(staff.work(over))
        while done < options.kills and monotonic() - began < options.seconds:
            await kills.run_one(done)
            done += 1
            if done % 25 == 0:
                _write(f"  {done} kills, {monotonic() - began:.0f} s")
        nowhere = await kills.reach_all()
        await scene.lives.begin()
        over.set()
    for point, count in sorted(kills.reached.items()):
        _write(f"  killed {point}: {count}, not reached {kills.missed[point]}")
    _complain(nowhere)
    name = f"{kills.reached.total()} kills"
    return await _judge(name, scene, staff, began) and not nowhere


async def _judge(name: str, scene: Scene, staff: Staff, began: float) -> bool:
    """Count everything that the promise speaks of."""
    found = await verdict.judge(scene, within=SETTLED)
    _say(name, found, monotonic() - began)
    left = await aftermath.judge(scene, staff, within=SAID)
    _say(f"{name}: the rest", left, monotonic() - began)
    return found.kept and left.kept


async def _talk(scene: Scene, over: asyncio.Event) -> None:
    """Let one person after the other come, until it is over; the last one finishes."""
    while not over.is_set():
        await scene.converse()


async def undergo(scene: Scene, trouble: Trouble) -> bool:
    """Put the service through a trouble, with mail and a conversation in the midst of it."""
    began = monotonic()
    if not scene.lives.pid:
        await scene.lives.begin()
    await trouble.begin(scene)
    if "IMAP: server" not in trouble.name:
        scene.deliver(CONNECTIONS + 1)
    async with asyncio.TaskGroup() as group:
        group.create_task(scene.converse())
        await asyncio.sleep(trouble.seconds)
        met = await until(lambda: not scene.to_come, within=MET)
        await trouble.end(scene)
    scene.deliver(1)
    found = await verdict.judge(scene, within=SETTLED)
    _say(trouble.name, found, monotonic() - began)
    _complain([] if met else [trouble.name])
    return found.kept and met


def _complain(nowhere: Iterable[str]) -> None:
    for point in nowhere:
        _write(f"FAIL NEVER REACHED: {point}")


def _say(name: str, found: Verdict | Aftermath | Reminded | Gone, seconds: float) -> None:
    counts = ", ".join(f"{one} {getattr(found, one)}" for one in found.__dataclass_fields__)
    _write(f"{'ok  ' if found.kept else 'FAIL'} {name:<38} {seconds:6.1f} s  {counts}")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
