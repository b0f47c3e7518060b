"""A small slice of what `make faults` does at length."""

import random
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from tests.faults import verdict
from tests.faults.days import Days
from tests.faults.kills import Kills
from tests.faults.scene import open_scene
from tests.faults.troubles import catalogue

POINTS = (
    "before registering a case",
    "after beginning to send",
    "before writing an outcome",
    f"in the silence of {Stage.ACCEPTED}",
    "before handling an update",
)
"""Where a letter or a request would be lost or doubled most easily."""

WITHIN = 120


async def test_killed_between_any_two_effects_it_loses_nothing_and_owns_up_to_what_it_doubles(
    tmp_path: Path,
) -> None:
    async with open_scene(tmp_path, kind="sqlite", user="slice") as scene:
        chance = random.Random(7)  # noqa: S311 - moments, not secrets
        # Each point is reached here, however busy the machine is.
        kills = Kills(scene=scene, chance=chance, deepest=1, reach=WITHIN)
        await scene.lives.begin()
        await scene.converse()
        await scene.lives.kill()
        for point in POINTS:
            # A letter or an update of which the point is a part.
            scene.deliver(1)
            await scene.telegram.person(9000, "Басқа", "kk").send("/start")
            await kills.die(point)
        await scene.lives.begin()
        found = await verdict.judge(scene, within=WITHIN)
        await scene.lives.stop()
    assert found.kept, found
    assert not kills.missed
    assert found.doubts >= 1, "the silence after a letter was taken must have left a doubt"


async def test_killed_in_the_midst_of_erasing_it_erases_everything_and_nothing_twice(
    tmp_path: Path,
) -> None:
    async with open_scene(tmp_path, kind="sqlite", user="erasing") as scene:
        await scene.lives.begin()
        scene.deliver(3)
        await verdict.judge(scene, within=WITHIN)
        # Each point is reached here, too.
        days = Days(scene=scene, chance=random.Random(7), patience=WITHIN)  # noqa: S311 - moments
        gone = await days.erase("before erasing", "after erasing")
    assert gone.kept, gone
    assert all(days.reached.values())


@pytest.mark.parametrize("name", ["SMTP: half", "disk full", "clock an hour back"])
async def test_after_a_trouble_all_is_as_promised(tmp_path: Path, name: str) -> None:
    [trouble] = [one for one in catalogue("sqlite") if one.name == name]
    async with open_scene(tmp_path, kind="sqlite", user="trouble") as scene:
        await scene.lives.begin()
        scene.deliver(1)
        await trouble.begin(scene)
        scene.deliver(1)
        await verdict.judge(scene, within=trouble.seconds)
        await trouble.end(scene)
        scene.deliver(1)
        found = await verdict.judge(scene, within=WITHIN)
        await scene.lives.stop()
    assert found.kept, found
