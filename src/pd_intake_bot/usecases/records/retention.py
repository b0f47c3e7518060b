"""Erases what has had its time, keeps what a legal hold names, and does erasures over again."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.retention import Class, Due, Erasure, Passing, Tombstone
from pd_intake_bot.domain.submission import Digest
from pd_intake_bot.usecases.ports import Blobs, ErasureLog, Store, Transactions

SEEN = "erasures.seen"
"""The mark that tells how much of the log of erasures this database has been through."""
DONE_ON = "retention.day"
"""The mark that tells on which day erasure last ran."""
TERM = "term"
"""The reason of what is erased because its time has come."""

_AT_ONCE = 500
"""Cases that one look goes through."""
_FRESH = timedelta(hours=1)
"""A content put so short a time ago may be another message's, not yet committed."""


@dataclass(slots=True, kw_only=True)
class Erased:
    """What a run erased, or would erase."""

    classes: list[Due] = field(default_factory=list)
    strays: int = 0

    def counts(self) -> Mapping[Class, int]:
        """Count the cases by class."""
        return {one: sum(due.one is one for due in self.classes) for one in Class}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Why:
    """Why something is erased, and how it is asked whether it is to be still."""

    reason: str
    actor: str
    still: Callable[[Store, Due], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retain:
    """Keeps data as long as the policy says, each class of each case in its own transaction."""

    transactions: Transactions
    blobs: Blobs
    log: ErasureLog
    policy: Policy
    scrub: Callable[[], Awaitable[bool]]
    """Takes out of the database's own files what no row tells of any more."""

    async def plan(self, *, now: datetime) -> Erased:
        """Tell what a run would erase of cases, and change nothing."""
        planned = Erased()
        for one in Class:
            async for due in self._due(one, now):
                planned.classes += due
        return planned

    async def __call__(self, *, now: datetime) -> Erased:
        """Erase what is due. What fails is due again the next time."""
        erased = Erased()
        for one in Class:
            why = self._term(one, now)
            async for due in self._due(one, now):
                erased.classes += [each for each in due if await self._erase(each, why, now)]
        for passing in Passing:
            await self._pass_away(passing, now)
        erased.strays = await self._sweep(now)
        await self.scrub()
        return erased

    async def daily(self, *, now: datetime) -> bool:
        """Run once on each day; False where it ran today."""
        today = self.policy.local_date(now).isoformat()

        async def ran(store: Store) -> bool:
            return await store.marks.get(DONE_ON) == today

        if await self.transactions(ran):
            return False
        await self(now=now)
        await self.transactions(lambda store: store.marks.put(DONE_ON, today))
        return True

    async def again(self, *, now: datetime) -> int:
        """Erase once more what an old backup has brought back; gives how much that was."""
        tail = await self.log.tail()
        if await self.transactions(lambda store: store.marks.get(SEEN)) == tail:
            return 0
        count = 0
        for erasure in await self.log.all():
            count += await self._again(erasure, now)
        await self.transactions(lambda store: store.marks.put(SEEN, tail))
        await self.scrub()
        return count

    async def _again(self, erasure: Erasure, now: datetime) -> bool:
        due = await self.transactions(lambda store: store.erasures.find(erasure))
        if due is None:
            return False

        def still(store: Store, due: Due) -> Awaitable[bool]:
            return store.erasures.is_back(due, erased_at=erasure.at)

        why = _Why(reason=erasure.reason, actor=erasure.actor, still=still)
        return await self._erase(due, why, now)

    def _term(self, one: Class, now: datetime) -> _Why:
        before = self.policy.retention.closed_before(one, now=now)

        def still(store: Store, due: Due) -> Awaitable[bool]:
            return store.erasures.is_due(due, closed_before=before)

        return _Why(reason=TERM, actor=SYSTEM, still=still)

    async def _due(self, one: Class, now: datetime) -> AsyncIterator[Sequence[Due]]:
        """Go through all cases, each look a short one however many there are."""
        before = self.policy.retention.closed_before(one, now=now)
        after: CaseId | None = CaseId(0)
        while after is not None:
            look = partial(_look, one, before, after)
            due, after = await self.transactions(look)
            yield due

    async def _erase(self, due: Due, why: _Why, now: datetime) -> bool:
        """Erase, where that is still due once the case is held fast."""

        async def erase(store: Store) -> Sequence[Digest] | None:
            if not await why.still(store, due):
                return None
            gone = await store.erasures.contents(due)
            size = sum([await self.blobs.size(each) for each in gone])
            stone = Tombstone(
                case_id=due.case_id,
                one=due.one,
                digest=store.erasures.hide(json.dumps(sorted(gone))),
                size=size,
                reason=why.reason,
                actor=why.actor,
                at=now,
            )
            await self._write_down(store, due, stone)
            await store.erasures.erase(due, stone)
            await store.events.add(due.case_id, _erased(stone))
            return gone

        gone = await self.transactions(erase)
        await self._remove(gone or [], now)
        return gone is not None

    async def _write_down(self, store: Store, due: Due, stone: Tombstone) -> None:
        """Write to the log first: a crash then leaves a line too many, never one too few."""
        await self.log.add(
            Erasure(
                ref=due.ref,
                registered_at=due.registered_at,
                one=due.one,
                reason=stone.reason,
                actor=stone.actor,
                at=stone.at,
            )
        )
        await store.marks.put(SEEN, await self.log.tail())

    async def _pass_away(self, passing: Passing, now: datetime) -> None:
        before = self.policy.retention.passed_before(passing, now=now)
        gone = await self.transactions(
            lambda store: store.erasures.pass_away(passing, before=before)
        )
        await self._remove(gone, now)

    async def _remove(self, gone: Sequence[Digest], now: datetime) -> None:
        for each in gone:
            await self.blobs.remove(each, before=now - _FRESH)

    async def _sweep(self, now: datetime) -> int:
        before = self.policy.retention.passed_before(Passing.LOGS, now=now)

        async def told_of(names: Collection[str]) -> Collection[str]:
            return await self.transactions(lambda store: store.erasures.told_of(names))

        return await self.blobs.sweep(told_of, before=before)


async def _look(
    one: Class, before: datetime, after: CaseId, store: Store
) -> tuple[Sequence[Due], CaseId | None]:
    return await store.erasures.due(one, closed_before=before, after=after, limit=_AT_ONCE)


def _erased(stone: Tombstone) -> Event:
    data: dict[str, str | int | None] = {
        "class": stone.one.value,
        "digest": stone.digest,
        "size": stone.size,
        "reason": stone.reason,
    }
    return Event(kind=EventKind.ERASED, at=stone.at, actor=stone.actor, data=data)
