"""What the service has in memory stays there."""

import asyncio
from pathlib import Path

from pd_intake_bot.sandbox.world import open_world
from tests.servers.service import Process


async def test_crash_leaves_no_memory_in_a_file(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        process = await Process.start(dict(world.environment), "--only", "http")
        try:
            await process.ready()
            limits = Path(f"/proc/{process.pid}/limits")
            said = (await asyncio.to_thread(limits.read_text)).splitlines()
        finally:
            await process.kill()
    [core] = [line.split() for line in said if line.startswith("Max core file size")]
    assert core[4:6] == ["0", "0"]
