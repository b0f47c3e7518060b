"""The service as a process of its own, of which everything is kept that it says and leaves."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from pd_intake_bot.sandbox.world import OFFICER, STAFF_CHAT, World
from tests.servers.dovecot import Dovecot
from tests.servers.planting import PATIENCE
from tests.servers.service import configure

ROOT = Path(__file__).parents[2]
LISTENS = "pd-intake is running"
LEFT = ("home", "tmp", "here")
"""The folders beside its data where a program may leave something."""


@dataclass(slots=True, kw_only=True)
class Running:
    """The service as its own process, with all it has said."""

    said: Path
    environment: Mapping[str, str]
    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)

    async def look(self, *paths: str) -> None:
        """Read pages of its web server."""
        async with aiohttp.ClientSession(f"http://127.0.0.1:{self.port}") as web:
            for path in paths:
                async with web.get(path) as answer:
                    self.pages[f"{len(self.pages)} {path[:9]}"] = await answer.read()

    def times(self, words: str) -> int:
        """Count how often it has said something."""
        return self.said.read_text().count(words)

    def listens_on(self) -> int:
        """Give the port that it named last."""
        [*_, last] = [line for line in self.said.read_text().splitlines() if LISTENS in line]
        return int(json.loads(last)["port"] if last.startswith("{") else last.split()[-1])

    async def until_said(self, words: str, times: int = 1) -> None:
        """Wait until it has said something so often."""
        async with asyncio.timeout(PATIENCE):
            # Another process writes the file: nothing in this one could ring a bell.
            while self.times(words) < times:  # noqa: ASYNC110
                await asyncio.sleep(0.05)


@asynccontextmanager
async def running(
    environment: Mapping[str, str], said: Path, *, ahead: int | None = None
) -> AsyncIterator[Running]:
    """Run it: as it is, or in a hurry, with a clock that is so many seconds ahead."""
    program = ["pd_intake_bot"] if ahead is None else ["tests.servers.later", str(ahead)]
    with said.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *program, "run"),
            env=environment,
            cwd=here(environment),
            stderr=log,
        )
    service = Running(said=said, environment=environment)
    before = service.times(LISTENS)
    try:
        await service.until_said(LISTENS, before + 1)
        service.port = service.listens_on()
        yield service
    finally:
        with suppress(ProcessLookupError):  # it ended by itself
            process.terminate()
        await process.wait()


async def command(environment: Mapping[str, str], *arguments: str) -> bytes:
    """Run a command, and give what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pd_intake_bot", *arguments),
        env=environment,
        cwd=here(environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out + err


def here(environment: Mapping[str, str]) -> Path:
    """Give the folder that it works in."""
    return Path(environment["TMPDIR"]).with_name("here")


def settings_of(folder: Path, dovecot: Dovecot, world: World, *, user: str) -> dict[str, str]:
    """Give the environment of a service whose every folder is the test's own."""
    for name in LEFT:
        (folder.parent / name).mkdir()
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return configure(folder, dovecot, world.smtp, user=user) | {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": found,
        "HOME": str(folder.parent / "home"),
        "TMPDIR": str(folder.parent / "tmp"),
        "PD_TELEGRAM_TOKEN": world.telegram.token,
        "PD_TELEGRAM_API": world.telegram.url,
        "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
        "PD_TELEGRAM_OFFICERS": f"{OFFICER}:officer",
        "PD_LOG_LEVEL": "DEBUG",
        "PD_LOG_FORMAT": "json",
    }
