"""Every loop and task of the program: kept running, and brought to an end in order."""

import asyncio
import random
import signal
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from pd_intake_bot.errors import IntakeError

log = structlog.get_logger(__name__)

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
LONG_TICK = timedelta(minutes=2)
"""A tick that lasts longer counts as hanging."""
BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)
"""Seconds by which the lengths of ticks are told apart."""
GRACE = timedelta(seconds=15)
"""How long a loop may finish what it has in hand after it was told to stop."""


class Wake:
    """A bell that ends a loop's waiting; rung in mid-work, it makes the loop go on at once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def __call__(self) -> None:
        """Ring."""
        self._rung.set()

    async def wait(self, timeout: timedelta) -> None:  # noqa: ASYNC109 - how long is its meaning
        """Wait for the bell, but no longer than `timeout`."""
        try:
            async with asyncio.timeout(timeout.total_seconds()):
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()


class Lanes:
    """Work side by side: at most so many at once, and never two under one name.

    `ended` is called whenever one has ended. What one fails with is kept for `check`.
    """

    def __init__(self, most: int, ended: Callable[[], None] = lambda: None) -> None:
        self._most = most
        self._ended = ended
        self._running: dict[str, asyncio.Task[object]] = {}
        self._failed: list[BaseException] = []

    @property
    def names(self) -> frozenset[str]:
        """What is being worked on."""
        return frozenset(self._running)

    @property
    def free(self) -> int:
        """How many more may begin."""
        return self._most - len(self._running)

    def begin(self, name: str, work: Coroutine[object, object, object]) -> None:
        """Begin some work; its name must not be in use."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - this is the place that the ban names
        self._running[name] = task
        task.add_done_callback(self._end)

    async def rest(self) -> None:
        """Wait until nothing is being worked on; who is cancelled meanwhile cancels all of it."""
        while self._running:
            await self.next()

    async def next(self) -> None:
        """Wait until some work has ended; who is cancelled meanwhile cancels all of it."""
        tasks = tuple(self._running.values())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            raise

    def check(self) -> None:
        """Raise what some work has failed with, once."""
        if self._failed:
            error = self._failed[0]
            self._failed.clear()
            raise error

    def _end(self, task: asyncio.Task[object]) -> None:
        del self._running[task.get_name()]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed.append(error)
        self._ended()


@dataclass(slots=True)
class Durations:
    """How many ticks ended within each of `BUCKETS` seconds and how long all took together."""

    within: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.within[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds


@dataclass(slots=True, kw_only=True)
class Health:
    """How a loop fares: `failing` holds words for the operator, never personal data."""

    last_good: datetime | None = None
    failing: str | None = None
    busy_since: datetime | None = None
    failures: int = 0
    ticks: Durations = field(default_factory=Durations)

    def fault(self, now: datetime) -> str | None:
        """Say what is wrong, if anything: it fails, hangs, or has not yet worked at all."""
        if self.busy_since and now - self.busy_since > LONG_TICK:
            return f"at one task since {self.busy_since:%H:%M:%S} UTC"
        return self.failing or (None if self.last_good else "starting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Something done again and again: `tick` does what is due and tells whether there is more.

    After a tick with nothing left it rests: for `every`, or until `wake`, or as `rest` says
    where the outside itself tells when there is more. After each failure in a row it pauses twice
    as long, up to `longest_pause`. A loop that may be `interrupted` mostly
    waits for the outside; others finish their tick before the program ends. `hears` tells of one
    by which things come in whether they come in by this process. `trouble` says what
    is wrong with the outside where a tick copes with it and goes well all the same. `leave` asks
    a tick under way, when the program is to end, to begin nothing more; `finish` waits, at the
    very end, for what a tick has begun and not waited for.
    """

    name: str
    tick: Callable[[], Awaitable[object]]
    every: timedelta
    longest_pause: timedelta = LONGEST_PAUSE
    wake: Wake = field(default_factory=Wake)
    rest: Callable[[], Awaitable[object]] | None = None
    interrupted: bool = False
    trouble: Callable[[], str | None] = lambda: None
    leave: Callable[[], None] = lambda: None
    finish: Callable[[], Awaitable[object]] | None = None
    hears: Callable[[], bool] = lambda: True
    health: Health = field(default_factory=Health)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """Runs loops side by side until it is told to stop."""

    loops: Sequence[Loop]
    clock: Callable[[], datetime]
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    first_pause: timedelta = FIRST_PAUSE

    async def run(self) -> None:
        """Run until `stop` is set, then give each loop time to finish what it has in hand."""
        tasks = {loop.name: asyncio.create_task(self._keep(loop)) for loop in self.loops}  # noqa: TID251 - this is the place that the ban names
        await self.stop.wait()
        for loop in self.loops:
            loop.leave()
            loop.wake()
            if loop.interrupted:
                tasks[loop.name].cancel()
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=GRACE.total_seconds())
            for task in late:
                task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _keep(self, loop: Loop) -> None:
        pause = self.first_pause
        while not self.stop.is_set():
            longest = loop.longest_pause
            try:
                more = await self._tick(loop)
                # Where only the waiting fails, what is due is still done as often as ever.
                longest = loop.every
                await self._rest(loop, more=more)
                # One that found nothing to wait for must not keep all others from running.
                await asyncio.sleep(0)
            # A loop outlives whatever happens in one tick: the next may find the cause gone.
            except (Exception, asyncio.CancelledError) as error:
                if _is_told_to_end(error):
                    raise
                self._fails(loop, error)
                pause = min(pause, longest)
                await loop.wake.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter
                pause *= 2
            else:
                pause = self.first_pause
        if loop.finish is not None:
            await loop.finish()

    async def _tick(self, loop: Loop) -> bool:
        began = loop.health.busy_since = self.clock()
        try:
            more = await loop.tick()
        finally:
            loop.health.busy_since = None
            loop.health.ticks.add(max((self.clock() - began).total_seconds(), 0))
        self._works(loop)
        return bool(more)

    async def _rest(self, loop: Loop, *, more: bool) -> None:
        if more or self.stop.is_set():
            return
        if loop.rest is not None:
            await loop.rest()
        else:
            await loop.wake.wait(loop.every)

    def _fails(self, loop: Loop, error: BaseException) -> None:
        loop.health.failing = describe(error)
        loop.health.failures += 1
        log.warning("loop failed", loop=loop.name, error=loop.health.failing)

    def _works(self, loop: Loop) -> None:
        trouble = loop.trouble()
        if trouble and trouble != loop.health.failing:
            log.warning("loop in trouble", loop=loop.name, trouble=trouble)
        elif loop.health.failing and not trouble:
            log.info("loop works again", loop=loop.name)
        loop.health.failing = trouble
        loop.health.last_good = self.clock()


def _is_told_to_end(error: BaseException) -> bool:
    """Tell whether this task was cancelled, and not something within it by a library."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


@contextmanager
def on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` at SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def describe(error: BaseException) -> str:
    """Put an error into words that are safe to log: its kind and where it arose.

    Messages of foreign errors may quote a mail or a name, so only our own are repeated.
    """
    words = str(error) if isinstance(error, IntakeError | OSError) else ""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
    return ": ".join(part for part in (type(error).__name__, words, where) if part)
