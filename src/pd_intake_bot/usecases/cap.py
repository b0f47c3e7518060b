"""How many automatic letters one person gets: past that, two machines may be writing to each other.

It also bounds what a stranger can have sent to somebody whose address they put into `From`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.usecases.ports import Store

CAP = "cap"
"""The reason for which a letter past the cap is held."""

Limits = Sequence[tuple[timedelta, int]]
"""How many letters in how long, for as many spans as there are."""


async def held_because(
    store: Store, reply_to: ReplyTo | None, *, limits: Limits, now: datetime
) -> str | None:
    """Name the reason to hold one more automatic letter; None where it may go."""
    if reply_to is None:
        return None
    for span, most in limits:
        if await store.cases.count_unheld(reply_to, since=now - span) >= most:
            return CAP
    return None
