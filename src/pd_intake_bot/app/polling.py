"""Puts together what takes updates from Telegram: one poller of all processes, or the webhook."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import AnyHttpUrl

from pd_intake_bot import clock
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.http.webhook import Webhook
from pd_intake_bot.supervise import Loop, Wake
from pd_intake_bot.telegram import bot as bots
from pd_intake_bot.telegram.bot import Bot
from pd_intake_bot.telegram.receive import ALLOWED, Look, Receive, keep
from pd_intake_bot.usecases.lease import RENEW, Lease
from pd_intake_bot.usecases.ports import Texts

LONG_POLL = timedelta(seconds=25)
"""How long one request for updates waits at Telegram's side, if the lease lasts so long."""

MARGIN = timedelta(seconds=3)
"""What is left of the lease when a request comes back, so that it never meets the next poller's."""

LOOK = timedelta(seconds=1)

LONGEST_PAUSE = timedelta(seconds=10)
"""People wait for an answer: where the network is back, they must not wait for minutes more."""

REMIND = timedelta(minutes=10)
"""How often Telegram is told anew where to post."""


def build_loops(
    ground: Ground, bot: Bot, heard: Wake, look: Look, stack: AsyncExitStack
) -> list[Loop]:
    """Build the loops that poll by turns, or the one that keeps Telegram posting.

    Any process may be posted to; of any number one polls, and another soon after its death.
    """
    receive = Receive(bot=bot, transactions=ground.database, clock=ground.now, look=look)
    meeting = _Meeting(receive=receive, texts=ground.texts)
    url, secret = _webhook(ground)
    if url:
        post = _Post(bot=bot, meeting=meeting, url=str(url), secret=secret)
        return [Loop(name="telegram", tick=post, every=REMIND, interrupted=True)]
    # Leases go by the machine's own clock: it is about processes and not about dates.
    lease = Lease(name=f"telegram:{bot.id}", transactions=ground.database, clock=clock.now)
    stack.push_async_callback(_give_up, lease)
    poll = _Poll(bot=bot, receive=receive, meeting=meeting, heard=heard, lease=lease)
    return [
        Loop(
            name="telegram",
            tick=poll.look,
            every=LOOK,
            longest_pause=LONGEST_PAUSE,
            rest=poll.wait,
            interrupted=True,
        ),
        Loop(name="telegram lease", tick=lease, every=RENEW),
    ]


def build_webhook(ground: Ground, heard: Wake) -> Webhook | None:
    """Build the address that Telegram posts to; None where it is polled."""
    url, secret = _webhook(ground)
    if not url:
        return None

    async def take(update: Mapping[str, Any]) -> None:
        await keep(ground.database, [update], now=ground.now())
        heard()

    return Webhook(path=url.path or "/", secret=secret, keep=take)


def _webhook(ground: Ground) -> tuple[AnyHttpUrl | None, str]:
    """Say where Telegram posts to and the secret it shows, if it is to post."""
    url, secret = ground.settings.telegram_webhook_url, ground.settings.telegram_webhook_secret
    return (url, secret.get_secret_value()) if url and secret else (None, "")


@dataclass(slots=True, kw_only=True)
class _Meeting:
    """Makes sure once whose bot it is, and shows its commands."""

    receive: Receive
    texts: Texts
    held: bool = False

    async def __call__(self) -> bool:
        """Meet the bot; False where it was met before."""
        if self.held:
            return False
        await self.receive.meet()
        await bots.set_commands(self.receive.bot, self.texts)
        self.held = True
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """Tells Telegram where to post."""

    bot: Bot
    meeting: _Meeting
    url: str
    secret: str

    async def __call__(self) -> None:
        await self.meeting()
        await bots.set_webhook(self.bot, self.url, self.secret, allowed=ALLOWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Poll:
    """Asks Telegram for updates while the lease is this process's, and else waits for it."""

    bot: Bot
    receive: Receive
    meeting: _Meeting
    heard: Wake
    lease: Lease

    async def look(self) -> None:
        if not self._seconds:
            return
        if await self.meeting():
            await bots.leave_webhook(self.bot)
        await self._take(wait=0)

    async def wait(self) -> None:
        if self._seconds:
            await self._take(wait=min(self._seconds, int(LONG_POLL.total_seconds())))
        else:
            await self._wait_for_lease()

    @property
    def _seconds(self) -> int:
        """How long a request may wait for updates."""
        return max(0, int((self.lease.left - MARGIN).total_seconds()))

    async def _take(self, *, wait: int) -> None:
        within = int(self.lease.left.total_seconds())
        if within and await self.receive(wait=wait, within=within):
            self.heard()

    async def _wait_for_lease(self) -> None:
        # Held still, but for too short a while: its renewal is a moment away, or it is lost.
        if self.lease.held:
            await asyncio.sleep(LOOK.total_seconds())
        else:
            await self.lease.until_held(within=RENEW)


async def _give_up(lease: Lease) -> None:
    with suppress(Unavailable):  # Then it is over by itself in seconds.
        await lease.give_up()
