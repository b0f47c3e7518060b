"""An officer answers a request; the words go back by the channel it came by."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.work import Order
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.look import unchanged
from pd_intake_bot.usecases.work import by_hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Posts an officer's answer and marks the case as answered, in the caller's transaction."""

    writer: Writer
    post: Post

    def preview(self, case: Case, order: Order) -> Letter:
        """Show the letter as the person would get it."""
        return replace(self.writer.answer(case, order.words), files=order.files)

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        order: Order,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Send the answer.

        Raises `StaleCase` when the case is no longer at the version the officer looked at.
        """
        case = await unchanged(store, case_id, version=version)
        letter = self.preview(case, order)
        await self.post(
            store, case, letter, kind=LetterKind.ANSWER, number=case.version + 1, now=now
        )
        await by_hand.keep(store, case, letter, kind=LetterKind.ANSWER, officer=officer, now=now)
        answered = await store.cases.change(replace(case, state=State.ANSWERED, closed_at=now))
        event = Event(kind=EventKind.ANSWERED, at=now, actor=officer, data=order.proof())
        await store.events.add(case.id, event)
        await store.outbox.add(parcels.card(answered), now=now)
        return answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers as an officer orders it (`doing.Doing`)."""

    answer: Answer

    async def preview(self, _: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        del now
        return self.answer.preview(case, order)

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Send it."""
        return await self.answer(
            store, case.id, order, version=case.version, officer=officer, now=now
        )
