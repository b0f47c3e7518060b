"""The embedded Bot API: an HTTP server on loopback that the real aiogram talks to."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from pd_intake_bot.sandbox.changes import Changes
from pd_intake_bot.sandbox.faults import Faults
from pd_intake_bot.sandbox.group import Group
from pd_intake_bot.sandbox.pace import Limits
from pd_intake_bot.sandbox.phone import Phone

TOKEN = "7000000001:sandbox-token-of-nobody-at-all-0000"  # noqa: S105 - opens nothing but the sandbox


class BotApi:
    """A Telegram of one bot, people and groups, reached over HTTP as the real one is.

    `clock` dates messages and ages callbacks and updates. Rates are counted on `ticks`, seconds
    that only grow, so that a story may move its clock without running into a limit.
    """

    changes: Changes
    faults: Faults
    token: str
    url: str

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        limits: Limits | None = None,
        ticks: Callable[[], float] | None = None,
        token: str = TOKEN,
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        raise NotImplementedError

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection; pending polls end at once."""
        raise NotImplementedError

    def person(
        self, user_id: int, first_name: str, language_code: str | None = None, *, phone: str = ""
    ) -> Phone:
        """Give a person with a telephone; the same id gives the same person."""
        raise NotImplementedError

    def group(self, chat_id: int, title: str, *, forum: bool = False) -> Group:
        """Give a supergroup (an ordinary group for an id above -1000000000000) with the bot in."""
        raise NotImplementedError
