"""Keeps what stands in the staff group up to date: marks of days left, and no dead buttons."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pd_intake_bot.domain.clocks import RUNNING
from pd_intake_bot.domain.outbox import NewParcel
from pd_intake_bot.telegram.staff_cards import StaffCards
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store, Transactions

BUTTONS_LIVE = timedelta(days=30)
"""How long a button works when the case or item it is about needs nobody any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Edits cards whose mark has changed with the days, and forgets old buttons."""

    transactions: Transactions
    cards: StaffCards
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    async def __call__(self) -> None:
        """Look through all open cases."""
        now = self.clock()
        if await self.transactions(lambda store: self._refresh(store, now)):
            self.wake()
        await self.transactions(lambda store: store.buttons.forget(before=now - BUTTONS_LIVE))

    async def _refresh(self, store: Store, now: datetime) -> int:
        cards = await self.cards.speaking(store, None)
        halted, changed = await store.clocks.halted_of_open(), 0
        still_open = await store.cases.open()
        places = await store.cards.places([f"case:{case.id}" for case in still_open])
        for case in still_open:
            place = places.get(f"case:{case.id}")
            name = cards.name_topic(case, now=now, halted=halted.get(case.id, RUNNING))
            if place is None or place.shared or place.shown is None:
                continue
            if place.shown.partition("|")[2] != name:
                changed += await store.outbox.add(_again(parcels.card(case), name), now=now)
        return changed


def _again(card: NewParcel, name: str) -> NewParcel:
    """Name a card anew by its mark too: the case itself has not changed."""
    return replace(card, key=f"{card.key}:{name.partition(' ')[0]}")
