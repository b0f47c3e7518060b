"""How fast a bot may write: the rates that Telegram answers with 429."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from pd_intake_bot.sandbox.telegram.refusal import too_many_requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many messages in a time, by the FAQ of the Bot API.

    30 a second in all, 1 a second to a person, 20 a minute to a group. `chat_burst` is how many
    a person may get at once, since the real one forgives as well.
    """

    on: bool = True
    overall_per_second: int = 30
    chat_burst: int = 5
    group_per_minute: int = 20


class Pace:
    """Counts messages on `ticks`, seconds that only grow."""

    def __init__(self, limits: Limits, ticks: Callable[[], float]) -> None:
        self.limits = limits
        self._ticks = ticks
        self._overall: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def step(self, chat_id: int, *, count: int = 1) -> None:
        """Count messages to a chat, or raise `Refusal` 429 with the seconds to wait."""
        if not self.limits.on:
            return
        now, chat = self._ticks(), self._chats[chat_id]
        group = chat_id < 0
        most = self.limits.group_per_minute if group else self.limits.chat_burst
        span = 60.0 if group else float(self.limits.chat_burst)
        self._wait(self._overall, now, self.limits.overall_per_second, 1.0)
        self._wait(chat, now, most, span)
        self._overall.extend([now] * count)
        chat.extend([now] * count)

    @staticmethod
    def _wait(times: deque[float], now: float, most: int, span: float) -> None:
        while times and times[0] <= now - span:
            times.popleft()
        if len(times) >= most:
            oldest = times[len(times) - most]
            raise too_many_requests(max(1, math.ceil(oldest + span - now)))
