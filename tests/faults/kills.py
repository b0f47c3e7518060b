"""Lives that end at a random moment, or at a named point between two effects."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.telegram.faults import Fault
from tests.faults.points import POINTS
from tests.faults.scene import Scene, until

AT_RANDOM = "at a random moment"
OUTSIDE = {
    # The service waits for an answer that the outside owes, with or without having taken it.
    **{f"in the silence of {stage}": stage for stage in Stage if stage is not Stage.CONNECT},
    "in the silence of Telegram, taken": Fault.SLOW,
    "in the silence of Telegram, not taken": Fault.HANG,
}
EVERYWHERE = (*POINTS, *OUTSIDE)
LONGEST_LIFE = 1.5
REACH = 20
"""Seconds within which a named point is reached, or the life counts as one that missed it."""


@dataclass(slots=True, kw_only=True)
class Kills:
    """Ends lives; `reached` counts at which point, `missed` those that never came to theirs.

    A life lasts at most `longest` seconds, or passes its point at most `deepest` times; for that
    it has `reach` seconds.
    """

    scene: Scene
    chance: random.Random
    longest: float = LONGEST_LIFE
    deepest: int = 3
    reach: float = REACH
    reached: Counter[str] = field(default_factory=Counter, init=False)
    missed: Counter[str] = field(default_factory=Counter, init=False)

    async def run_one(self, number: int) -> None:
        """Live and die; a third of the deaths come at named points, in turn."""
        named = EVERYWHERE[number // 3 % len(EVERYWHERE)]
        await self.die(named if number % 3 == 0 else AT_RANDOM)

    async def die(self, point: str) -> None:
        """Live until a point."""
        self.scene.deliver(self.chance.randint(1, 3))
        if point == AT_RANDOM:
            await self.scene.lives.begin()
            await asyncio.sleep(self.chance.uniform(0, self.longest))
            reached = True
        elif point in OUTSIDE:
            reached = await self._in_silence(point)
        else:
            await self.scene.lives.begin(point=point, number=self.chance.randint(1, self.deepest))
            reached = await self.scene.lives.ended(within=self.reach)
        await self.scene.lives.kill()
        (self.reached if reached else self.missed)[point] += 1

    async def _in_silence(self, point: str) -> bool:
        kind = OUTSIDE[point]
        if isinstance(kind, Stage):
            faults = self.scene.sink.faults
            faults.hang(kind)
            await self.scene.lives.begin()
            reached = await until(lambda: not faults.to_come(kind), within=self.reach)
            faults.clear()
            return reached
        calls = self.scene.telegram.faults
        calls.add("sendMessage", kind, seconds=self.reach)
        await self.scene.lives.begin()
        reached = await until(lambda: not calls.to_come("sendMessage"), within=self.reach)
        # What was taken takes effect before the answer is due.
        await asyncio.sleep(0.05)
        calls.clear()
        return reached
