"""Trouble that the embedded SMTP server makes on demand."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """Where in the conversation trouble comes.

    `DATA` is the answer to the command, `BODY` the answer to the mail itself, before it is
    accepted; at `ACCEPTED` the mail is kept and only the answer suffers.
    """

    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    ACCEPTED = "accepted"


class Trouble(StrEnum):
    """What the client meets."""

    REPLY = "reply"
    DROP = "drop"
    HANG = "hang"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpFault:
    """One piece of trouble; `reply` is the line sent instead of a good answer."""

    trouble: Trouble
    reply: str = ""


@dataclass(slots=True)
class SmtpFaults:
    """The trouble to come, a queue for each stage."""

    _queues: defaultdict[Stage, deque[SmtpFault]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def reply(self, stage: Stage, line: str, *, times: int = 1) -> None:
        """Answer `line`, such as `451 4.3.0 Try again later`, the next `times`."""
        self._queues[stage].extend([SmtpFault(trouble=Trouble.REPLY, reply=line)] * times)

    def drop(self, stage: Stage, *, times: int = 1) -> None:
        """Cut the connection instead of answering."""
        self._queues[stage].extend([SmtpFault(trouble=Trouble.DROP)] * times)

    def hang(self, stage: Stage, *, times: int = 1) -> None:
        """Say nothing and keep the connection open."""
        self._queues[stage].extend([SmtpFault(trouble=Trouble.HANG)] * times)

    def to_come(self, stage: Stage) -> int:
        """Count the trouble of a stage that no client has met yet."""
        return len(self._queues[stage])

    def clear(self) -> None:
        """End all trouble."""
        self._queues.clear()

    def take(self, stage: Stage) -> SmtpFault | None:
        """Give the next trouble of a stage, once."""
        queue = self._queues[stage]
        return queue.popleft() if queue else None
