"""Handles kept updates: each in one transaction with everything that comes of it."""

import json
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.types import Message, Update

from pd_intake_bot.errors import Unavailable
from pd_intake_bot.telegram.quarantine import Quarantine
from pd_intake_bot.telegram.replies import Answer, Effects, Replies
from pd_intake_bot.telegram.survey import MustAsk, Survey
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.ports import Lanes, Store, StoredUpdate, Transactions, Wake

BATCH = 20
"""How many lanes are worked on at once."""
STOCK = 100
"""How many updates one look brings."""
PAUSES = (timedelta(seconds=2), timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
"""How long an update waits after each failure; after one more it is put aside."""

_ANSWER_WITHIN = 10

_log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Handle:
    """Takes the oldest open update of each lane and lets the routers work on it.

    Lanes don't wait for each other: a file that takes a minute to fetch holds up its sender.
    """

    bot: Bot
    dispatcher: Dispatcher
    transactions: Transactions
    survey: Survey
    quarantine: Quarantine
    clock: Callable[[], datetime]
    wake: Wake
    lanes: Lanes
    _stock: deque[StoredUpdate] = field(default_factory=deque, init=False)
    _has_looked: bool = field(default=False, init=False)
    _sees_all: bool = field(default=True, init=False)
    _is_leaving: bool = field(default=False, init=False)
    _tried: int = field(default=0, init=False)

    async def __call__(self) -> int:
        """Handle what is due now; gives the number of updates tried, here and not elsewhere."""
        self._tried = 0
        await self.begin()
        while self.lanes.names:
            await self.lanes.rest()
            self.go_on()
        self.lanes.check()
        return self._tried

    async def begin(self) -> None:
        """Begin what is due now in every lane that is free, and don't wait for it.

        Raises what an earlier update failed with where not even that could be written down.
        """
        self.lanes.check()
        if not self._has_looked:
            await self.transactions(self.look)
        self._has_looked = False
        self.go_on()

    def leave(self) -> None:
        """Begin nothing more: the program ends, and what waits is there for the next one."""
        self._is_leaving = True

    async def look(self, store: Store) -> None:
        """Take stock of what is due in lanes that are free, the oldest of each.

        Whoever keeps updates may do it in the same transaction: `begin` then looks no more. What
        is not there after all, or another process has handled, is passed over at its turn.
        """
        limit = STOCK + len(self.lanes.names)
        due = await store.updates.due(now=self.clock(), limit=limit)
        busy = self.lanes.names
        by_lane = {one.lane: one for one in (*self._stock, *due) if one.lane not in busy}
        self._stock = deque(by_lane.values())
        self._sees_all, self._has_looked = len(due) < limit, True

    def go_on(self) -> bool:
        """Begin what is in stock, to be called when a lane ends; tells whether to look anew."""
        while self._stock and self.lanes.free and not self._is_leaving:
            stored = self._stock.popleft()
            if stored.lane not in self.lanes.names:
                self.lanes.begin(stored.lane, self._work(stored))
        return not self._stock and not self._sees_all

    async def _work(self, stored: StoredUpdate) -> None:
        try:
            self._tried += await self._handle(stored)
        except BaseException:
            # What follows would fail likewise: it is looked for again when that was told.
            self._stock.clear()
            self._sees_all = False
            raise

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
            await self._apologise(stored)
            return True
        if effects is None:
            return False
        self.wake()
        if update.callback_query:
            await self._answer(update.callback_query.id, effects.answer)
        return True

    async def _run(self, stored: StoredUpdate, update: Update) -> Effects | None:
        """Let the routers work on it; most updates ask nothing of the network beforehand."""
        try:
            return await self._route(stored, update, partial(self.survey.at_hand, update=update))
        except MustAsk:
            known = await self.survey(update)
        return await self._route(stored, update, partial(_give, known))

    async def _route(
        self,
        stored: StoredUpdate,
        update: Update,
        look_round: Callable[[Store], Awaitable[Surroundings]],
    ) -> Effects | None:
        async def work(store: Store) -> tuple[Effects, StoredUpdate | None] | None:
            # It was listed in an earlier transaction: another process may have been quicker.
            if not await store.updates.finish(stored.update_id, now=self.clock()):
                return None
            turn = self._turn(store, stored, update, await look_round(store))
            await self.dispatcher.feed_update(self.bot, update, turn=turn)
            return turn.effects, await store.updates.next_of(stored.lane, now=self.clock())

        done = await self.transactions(work)
        if done is None:
            return None
        effects, following = done
        if following is not None:
            self._stock.append(following)
        return effects

    def _turn(
        self, store: Store, stored: StoredUpdate, update: Update, surroundings: Surroundings
    ) -> Turn:
        now = self.clock()
        return Turn(
            store=store,
            update_id=stored.update_id,
            received_at=stored.received_at,
            now=now,
            replies=Replies(
                store=store, update_id=stored.update_id, now=now, threads=threads_of(update)
            ),
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

    async def _apologise(self, stored: StoredUpdate) -> None:
        """Let no button spin for what failed: the press is kept and tried again."""
        press = json.loads(stored.raw).get("callback_query")
        if press is not None and stored.attempts == 0:
            said = Answer(text=self.quarantine.press_later, alert=True)
            await self._answer(str(press["id"]), said)

    async def _answer(self, press_id: str, said: Answer) -> None:
        try:
            await self.bot.answer_callback_query(
                press_id,
                text=said.text or None,
                show_alert=said.alert or None,
                url=said.url,
                request_timeout=_ANSWER_WITHIN,
            )
        except AiogramError as error:
            # The button has stopped spinning by itself; what the press did stands.
            _log.info("press not answered", error=type(error).__name__)


async def _give(known: Surroundings, _: Store) -> Surroundings:
    return known


def threads_of(update: Update) -> Mapping[int, int]:
    """Tell which topic an update came from: what is said in a topic is answered there."""
    press = update.callback_query
    message = press.message if press else update.message
    if isinstance(message, Message) and message.is_topic_message and message.message_thread_id:
        return {message.chat.id: message.message_thread_id}
    return {}


def _where(error: Exception) -> dict[str, str]:
    """Name an error and its line, but not its words: they may hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "where": f"{last.filename}:{last.lineno}"}
