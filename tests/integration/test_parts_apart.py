"""Each part of the service on a machine of its own: together they do the whole work."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from pd_intake_bot.app.parts import Part
from pd_intake_bot.domain.case import State
from pd_intake_bot.sandbox.story import Line, Story
from pd_intake_bot.sandbox.world import open_world
from tests.servers import service


async def test_five_processes_on_one_postgresql_play_the_story_to_its_end(
    tmp_path: Path, postgres_url: str
) -> None:
    told: list[Line] = []
    async with open_world(tmp_path) as world, AsyncExitStack() as stack:
        environment = {**world.environment, "PD_DATABASE_URL": postgres_url}
        for part in Part:
            process = await service.Process.start(environment, "--only", part)
            stack.push_async_callback(process.kill)
            await process.ready()
        async with asyncio.timeout(90):
            await Story(world=world, tell=told.append).play()
        cases = await service.cases(environment)
        letters = world.smtp.letters

    assert [case.state for case in cases] == [State.ANSWERED, State.REGISTERED]
    assert all(case.acknowledged_at for case in cases)
    assert len(letters) == 2
