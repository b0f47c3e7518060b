"""The queue of updates: kept till the bot confirms them, a day at the longest."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pd_intake_bot.sandbox.changes import Changes, What
from pd_intake_bot.sandbox.telegram.refusal import Json, conflict

LIFE = timedelta(hours=24)
"""How long an update waits for a bot (Bot API, "Getting updates")."""

FIRST_ID = 500_000_001

ONLY_IF_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to a bot that lists them."""


class Updates:
    """What happened and was not confirmed yet."""

    def __init__(self, clock: Callable[[], datetime], changes: Changes) -> None:
        self.allowed: Sequence[str] = ()
        self._clock = clock
        self._changes = changes
        self._pending: deque[tuple[datetime, Json]] = deque()
        self._next_id = FIRST_ID
        self._poller = 0

    @property
    def pending(self) -> Sequence[Json]:
        """Every update that waits, oldest first."""
        while self._pending and self._pending[0][0] <= self._clock() - LIFE:
            self._pending.popleft()
        return [update for _, update in self._pending]

    def push(self, kind: str, body: Json) -> None:
        """Queue an update, if the bot wants that kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ONLY_IF_NAMED
        if wanted:
            self._pending.append((self._clock(), {"update_id": self._next_id, kind: body}))
            self._next_id += 1
            self._changes.announce(What.UPDATE, item=self._next_id - 1)

    def confirm(self, offset: int) -> None:
        """Forget every update before `offset`; below zero it counts from the newest."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            return
        while self._pending and self._pending[0][1]["update_id"] < offset:
            self._pending.popleft()

    def drop(self) -> None:
        """Forget all."""
        self._pending.clear()

    async def poll(self, *, offset: int, limit: int, wait: float) -> Sequence[Json]:
        """Give updates from `offset` on, waiting up to `wait` seconds for the first.

        Raises `Refusal` 409 when another poll comes meanwhile.
        """
        self._poller += 1
        me = self._poller
        self._changes.announce(What.UPDATE)
        self.confirm(offset)
        try:
            await self._changes.until(lambda: bool(self.pending) or me != self._poller, within=wait)
        except TimeoutError:
            return []
        if me != self._poller:
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        return self.pending[:limit]
