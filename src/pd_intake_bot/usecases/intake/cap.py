"""How many automatic letters leave by mail: past that, machines may be writing to each other.

It also bounds what a stranger can have sent to somebody whose address they put into `From`,
and what a mailbox full of invented senders can have this service send to the world.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.person import MailAddress, ReplyTo
from pd_intake_bot.domain.providers import PUBLIC
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

CAP = "cap"
"""Held because its address has been sent enough."""

CAP_DOMAIN = "cap_domain"
"""Held because addresses of its domain have been sent enough together."""

BREAKER = "breaker"
"""Held because enough letters have left overall: the group is told."""

DEAD = "dead_address"
"""Held because a mail system has reported that nobody is at the address."""

DEAD_FOR = timedelta(days=60)
"""After it an address is tried once more: its owner may have come back to it."""

_ALARMED = "letters.breaker"

Spans = Sequence[tuple[timedelta, int]]
"""How many letters in how long, for as many spans as there are."""

Count = Callable[..., Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many automatic letters may leave by mail, one after the other.

    Domains of large providers are not counted: their addresses have nothing in common.
    """

    to_address: Spans = ()
    to_domain: Spans = ()
    overall: Spans = ()


NONE = Limits()


async def held_because(
    store: Store, reply_to: ReplyTo | None, *, limits: Limits, now: datetime
) -> str | None:
    """Name the reason to hold one more automatic letter; None where it may go.

    Letters by Telegram go to whoever has just written, and are not held. Where the letters of
    all together are too many, the staff group is told, once in the span.
    """
    if not isinstance(reply_to, MailAddress):
        return None
    if await store.dead_addresses.knows(reply_to, since=now - DEAD_FOR):
        return DEAD
    letters = store.automatic_letters
    if await _reached(partial(letters.to_address, reply_to), limits.to_address, now):
        return CAP
    is_public = reply_to.domain in PUBLIC
    of_domain = () if is_public else limits.to_domain
    if await _reached(partial(letters.to_domain, reply_to), of_domain, now):
        return CAP_DOMAIN
    limit = await _reached(letters.overall, limits.overall, now)
    if limit is None:
        return None
    await _alarm(store, *limit, now)
    return BREAKER


async def _reached(count: Count, limits: Spans, now: datetime) -> tuple[timedelta, int] | None:
    """Give the first limit that has been reached."""
    for span, most in limits:
        if await count(since=now - span) >= most:
            return span, most
    return None


async def _alarm(store: Store, span: timedelta, most: int, now: datetime) -> None:
    """Tell the group that letters are held, unless it was told within the span."""
    told = await store.marks.get(_ALARMED)
    if told is not None and datetime.fromisoformat(told) > now - span:
        return
    await store.marks.put(_ALARMED, now.isoformat())
    line = Line(text="notice-breaker", values={"most": most})
    alarm = Notice(lines=(line,), offers=(notices.RELEASE_ALL,))
    await store.outbox.add(parcels.tell(f"notice:breaker:{now.isoformat()}", alarm), now=now)
