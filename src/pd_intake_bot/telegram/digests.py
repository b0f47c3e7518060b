"""A burst of new cases in one message of the staff group, which grows while the burst lasts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from aiogram import Bot

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent
from pd_intake_bot.telegram import calls
from pd_intake_bot.telegram.group_pace import GroupPace
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff_cards import IN_DIGEST, Burst, StaffCards
from pd_intake_bot.usecases.ports import Place, Store, Transactions, Unplaced

MARK = "staff_digest"
"""The mark of the newest digest: which message it is, and when it last grew."""

SAME_BURST = timedelta(minutes=5)
"""How long after it last grew a digest still takes more; later ones begin another."""

GROWS_EVERY = timedelta(seconds=10)
"""How long a digest stands as it is: its edits count among what the group is written."""

AT_ONCE = 1000
"""The most cases that are taken into a digest at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The message that lists a burst; `at` is when it last grew."""

    chat_id: int
    message_id: int
    at: datetime

    @classmethod
    async def newest(cls, store: Store) -> Self | None:
        """Give the newest digest; None where there never was one."""
        kept = await store.marks.get(MARK)
        if kept is None:
            return None
        told = json.loads(kept)
        return cls(
            chat_id=told["chat"],
            message_id=told["message"],
            at=datetime.fromisoformat(told["at"]),
        )

    async def keep(self, store: Store) -> None:
        """Remember it as the newest."""
        told = {"chat": self.chat_id, "message": self.message_id, "at": self.at.isoformat()}
        await store.marks.put(MARK, json.dumps(told))

    @property
    def place(self) -> Place:
        """Where the cases that it lists stand."""
        return Place(chat_id=self.chat_id, message_id=self.message_id, shown="", shared=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Lists the cases of a burst. What it raises is aiogram's."""

    bot: Bot
    transactions: Transactions
    cards: StaffCards
    pace: GroupPace
    clock: Callable[[], datetime]

    async def add(self, chat_id: int, case_id: CaseId) -> Outcome | None:
        """List all cases that have no card yet; None where this is the only one, and the first."""
        now = self.clock()
        wait = self.pace.wait(now, MARK)
        if wait is not None:
            return Postponed(answer="the digest grows slowly", retry_after=wait)
        found, digest = await self.transactions(lambda store: _look(store, chat_id, now))
        alone = len(found) == 1 and digest is None
        if alone or all(one.id != case_id for one in found):
            return None
        screen = await self.transactions(lambda store: self._render(store, digest, found, now))
        edit = digest.message_id if digest else None
        self.pace.listed(now, MARK, count=len(found), again=GROWS_EVERY)
        message_id = await calls.show(self.bot, chat_id, screen, edit=edit)
        grown = Digest(chat_id=chat_id, message_id=message_id, at=now)
        await self.transactions(lambda store: _keep(store, digest, grown, found))
        return Sent(answer="ok", ids={"chat_id": chat_id, "message_id": message_id})

    async def _render(
        self, store: Store, digest: Digest | None, found: Sequence[Unplaced], now: datetime
    ) -> Screen:
        listed: Sequence[CaseId] = ()
        count = len(found)
        if digest is not None:
            listed = await store.cards.listed(digest.place, limit=IN_DIGEST)
            count += await store.cards.count_listed(digest.place)
        cards = await self.cards.speaking(store, None)
        shown = [*listed, *(one.id for one in found)][:IN_DIGEST]
        return await cards.render_digest(store, Burst(cases=shown, count=count), now=now)


def gist(case: Case | Unplaced) -> str:
    """Name what a case listed in a digest must change in to get a card of its own."""
    return f"digest|{case.state}|{case.officer or ''}|{case.held_because or ''}"


async def _look(
    store: Store, chat_id: int, now: datetime
) -> tuple[Sequence[Unplaced], Digest | None]:
    found = await store.cards.unplaced(limit=AT_ONCE)
    digest = await Digest.newest(store)
    goes_on = digest and digest.chat_id == chat_id and now < digest.at + SAME_BURST
    return found, digest if goes_on else None


async def _keep(
    store: Store, former: Digest | None, grown: Digest, found: Sequence[Unplaced]
) -> None:
    if former is not None and former.message_id != grown.message_id:
        # Somebody deleted it, and it was written anew.
        await store.cards.move(former.place, grown.place)
    await store.cards.put_listed({f"case:{one.id}": gist(one) for one in found}, grown.place)
    await grown.keep(store)
