"""The port of what an operator watches: how much waits, for how long, and what has failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain.outbox import Carrier, Standing
from pd_intake_bot.domain.review import ReviewKind
from pd_intake_bot.domain.submission import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How much waits, and since when the oldest of it does."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Counts of one moment; no name, address or reference number is among them.

    `intake` and `acknowledgement` are the longest that requests of late took, from their receipt
    to their case and to the acknowledgement that left, nothing where there were none;
    `undelivered` counts letters of open cases after which no other left, `overdue` and `broken`
    cases of which the date does not stand still, and `updates_aside` what could not be handled.
    Of each mapping every key is there.
    """

    outbox: Mapping[Carrier, Backlog]
    undelivered: Mapping[tuple[Carrier, Standing], int]
    updates: Backlog
    updates_aside: int
    reviews: Mapping[ReviewKind, int]
    open: int
    overdue: int
    broken: int
    held: int
    unacknowledged: Backlog
    intake: Mapping[Channel, timedelta]
    acknowledgement: Mapping[Channel, timedelta]
    reminded: int


class Watch(Protocol):
    """Counts what an operator watches, without opening anything that is sealed."""

    async def take(self, *, today: date, lately: datetime) -> Vitals:
        """Count now; `lately` is the moment from which requests are of late."""
        ...
