"""How many automatic letters leave by mail: past that, machines may be writing to each other.

It also bounds what a stranger can have sent to somebody whose address they put into `From`,
and what a mailbox full of invented senders can have this service send to the world.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.person import MailAddress, ReplyTo
from pd_intake_bot.domain.providers import PUBLIC
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Among, Store, Tally

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

_REASONS = {Among.ADDRESS: CAP, Among.DOMAIN: CAP_DOMAIN, Among.ALL: BREAKER}

_ALARMED = "letters.breaker"

Spans = Sequence[tuple[timedelta, int]]
"""How many letters in how long, for as many spans as there are."""


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
    asked = _limits(limits, reply_to)
    tallies = [Tally(among, now - span) for among, span, _ in asked]
    counted = await store.automatic_letters.count(reply_to, tallies) if tallies else ()
    for (among, span, most), count in zip(asked, counted, strict=True):
        if count >= most:
            if among is Among.ALL:
                await _alarm(store, span, most, now)
            return _REASONS[among]
    return None


def _limits(limits: Limits, to: MailAddress) -> list[tuple[Among, timedelta, int]]:
    of_domain = () if to.domain in PUBLIC else limits.to_domain
    whose = {Among.ADDRESS: limits.to_address, Among.DOMAIN: of_domain, Among.ALL: limits.overall}
    return [(among, span, most) for among, spans in whose.items() for span, most in spans]


async def _alarm(store: Store, span: timedelta, most: int, now: datetime) -> None:
    """Tell the group that letters are held, unless it was told within the span."""
    told = await store.marks.get(_ALARMED)
    if told is not None and datetime.fromisoformat(told) > now - span:
        return
    await store.marks.put(_ALARMED, now.isoformat())
    line = Line(text="notice-breaker", values={"most": most})
    alarm = Notice(lines=(line,), offers=(notices.RELEASE_ALL,))
    await store.outbox.add(parcels.tell(f"notice:breaker:{now.isoformat()}", alarm), now=now)
