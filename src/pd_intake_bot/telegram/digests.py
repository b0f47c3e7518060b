"""A burst in one message of the staff group, which grows while the burst lasts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from aiogram import Bot

from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent
from pd_intake_bot.telegram import calls
from pd_intake_bot.telegram.group_pace import GroupPace
from pd_intake_bot.telegram.rolls import UNDECIDED, Newcomer, Roll
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff_cards import StaffCards
from pd_intake_bot.usecases.ports import Place, Store, Transactions

SAME_BURST = timedelta(minutes=5)
"""How long after it last grew a digest still takes more; later ones begin another."""

GROWS_EVERY = timedelta(seconds=10)
"""How long a digest stands as it is: its edits count among what the group is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The message that lists a burst; `at` is when it last grew."""

    chat_id: int
    message_id: int
    at: datetime

    @classmethod
    async def newest(cls, store: Store, mark: str) -> Self | None:
        """Give the newest digest; None where there never was one."""
        kept = await store.marks.get(mark)
        if kept is None:
            return None
        told = json.loads(kept)
        return cls(
            chat_id=told["chat"],
            message_id=told["message"],
            at=datetime.fromisoformat(told["at"]),
        )

    async def keep(self, store: Store, mark: str) -> None:
        """Remember it as the newest."""
        told = {"chat": self.chat_id, "message": self.message_id, "at": self.at.isoformat()}
        await store.marks.put(mark, json.dumps(told))

    @property
    def place(self) -> Place:
        """Where what it lists stands; of a message, what it shows while nobody asks for it."""
        return Place(chat_id=self.chat_id, message_id=self.message_id, shown=UNDECIDED, shared=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Lists what comes in a burst. What it raises is aiogram's."""

    bot: Bot
    transactions: Transactions
    cards: StaffCards
    pace: GroupPace
    clock: Callable[[], datetime]

    async def add(self, roll: Roll, number: int, chat_id: int) -> Outcome | None:
        """List all that has no card yet; None where this is the only one, and the first."""
        now = self.clock()
        wait = self.pace.wait(now, roll.mark)
        if wait is not None:
            return Postponed(answer="the digest grows slowly", retry_after=wait)
        found, digest = await self.transactions(lambda store: _look(store, roll, chat_id, now))
        alone = len(found) == 1 and digest is None
        if alone or all(one.id != number for one in found):
            return None
        place = digest.place if digest else None
        screen = await self.transactions(lambda store: self._render(store, roll, place, found, now))
        edit = digest.message_id if digest else None
        self.pace.listed(now, roll.mark, count=len(found), again=GROWS_EVERY)
        message_id = await calls.show(self.bot, chat_id, screen, edit=edit)
        grown = Digest(chat_id=chat_id, message_id=message_id, at=now)
        await self.transactions(lambda store: _keep(store, roll, digest, grown, found))
        return Sent(answer="ok", ids={"chat_id": chat_id, "message_id": message_id})

    async def _render(
        self,
        store: Store,
        roll: Roll,
        place: Place | None,
        found: Sequence[Newcomer],
        now: datetime,
    ) -> Screen:
        cards = await self.cards.speaking(store, None)
        return await roll.render(store, cards, place, found, now)


async def _look(
    store: Store, roll: Roll, chat_id: int, now: datetime
) -> tuple[Sequence[Newcomer], Digest | None]:
    found = await roll.newcomers(store)
    digest = await Digest.newest(store, roll.mark)
    goes_on = digest and digest.chat_id == chat_id and now < digest.at + SAME_BURST
    return found, digest if goes_on else None


async def _keep(
    store: Store, roll: Roll, former: Digest | None, grown: Digest, found: Sequence[Newcomer]
) -> None:
    if former is not None and former.message_id != grown.message_id:
        # Somebody deleted it, and it was written anew.
        await store.cards.move(former.place, grown.place)
    shown = {f"{roll.name}:{one.id}": one.shown for one in found}
    await store.cards.put_listed(shown, grown.place)
    await grown.keep(store, roll.mark)
