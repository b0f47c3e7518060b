"""The service as a process of its own, which can be killed, by a clock that another one moves.

The child takes its settings from the environment, says `ready PORT` on standard output, and is
told on standard input, a line each, how many seconds its clock is to be ahead. It ends when
its input does, so that it never outlives the page.
"""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pd_intake_bot import log, settings
from pd_intake_bot.sandbox.clock import MovableClock

READY = "ready"
_OWN = ("PATH", "HOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "SYSTEMROOT", "TMPDIR")


@dataclass(slots=True, kw_only=True)
class ServiceProcess:
    """The service in a process of its own. `environment` holds its settings."""

    environment: Mapping[str, str]
    port: int = field(default=0, init=False)
    _ahead: timedelta = field(default=timedelta(), init=False)
    _process: Process | None = field(default=None, init=False)

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it and wait until it is ready. Raises `RuntimeError` where it ends instead."""
        inherited = {name: os.environ[name] for name in _OWN if name in os.environ}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __spec__.name,
            stdin=PIPE,
            stdout=PIPE,
            env={**inherited, **self.environment},
            # Ctrl-C is for the page alone, which then lets its service finish.
            process_group=0,
        )
        await self._set_clock()
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode().split()
        if said[:1] != [READY]:
            raise RuntimeError("the service did not start")
        self.port = int(said[1])

    async def move_clock(self, ahead: timedelta) -> None:
        """Let its clock be this far ahead of the real one, now and after every start."""
        self._ahead = ahead
        if self.running:
            await self._set_clock()

    async def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        if self._process is not None and self.running:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """Let it finish what it has in hand, and end."""
        if self._process is not None and self.running:
            assert self._process.stdin is not None
            self._process.stdin.close()
            await self._process.wait()

    async def _set_clock(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        # It may have died a moment ago: the next start is told anew.
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(f"{self._ahead.total_seconds()}\n".encode())
            await self._process.stdin.drain()


async def _serve() -> None:
    # Imported here: the parent does not need what takes seconds to load.
    from pd_intake_bot.app import service  # noqa: PLC0415
    from pd_intake_bot.app.onlooker import Onlooker  # noqa: PLC0415 - as above

    chosen = settings.load()
    log.configure("console", "ERROR")
    clock, stop = MovableClock(), asyncio.Event()
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    # The first line is there before anything else happens: no moment passes by a wrong clock.
    _obey(clock, await orders.readline())
    async with asyncio.TaskGroup() as group:
        group.create_task(_listen(orders, clock, stop))
        onlooker = Onlooker(ready=_say_ready)
        await service.run(chosen, stop=stop, onlooker=onlooker, now=clock, moved=clock.moved)


async def _listen(orders: asyncio.StreamReader, clock: MovableClock, stop: asyncio.Event) -> None:
    while line := await orders.readline():
        _obey(clock, line)
    stop.set()


def _obey(clock: MovableClock, line: bytes) -> None:
    clock.move(timedelta(seconds=float(line)) - clock.ahead)


def _say_ready(port: int | None) -> None:
    sys.stdout.write(f"{READY} {port or 0}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve())
