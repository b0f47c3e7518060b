"""Goes along the chain of events, and shows its head outside so that nothing can be rewritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.chain import Break, Head, Walk
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store, Transactions

POSTED = "chain.posted"
"""The mark that tells the last head that was shown to staff."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found along the chain: `broken` is the first break, None where it is whole."""

    head: Head
    erased: int
    posted: Head | None
    broken: Break | None


async def verify(store: Store, *, shown: Mapping[int, str]) -> Audit:
    """Go along the whole chain.

    `shown` are hashes that somebody noted down outside, by position. The last head that was
    posted to staff is held against the chain as well.
    """
    posted = await _posted(store)
    heads = dict(shown) | ({posted.position: posted.hash} if posted else {})
    walk = Walk()
    while links := await store.chain.after(walk.head.position, limit=_AT_ONCE):
        walk.take(links, known_heads=heads)
        if walk.broken:
            break
    walk.end(known_heads=heads)
    outside = await store.chain.outside()
    if outside and not walk.broken:
        walk.broken = Break(position=walk.head.position + 1, case=None, fault="chain-outside")
    return Audit(head=walk.head, erased=walk.erased, posted=posted, broken=walk.broken)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHead:
    """Posts the head of the chain to the staff group, once each working day."""

    transactions: Transactions
    policy: Policy
    calendar: Calendar

    async def __call__(self, *, now: datetime) -> bool:
        """Post it where that is due; False where it is not."""
        local = now.astimezone(self.policy.zone)
        if not self.calendar.is_working(local.date()):
            return False
        if local.time() < self.policy.clockwork.report:
            return False

        async def post(store: Store) -> bool:
            head = await store.chain.head()
            parcel = parcels.tell(f"chain-head:{local.date()}", head_line(head))
            if not head.position or not await store.outbox.add(parcel, now=now):
                return False
            shown = {"position": head.position, "hash": head.hash}
            await store.marks.put(POSTED, json.dumps(shown))
            return True

        return await self.transactions(post)


def head_line(head: Head) -> Notice:
    """Say what the head is, for staff to keep where the service can't change it."""
    values = {"position": str(head.position), "hash": head.hash}
    return Notice(lines=(Line(text="notice-chain-head", values=values),))


async def _posted(store: Store) -> Head | None:
    written = await store.marks.get(POSTED)
    if written is None:
        return None
    plain = json.loads(written)
    return Head(position=plain["position"], hash=plain["hash"])
