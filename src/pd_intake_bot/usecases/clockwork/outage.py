"""Notices when nothing could come in, and tells the group from when to when, once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pd_intake_bot.domain.clockwork import Outage, Strand
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.ports import Store, Transactions

KEPT_BY_TELEGRAM = timedelta(hours=24)
"""Past this Telegram discards what was written to the bot meanwhile."""
PATIENCE = timedelta(minutes=2)
"""How long the word about one strand waits for the others, so that it is one message."""

_NAMED = 8
"""Outages that one message tells of, the latest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOutages:
    """Writes down, for each strand that is well, that it is; a gap between two such marks is told.

    The marks belong to all processes together: while one of them hears, nothing is out.
    `strands` tells of each by which this process hears whether it hears at this moment.
    `now` must be real time: a demo's clock that is set on is no outage.
    """

    transactions: Transactions
    strands: Mapping[Strand, Callable[[], bool]]
    longer_than: timedelta
    tell: Tell

    async def __call__(self, now: datetime) -> bool:
        """Mark what is well and tell of gaps; tells whether there was something to tell."""
        well = [strand for strand, is_well in sorted(self.strands.items()) if is_well()]
        return await self.transactions(lambda store: self._mark(store, well, now))

    async def _mark(self, store: Store, well: list[Strand], now: datetime) -> bool:
        for strand in well:
            await self._beat(store, strand, now)
        if not await self.tell.everyone(store):
            # It is written down, and told once there is somebody to tell.
            return False
        before = now if len(well) == len(self.strands) else now - PATIENCE
        untold = await store.outages.take_untold(before=before, now=now)
        if not untold:
            return False
        lines = [line for outage in untold[-_NAMED:] for line in await _lines(store, outage)]
        if len(untold) > _NAMED:
            earlier = len(untold) - _NAMED
            lines.insert(0, Line(text="clockwork-outage-earlier", values={"count": earlier}))
        key = ",".join(f"{one.strand}@{one.since.isoformat()}" for one in untold[:3])
        return await self.tell.announce(store, f"outage:{key}", Notice(lines=tuple(lines)), now=now)

    async def _beat(self, store: Store, strand: Strand, now: datetime) -> None:
        mark = f"heard:{strand}"
        last = await store.marks.get(mark)
        since = datetime.fromisoformat(last) if last else now
        if now - since > self.longer_than:
            await store.outages.add(Outage(strand=strand, since=since, until=now))
        if last is None or now > since:
            await store.marks.put(mark, now.isoformat())


async def _lines(store: Store, outage: Outage) -> list[Line]:
    caught_up = await store.outages.caught_up(outage) if outage.strand is Strand.MAIL else 0
    return list(_words(outage, caught_up))


def _words(outage: Outage, caught_up: int) -> Iterator[Line]:
    span = {"since": outage.since, "until": outage.until}
    if outage.strand is Strand.MAIL:
        yield Line(text="clockwork-outage-mail", values={**span, "count": caught_up})
        return
    yield Line(text="clockwork-outage-telegram", values=span)
    if outage.until - outage.since > KEPT_BY_TELEGRAM:
        lost = {"since": outage.since, "until": outage.until - KEPT_BY_TELEGRAM}
        yield Line(text="clockwork-outage-discarded", values=lost)
