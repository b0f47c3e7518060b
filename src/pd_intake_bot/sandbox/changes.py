"""The feed of everything that happens on the embedded servers, for tests and pages that watch."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What kind of thing changed."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETION = "deletion"
    CALLBACK = "callback"
    MEMBER = "member"
    TOPIC = "topic"
    REACTION = "reaction"
    TYPING = "typing"
    UPDATE = "update"
    WEBHOOK = "webhook"
    LETTER = "letter"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened: `number` grows by one, `chat_id` and `item` say where."""

    number: int
    what: What
    chat_id: int | None = None
    item: int | str | None = None


class Changes:
    """Announces changes to everyone who waits, without polling and without a background task."""

    def __init__(self) -> None:
        self.number = 0
        self._next = asyncio.Event()
        self._listeners: list[asyncio.Queue[Change]] = []

    def announce(
        self, what: What, *, chat_id: int | None = None, item: int | str | None = None
    ) -> int:
        """Tell everyone that something changed, and give the number of the change."""
        self.number += 1
        change = Change(number=self.number, what=what, chat_id=chat_id, item=item)
        for queue in self._listeners:
            queue.put_nowait(change)
        self._next.set()
        self._next = asyncio.Event()
        return self.number

    async def until(self, ready: Callable[[], bool], *, within: float | None = 30.0) -> None:
        """Wait till `ready()` holds, asking again after each change.

        Raises `TimeoutError` after `within` seconds; None waits for ever.
        """
        async with asyncio.timeout(within):
            while not ready():
                await self._next.wait()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Change]]:
        """Collect every change from now on in a queue, until the block ends."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.append(queue)
        try:
            yield queue
        finally:
            self._listeners.remove(queue)
