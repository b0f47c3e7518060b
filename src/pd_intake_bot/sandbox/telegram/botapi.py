"""The embedded Bot API: an HTTP server on loopback that the real aiogram talks to."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from pd_intake_bot.sandbox import ports
from pd_intake_bot.sandbox.changes import Changes
from pd_intake_bot.sandbox.telegram import webhook
from pd_intake_bot.sandbox.telegram.chats import FIRST_SUPERGROUP, Chat, Standing
from pd_intake_bot.sandbox.telegram.counter import BODY_LIMIT, Counter
from pd_intake_bot.sandbox.telegram.faults import Faults
from pd_intake_bot.sandbox.telegram.group import Group
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.telegram import Telegram

TOKEN = "7000000001:AAE-sandbox-token-that-opens-nothing-000"  # noqa: S105 - opens the sandbox

SHUTDOWN_SECONDS = 0.01
"""How long a call that is being answered may go on when the server is closed."""


class BotApi:
    """A Telegram of one bot, people and groups, reached over HTTP as the real one is.

    `clock` dates messages and ages presses, links and updates. Rates are counted on `ticks`,
    seconds that only grow, so that a story may move its clock without running into a limit.
    `changes` announces all that happens, and `faults` is where trouble is ordered.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        limits: Limits | None = None,
        ticks: Callable[[], float] = time.monotonic,
        token: str = TOKEN,
    ) -> None:
        self.token = token
        self.faults = Faults()
        self.telegram = Telegram(token=token, clock=clock, ticks=ticks, limits=limits or Limits())
        self.counter = Counter(self.telegram, self.faults, token)
        self.port = 0
        self._stack = AsyncExitStack()
        self._runner: web.AppRunner | None = None
        self._held = ExitStack()

    @property
    def url(self) -> str:
        """The address to give `TelegramAPIServer.from_base`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def changes(self) -> Changes:
        """The feed of all that happens."""
        return self.telegram.changes

    async def __aenter__(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        group = await self._stack.enter_async_context(asyncio.TaskGroup())
        pump = group.create_task(webhook.pump(self.telegram))
        self._stack.callback(pump.cancel)
        self._stack.callback(self._held.close)
        self._stack.push_async_callback(self.refuse)
        await self.accept()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection; pending polls end at once."""
        await self._stack.aclose()

    async def accept(self) -> None:
        """Listen: the first time on any free port, after `refuse` on the same again."""
        assert self._runner is None, "the server listens already"
        self._held.close()
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self.counter.answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self.counter.download)
        # A caller who hangs up frees the place of its poll, as with the real one.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def refuse(self) -> None:
        """Close the port: the next call meets a refused connection, present ones are cut."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
            self._held.enter_context(ports.hold("127.0.0.1", self.port))

    def person(
        self, user_id: int, first_name: str, language_code: str | None = None, *, phone: str = ""
    ) -> Phone:
        """Give a person with a telephone; the same number gives the same person."""
        person = self.telegram.account(user_id, first_name, language_code, phone)
        return Phone(self.telegram, person)

    def group(self, chat_id: int, title: str, *, forum: bool = False) -> Group:
        """Give a group with the bot as administrator in it.

        It is a supergroup, or an ordinary group for a number above -1000000000000.
        """
        assert chat_id < 0, "groups have numbers below zero"
        assert not forum or chat_id <= FIRST_SUPERGROUP, "only a supergroup can be a forum"
        rights = set(BOT_RIGHTS) | ({"can_manage_topics"} if forum else set())
        self.telegram.chats.setdefault(
            chat_id,
            Chat(
                id=chat_id,
                title=title,
                forum=forum,
                bot=Standing.ADMINISTRATOR,
                bot_rights=rights,
            ),
        )
        return Group(self.telegram, chat_id)
