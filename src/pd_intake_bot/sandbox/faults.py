"""Faults of the embedded Bot API: what the next calls meet instead of an answer."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What happens to a call."""

    TOO_MANY_REQUESTS = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    CONFLICT = "409"
    HANG = "hang"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    SLOW = "slow"


@dataclass(slots=True)
class Faults:
    """The queue of faults to come."""

    def add(self, method: str, fault: Fault, *, times: int = 1, seconds: float = 1) -> None:
        """Let the next `times` calls of `method` (`*`: any) meet `fault`.

        `seconds` is `retry_after` of a 429 and the delay of a slow answer.
        """
        raise NotImplementedError
