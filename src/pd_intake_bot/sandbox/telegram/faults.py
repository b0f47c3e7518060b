"""Faults of the embedded Bot API: what the next calls meet instead of an answer."""

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What happens to a call. Only after `RESET_AFTER` and `SLOW` has it taken effect."""

    TOO_MANY_REQUESTS = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    CONFLICT = "409"
    HANG = "hang"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One fault to come; `seconds` is `retry_after` of a 429 or the delay of a slow answer."""

    method: str
    fault: Fault
    seconds: float


@dataclass(slots=True)
class Faults:
    """The queue of faults to come."""

    _queue: list[Ordered] = field(default_factory=list)

    def add(self, method: str, fault: Fault, *, times: int = 1, seconds: float = 1) -> None:
        """Let the next `times` calls of `method` (`*`: any) meet `fault`."""
        self._queue += [Ordered(method=method, fault=fault, seconds=seconds)] * times

    def to_come(self, method: str) -> int:
        """Count the faults of a method that no call has met yet."""
        return sum(ordered.method == method for ordered in self._queue)

    def clear(self) -> None:
        """End all trouble."""
        self._queue.clear()

    def take(self, method: str) -> Ordered | None:
        """Give the next fault of a method, once."""
        for place, ordered in enumerate(self._queue):
            if ordered.method in {method, "*"}:
                return self._queue.pop(place)
        return None
