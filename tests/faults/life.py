"""The service as a process that is born, lives among faults, and dies as it is told to."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
BIRTH = 60
"""Seconds within which a life begins, also on a busy machine."""


@dataclass(slots=True, kw_only=True)
class Lives:
    """Lives of the service, one at a time. `environment` holds its settings.

    The clocks of those to come stand as far ahead of this machine's as `ahead` says.
    """

    environment: Mapping[str, str]
    log: Path
    ahead: timedelta = field(default=timedelta(), init=False)
    pid: int = field(default=0, init=False)
    count: int = field(default=0, init=False)
    _nursery: Process | None = field(default=None, init=False)

    async def __aenter__(self) -> Self:
        """Load the service once."""
        own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        # This tree's service and no other that may be installed.
        paths = [str(ROOT), str(ROOT / "src"), *filter(None, sys.path)]
        self._nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.faults.nursery"),
            cwd=ROOT,
            env={**own, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=PIPE,
            stdout=PIPE,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Kill whoever lives."""
        await self.kill()
        assert self._nursery is not None
        self._nursery.kill()
        await self._nursery.wait()

    async def begin(self, *, point: str = "", number: int = 1) -> bool:
        """Let a life begin that ends at a point; False where it ended before it was ready."""
        assert not self.pid, "one at a time"
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        order = {
            "environment": dict(self.environment),
            "log": str(self.log),
            "point": point,
            "number": number,
            "ahead": self.ahead.total_seconds(),
        }
        self._nursery.stdin.write(json.dumps(order).encode() + b"\n")
        self.count += 1
        _, pid = await self._hear()
        self.pid = int(pid)
        try:
            async with asyncio.timeout(BIRTH):
                [word] = await self._hear()
        except TimeoutError:
            self._send(signal.SIGQUIT)
            await asyncio.sleep(1)
            raise RuntimeError(f"it does not begin:\n{self.log.read_text()[-5000:]}") from None
        if word == "ended":
            self.pid = 0
        return word == "ready"

    async def ended(self, *, within: float) -> bool:
        """Wait for the life to end by itself; False where it goes on."""
        if not self.pid:
            return True
        try:
            async with asyncio.timeout(within):
                await self._hear()
        except TimeoutError:
            return False
        self.pid = 0
        return True

    async def kill(self) -> None:
        """End it as a power cut does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        await self._end(signal.SIGTERM)

    def ask_to_end(self) -> None:
        """Ask it to end, and go on without waiting."""
        if self.pid:
            self._send(signal.SIGTERM)

    def jump(self, *, back: bool = False) -> None:
        """Move its clock by an hour."""
        self._send(signal.SIGUSR2 if back else signal.SIGUSR1)

    async def _end(self, how: signal.Signals) -> None:
        if self.pid:
            self._send(how)
            assert await self.ended(within=60), "it does not end"

    def _send(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it has ended by itself, as `ended` will tell
            os.kill(self.pid, how)

    async def _hear(self) -> list[str]:
        assert self._nursery is not None
        assert self._nursery.stdout is not None
        line = await self._nursery.stdout.readline()
        assert line, f"the nursery has ended; see {self.log}"
        return line.decode().split()
