"""A case changes, and the card that the staff group has of it changes with it."""

from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store


async def change(store: Store, case: Case, *, now: datetime) -> Case:
    """Write a case, though it be as it was, and its card anew: each version has one of its own.

    Raises `StaleCase` where it has moved on since it was read.
    """
    changed = await store.cases.change(case)
    await store.outbox.add(parcels.card(changed), now=now)
    return changed
