"""Puts together what holds this machine's clock against Telegram's while the service runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pd_intake_bot.supervise import Loop
from pd_intake_bot.telegram import selfcheck
from pd_intake_bot.telegram.bot import Bot

LOOK = timedelta(minutes=10)
SKEW = timedelta(seconds=30)
"""How far it may be from Telegram's."""


def build_loop(bot: Bot, now: Callable[[], datetime]) -> Loop:
    """Build the loop that says when people would be told wrong dates."""
    clock = _Clock(bot=bot, now=now)
    return Loop(
        name="clock", tick=clock.look, every=LOOK, interrupted=True, trouble=lambda: clock.fault
    )


@dataclass(slots=True, kw_only=True)
class _Clock:
    bot: Bot
    now: Callable[[], datetime]
    fault: str | None = field(default=None, init=False)

    async def look(self) -> None:
        theirs = await selfcheck.read_clock(self.bot)
        ahead = self.now() - theirs if theirs else timedelta()
        far = timedelta(seconds=round(abs(ahead).total_seconds()))
        way = "ahead of" if ahead > timedelta() else "behind"
        is_right = far <= SKEW
        self.fault = None if is_right else f"this machine's clock is {far} {way} Telegram's"
