"""Once a day: is every request in the mailbox in the register? Staff are told either way, once.

The morning report tells it. Where none does, on a day off, or because the comparison came to an
end only later, it is told by itself.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pd_intake_bot.domain.notices import Line, Notice, Value
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store, Transactions, Wake

RECONCILIATION = "reconciliation"
"""The mark of the latest result, as JSON: `read` reads it."""

FIRST_SEEN = "reconciliation.first-seen"
"""The mark of the day on which a mailbox was first read: that was as good as a comparison."""

QUIET_HOUR = 3
"""From this hour of the policy's zone on the mailbox is compared, or as soon as possible after."""

TOLD = "reconciliation.told"
"""The mark of the day whose result staff were told."""

_AFTER_THE_REPORT = timedelta(minutes=30)
"""How long the morning report is waited for, before the result is told by itself."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a comparison has counted.

    `looked` messages were seen, `kept` of them matter and were in the register, and `missed`
    were not, and have been taken in. It is not `complete` where the mailbox could not be read
    to its end.
    """

    looked: int = 0
    kept: int = 0
    missed: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of the comparison of a day."""

    day: date
    at: datetime
    tally: Tally


async def untold(store: Store, today: date) -> Result | None:
    """Give today's result; None where there is none, or staff were told of it."""
    result = await read(store)
    if result is None or result.day != today or await store.marks.get(TOLD) == today.isoformat():
        return None
    return result


async def mark_told(store: Store, today: date) -> None:
    """Keep that staff were told today's result."""
    await store.marks.put(TOLD, today.isoformat())


async def read(store: Store) -> Result | None:
    """Give the latest result; None before the first."""
    kept = await store.marks.get(RECONCILIATION)
    if kept is None:
        return None
    plain: dict[str, Any] = json.loads(kept)
    return Result(
        day=date.fromisoformat(plain.pop("day")),
        at=datetime.fromisoformat(plain.pop("at")),
        tally=Tally(**plain),
    )


@dataclass(slots=True, kw_only=True)
class Reconcile:
    """Says when the mailbox is to be compared, keeps the result and tells staff.

    It is asked often, so it remembers the days it need not ask the database about.
    """

    transactions: Transactions
    policy: Policy
    wake: Wake
    _done: date | None = field(default=None, init=False)
    _told: date | None = field(default=None, init=False)

    async def is_due(self, now: datetime) -> bool:
        """Tell whether today's comparison is still to be made."""
        local = now.astimezone(self.policy.zone)
        today = local.date()
        if self._done == today or local.hour < QUIET_HOUR:
            return False
        due = await self.transactions(lambda store: _is_due(store, today))
        self._done = None if due else today
        return due

    async def finish(self, tally: Tally, *, now: datetime) -> None:
        """Keep what was counted as the result of today."""
        today = self.policy.local_date(now)
        kept = json.dumps({"day": today.isoformat(), "at": now.isoformat(), **asdict(tally)})
        await self.transactions(lambda store: store.marks.put(RECONCILIATION, kept))
        self._done, self._told = today, None

    async def tell(self, now: datetime) -> None:
        """Tell the staff group today's result, by day, unless the morning report has."""
        local = now.astimezone(self.policy.zone)
        today, report = local.date(), self.policy.clockwork.report
        told_from = datetime.combine(today, report, local.tzinfo) + _AFTER_THE_REPORT
        if self._told == today or local < told_from:
            return
        if await self.transactions(lambda store: _tell(store, today, now)):
            self.wake()
        self._told = today


async def _is_due(store: Store, today: date) -> bool:
    result = await read(store)
    if result is not None:
        # Not "before": a clock that ran ahead for a while would put it off till then.
        return result.day != today
    first_seen = await store.marks.get(FIRST_SEEN)
    if first_seen is None:
        await store.marks.put(FIRST_SEEN, today.isoformat())
        return False
    return date.fromisoformat(first_seen) != today


async def _tell(store: Store, today: date, now: datetime) -> bool:
    result = await untold(store, today)
    if result is None:
        return False
    await mark_told(store, today)
    told = Notice(lines=tuple(lines(result)))
    return await store.outbox.add(parcels.tell(f"reconciliation:{today}", told), now=now)


def lines(result: Result) -> Iterator[Line]:
    """Put a result into words."""
    counted = result.tally
    values: dict[str, Value] = {"day": result.day, "looked": counted.looked, "kept": counted.kept}
    if counted.missed:
        yield Line(text="notice-mailbox-missed", values={**values, "missed": counted.missed})
    if not counted.complete:
        yield Line(text="notice-mailbox-unfinished", values=values)
    if counted.complete and not counted.missed:
        yield Line(text="notice-mailbox-complete", values=values)
