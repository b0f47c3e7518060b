"""Lives that end at a random moment, or at a named point between two effects."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.usecases.ports import Store
from tests.faults import elapse
from tests.faults.points import POINTS
from tests.faults.scene import CONNECTIONS, Scene, until
from tests.servers import service

AT_RANDOM = "at a random moment"
ENDING = "while it was ending in order"
WAITED_OUT = "after waiting out the claims of the dead"
OUTSIDE = {
    # The service waits for answers that the outside owes, with or without having taken it all.
    **{f"in the silence of {stage}": stage for stage in Stage if stage is not Stage.CONNECT},
    "in the silence of Telegram, taken": Fault.SLOW,
    "in the silence of Telegram, not taken": Fault.HANG,
}
NAMED = (*POINTS, *OUTSIDE, ENDING, WAITED_OUT)
LONGEST_LIFE = 1.5
LONGEST_WAIT = 30
"""Seconds after which the lease of a dead reader is another's at the latest, with some to spare."""
REACH = 30
"""Seconds within which a named point is reached, or the life counts as one that missed it."""
STIR = 1.0
"""Seconds after which there is one thing more to do, where a life has not come to its point."""
TRIES = 5
"""How often more a point is gone for that no life has reached."""


@dataclass(slots=True, kw_only=True)
class Kills:
    """Ends lives; `reached` counts at which point, `missed` those that never came to theirs.

    A life lasts at most `longest` seconds, or passes its point at most `deepest` times; for that
    it has `reach` seconds. What the dead left is free for the next life at once.
    """

    scene: Scene
    chance: random.Random
    longest: float = LONGEST_LIFE
    deepest: int = 3
    reach: float = REACH
    reached: Counter[str] = field(default_factory=Counter, init=False)
    missed: Counter[str] = field(default_factory=Counter, init=False)
    _turn: list[str] = field(default_factory=list, init=False)

    async def run_one(self, number: int) -> None:
        """Live and die: first at each named point once, then every third time at one of them."""
        named = number < len(NAMED) or number % 3 == 0
        await self.die(self._next() if named else AT_RANDOM)

    async def reach_all(self, points: Sequence[str] = NAMED) -> Iterable[str]:
        """Go for the points that nobody has reached; gives those that still nobody has."""
        self.deepest = 1
        for point in points:
            for _ in range(TRIES):
                if not self.reached[point]:
                    await self.die(point)
        return [point for point in points if not self.reached[point]]

    async def die(self, point: str) -> None:
        """Live until a point."""
        await self._begin_well(point)
        if point in POINTS:
            await self.scene.lives.begin(point=point, number=self.chance.randint(1, self.deepest))
            reached = await self._reach()
        elif point in OUTSIDE:
            reached = await self._in_silence(point)
        elif point == WAITED_OUT:
            reached = await self._wait_out()
        else:
            await self.scene.lives.begin()
            await asyncio.sleep(self.chance.uniform(0, self.longest))
            reached = True
            if point == ENDING:
                self.scene.lives.ask_to_end()
                await asyncio.sleep(self.chance.uniform(0, self.longest) / 3)
        await self.scene.lives.kill()
        (self.reached if reached else self.missed)[point] += 1

    def _next(self) -> str:
        if not self._turn:
            self._turn = self.chance.sample(NAMED, len(NAMED))
        return self._turn.pop()

    async def _begin_well(self, point: str) -> None:
        """Give the life something to do, and free what the dead had claimed."""
        self.scene.deliver(self.chance.randint(1, CONNECTIONS))
        if point != WAITED_OUT:
            await elapse.over_claims(self.scene)

    async def _reach(self) -> bool:
        """Wait for the life to end at its point; meanwhile there is ever more to do."""
        for _ in range(int(self.reach / STIR)):
            await self.scene.stir()
            if await self.scene.lives.ended(within=STIR):
                return True
        return False

    async def _wait_out(self) -> bool:
        """Live until this life has registered what came: until it reads the mailbox."""
        async with open_database(service.load(self.scene.direct)) as database:
            before = now = await database.reading(_count)
            await self.scene.lives.begin()
            try:
                async with asyncio.timeout(LONGEST_WAIT + self.reach):
                    while now == before:
                        await asyncio.sleep(STIR)
                        now = await database.reading(_count)
            except TimeoutError:
                return False
        await asyncio.sleep(self.chance.uniform(0, self.longest))
        return True

    async def _in_silence(self, point: str) -> bool:
        """Live until the outside is silent, to as many as can be spoken to at once."""
        kind = OUTSIDE[point]
        times = self.chance.randint(1, CONNECTIONS) if isinstance(kind, Stage) else 1
        self.scene.deliver(times)
        self._hush(kind, times)
        await self.scene.lives.begin()
        reached = await until(lambda: not self._to_come(kind), within=self.reach)
        # What was taken takes effect before the answer is due, and others go on meanwhile.
        await asyncio.sleep(0.05 + self.chance.uniform(0, self.longest) / 3)
        await self.scene.lives.kill()
        self.scene.sink.faults.clear()
        self.scene.telegram.faults.clear()
        return reached

    def _hush(self, kind: Stage | Fault, times: int) -> None:
        if isinstance(kind, Stage):
            self.scene.sink.faults.hang(kind, times=times)
        else:
            self.scene.telegram.faults.add("sendMessage", kind, seconds=self.reach)

    def _to_come(self, kind: Stage | Fault) -> int:
        if isinstance(kind, Stage):
            return self.scene.sink.faults.to_come(kind)
        return self.scene.telegram.faults.to_come("sendMessage")


async def _count(store: Store) -> int:
    return len(await store.cases.all())
