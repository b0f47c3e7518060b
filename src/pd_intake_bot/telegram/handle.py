"""Handles kept updates: each in one transaction with everything that comes of it."""

import asyncio
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Update

from pd_intake_bot.errors import Unavailable
from pd_intake_bot.telegram.quarantine import Quarantine
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.telegram.survey import Survey
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.ports import Store, StoredUpdate, Transactions, Wake

BATCH = 20
PAUSES = (timedelta(seconds=2), timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
"""How long an update waits after each failure; after one more it is put aside."""

_ANSWER_WITHIN = 10

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """Takes the oldest open update of each lane and lets the routers work on it."""

    bot: Bot
    dispatcher: Dispatcher
    transactions: Transactions
    survey: Survey
    quarantine: Quarantine
    clock: Callable[[], datetime]
    wake: Wake

    async def __call__(self) -> int:
        """Handle what is due now; gives the number of updates tried, here and not elsewhere."""
        now = self.clock()
        due = await self.transactions(lambda store: store.updates.due(now=now, limit=BATCH))
        handled = (self._handle(stored) for stored in due)
        tried = 0
        for outcome in await asyncio.gather(*handled, return_exceptions=True):
            # Only where not even a failure could be written down: the storage is out of reach.
            if isinstance(outcome, BaseException):
                raise outcome
            tried += outcome
        return tried

    async def _handle(self, stored: StoredUpdate) -> bool:
        try:
            update = Update.model_validate_json(stored.raw, context={"bot": self.bot})
            effects = await self._run(stored, update)
        except Unavailable:
            # Not the update's fault: it stays due, and no try is counted.
            raise
        except Exception as error:  # noqa: BLE001 - one bad update must not stop everyone's
            _log.warning("update failed", update=stored.update_id, **_where(error))
            await self._put_off(stored)
            return True
        if effects is None:
            return False
        self.wake()
        if update.callback_query:
            await self._answer(update.callback_query, effects)
        return True

    async def _run(self, stored: StoredUpdate, update: Update) -> Effects | None:
        surroundings = await self.survey(update)

        async def work(store: Store) -> Effects | None:
            # It was listed in an earlier transaction: another process may have been quicker.
            if not await store.updates.take(stored.update_id, now=self.clock()):
                return None
            turn = self._turn(store, stored, surroundings)
            await self.dispatcher.feed_update(self.bot, update, turn=turn)
            await store.updates.done(stored.update_id)
            return turn.effects

        return await self.transactions(work)

    def _turn(self, store: Store, stored: StoredUpdate, surroundings: Surroundings) -> Turn:
        now = self.clock()
        return Turn(
            store=store,
            update_id=stored.update_id,
            received_at=stored.received_at,
            now=now,
            replies=Replies(store=store, update_id=stored.update_id, now=now),
            effects=Effects(),
            surroundings=surroundings,
        )

    async def _put_off(self, stored: StoredUpdate) -> None:
        now = self.clock()

        async def work(store: Store) -> None:
            if not await store.updates.take(stored.update_id, now=now):
                return
            if stored.attempts >= len(PAUSES):
                await self.quarantine(store, stored, now=now)
            else:
                until = now + PAUSES[stored.attempts]
                await store.updates.postpone(stored.update_id, until=until)

        await self.transactions(work)
        self.wake()

    async def _answer(self, press: CallbackQuery, effects: Effects) -> None:
        said = effects.answer
        try:
            await self.bot.answer_callback_query(
                press.id,
                text=said.text or None,
                show_alert=said.alert or None,
                url=said.url,
                request_timeout=_ANSWER_WITHIN,
            )
        except AiogramError as error:
            # The button has stopped spinning by itself; what the press did stands.
            _log.info("press not answered", error=type(error).__name__)


def _where(error: Exception) -> dict[str, str]:
    """Name an error and its line, but not its words: they may hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "where": f"{last.filename}:{last.lineno}"}
