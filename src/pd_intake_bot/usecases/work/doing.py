"""What all that officers do about a case has in common: the version they saw, and one letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import Case, StaleCase
from pd_intake_bot.domain.events import Event
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.work import Order
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.work_letters import Said, WorkLetters
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work import by_hand


class Doing(Protocol):
    """Does one kind of work on a case, in the caller's transaction."""

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter that the person would get."""
        ...

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Do it, write it into the history, and post the letter."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Changes a case, tells its history and writes one letter about it."""

    letters: WorkLetters
    post: Post

    async def __call__(self, store: Store, changed: Case, event: Event, said: Said) -> Case:
        """Write the case as `changed`, with its event, its letter and its card."""
        case = await store.cases.change(changed)
        await store.events.add(case.id, event)
        letter = self.letters.write(case, said)
        # The letter takes the number that the case was changed to, which nothing else takes.
        await self.post(store, case, letter, kind=said.kind, number=case.version, now=event.at)
        await by_hand.keep(store, case, letter, kind=said.kind, officer=event.actor, now=event.at)
        await store.outbox.add(parcels.card(case), now=event.at)
        return case


async def is_dated(store: Store, case: Case, policy: Policy, *, now: datetime) -> bool:
    """Tell whether the promised date is ahead and its clock runs, so that it may be named."""
    if case.promised is None or case.promised < policy.local_date(now):
        return False
    return (await store.clocks.happened(case.id)).paused_since is None


def must_be_open(case: Case) -> None:
    """Raise `StaleCase` where a case has ended."""
    if not case.state.is_open:
        raise StaleCase(f"{case.ref} has ended", ref=str(case.ref))
