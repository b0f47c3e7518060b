"""`make faults`: the real service among faults, and a table of what it came to."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import get_args

from tests.faults import verdict
from tests.faults.kills import AT_RANDOM, Kills
from tests.faults.scene import Kind, Scene, open_scene
from tests.faults.troubles import Trouble, catalogue
from tests.faults.verdict import Verdict

SETTLED = 180
"""Seconds after a fault within which all must be as promised; the slowest tries are due then."""

LIFE_ON_POSTGRES = 21.0
"""There a dead reader's lease lasts its time: nobody can see who lives on another machine."""


def main() -> int:
    """Run what the options ask for; the exit status is 1 where the promise was not kept."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="pd-faults-") as folder:
        return 0 if asyncio.run(_run(options, Path(folder))) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="lives that are ended")
    parser.add_argument("--seconds", type=float, default=3600, help="no new fault after so long")
    parser.add_argument("--database", choices=get_args(Kind), default="sqlite")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="troubles with these words in their name")
    return parser.parse_args()


async def _run(options: argparse.Namespace, folder: Path) -> bool:
    began = monotonic()
    _write(f"{os.cpu_count()} cores, {options.database}, seed {options.seed}")
    async with open_scene(folder, kind=options.database, user="faults") as scene:
        kept = await _kill(scene, options, began)
        for trouble in catalogue(options.database):
            if options.only in trouble.name and monotonic() - began < options.seconds:
                kept = await undergo(scene, trouble) and kept
        await scene.lives.stop()
        _say("all in all", await verdict.judge(scene, within=0), monotonic() - began)
    return kept


async def _kill(scene: Scene, options: argparse.Namespace, began: float) -> bool:
    chance = random.Random(options.seed)  # noqa: S311 - moments, not secrets
    kills = Kills(scene=scene, chance=chance)
    if options.database == "postgres":
        kills.longest = LIFE_ON_POSTGRES
    done = 0
    async with asyncio.TaskGroup() as group:
        over = asyncio.Event()
        group.create_task(_talk(scene, over))
        while done < options.kills and monotonic() - began < options.seconds:
            await kills.run_one(done)
            done += 1
            if done % 25 == 0:
                _write(f"  {done} kills, {monotonic() - began:.0f} s")
        await scene.lives.begin()
        over.set()
    for point in sorted({*kills.reached, *kills.missed}, key=lambda one: (one != AT_RANDOM, one)):
        _write(f"  killed {point}: {kills.reached[point]}, not reached {kills.missed[point]}")
    found = await verdict.judge(scene, within=SETTLED)
    _say(f"{done} kills", found, monotonic() - began)
    return found.kept


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
        scene.deliver(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(scene.converse())
        await asyncio.sleep(trouble.seconds)
        await trouble.end(scene)
    scene.deliver(1)
    found = await verdict.judge(scene, within=SETTLED)
    _say(trouble.name, found, monotonic() - began)
    return found.kept


def _say(name: str, found: Verdict, seconds: float) -> None:
    counts = ", ".join(f"{one} {getattr(found, one)}" for one in Verdict.__dataclass_fields__)
    _write(f"{'ok  ' if found.kept else 'FAIL'} {name:<38} {seconds:6.1f} s  {counts}")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
