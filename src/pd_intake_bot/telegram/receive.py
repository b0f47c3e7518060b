"""Takes updates from Telegram: first they are kept, only then are the next ones asked for."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram import Bot
from aiogram.enums import UpdateType
from aiogram.exceptions import TelegramConflictError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import Response, TelegramMethod
from aiogram.types import User

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.people.tie_channels import BOT_NAME
from pd_intake_bot.usecases.ports import Store, StoredUpdate, Transactions

BATCH = 100
ANSWER_WITHIN = 15
"""Seconds after which an answer that was due at once is taken for lost."""
BOT_ID = "bot_id"
"""The mark that holds the bot's number."""

Look = Callable[[Store], Awaitable[None]]
"""Takes note of what is to be handled, while updates are being kept."""

# A narrower list would outlive a restart at Telegram's side, so the whole one is always sent.
ALLOWED = [kind.value for kind in UpdateType]
# Held for the same reason as those in bot.py.
_HELD = Response[list[dict[str, Any]]]


class AnotherPoller(IntakeError):
    """Another program asks for the updates of the same bot."""

    key = "error-telegram-conflict"


class TokenRefused(IntakeError):
    """Telegram does not know the token."""

    key = "error-telegram-token"


class AnotherBot(IntakeError):
    """The token belongs to another bot than the one that this database has served."""

    key = "error-telegram-another-bot"


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates that gives what came as it came, with whatever this aiogram does not know."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = BATCH
    timeout: int = 0
    allowed_updates: list[str] = ALLOWED


@dataclass(slots=True, kw_only=True)
class Receive:
    """Polls Telegram. A second copy of an update, after a crash or a reconnect, is known."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]
    look: Look | None = None
    _offset: int | None = None

    async def meet(self) -> int:
        """Learn the bot's number and compare it with the one that this database has served.

        Raises `AnotherBot` or `TokenRefused`.
        """
        try:
            me = await self.bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefused("Telegram does not know this token") from error
        await self.transactions(lambda store: _recognise(store, me))
        return me.id

    async def __call__(self, *, wait: int = 0, within: int = ANSWER_WITHIN) -> int:
        """Take what has come, waiting up to `wait` seconds; tells how many were new.

        The request is given up after `within` seconds, or `ANSWER_WITHIN` after its wait. Raises
        `AnotherPoller` when somebody else polls the same bot.
        """
        came = await self._ask(wait, min(within, wait + ANSWER_WITHIN))
        if not came:
            return 0
        added = await keep(self.transactions, came, now=self.clock(), look=self.look)
        self._offset = max(int(update["update_id"]) for update in came) + 1
        return added

    async def _ask(self, wait: int, within: int) -> list[dict[str, Any]]:
        ask = GetRawUpdates(offset=self._offset, timeout=wait)
        try:
            return await self.bot(ask, request_timeout=within)
        except TelegramConflictError as error:
            raise AnotherPoller("another program polls this bot, or a webhook is set") from error
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefused("Telegram does not know this token") from error


async def keep(
    transactions: Transactions,
    came: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    look: Look | None = None,
) -> int:
    """Keep updates as they came, by whichever way; tells how many were new.

    Whoever handles them may `look` in the same transaction.
    """
    updates = [stored(update, now=now) for update in came]

    async def work(store: Store) -> int:
        added = await store.updates.add(updates)
        if added and look is not None:
            await look(store)
        return added

    return await transactions(work)


async def _recognise(store: Store, me: User) -> None:
    bot_id = me.id
    known = await store.marks.get(BOT_ID)
    if known is None:
        await store.marks.put(BOT_ID, str(bot_id))
    elif known != str(bot_id):
        raise AnotherBot("the token is another bot's", known=known, found=str(bot_id))
    # Links that are mailed lead to the bot by its name.
    await store.marks.put(BOT_NAME, me.username or "")


def stored(update: Mapping[str, Any], *, now: datetime) -> StoredUpdate:
    """Give an update in the form in which it is kept.

    Half of a pair of surrogates, which JSON can name and no text can hold, is replaced: one such
    update must not keep out those that came with it.
    """
    written = json.dumps(update, ensure_ascii=False)
    return StoredUpdate(
        update_id=update["update_id"],
        lane=lane_of(update),
        raw=written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
        received_at=now,
        attempts=0,
    )


def lane_of(update: Mapping[str, Any]) -> str:
    """Name whose turn an update waits for: its sender's, else its chat's."""
    for content in update.values():
        for who in ("from", "user", "chat"):
            if isinstance(content, dict) and who in content:
                return str(content[who]["id"])
    return "telegram"
