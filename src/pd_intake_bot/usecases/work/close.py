"""An officer ends a case without an answer of its own, and opens an ended one again."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, StaleCase, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.domain.work import ClosedBecause, Order
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.doing import Written, is_dated, must_be_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Closes a case for a reason that the person is told (`doing.Doing`)."""

    written: Written

    async def preview(self, _: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        del now
        return self.written.letters.write(case, self._said(order))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Close it."""
        must_be_open(case)
        because = ClosedBecause(order.choice)
        data = {"because": because.value, "words": digest(order.words.encode())}
        event = Event(kind=EventKind.CLOSED, at=now, actor=officer, data=data)
        closed = replace(case, state=State.CLOSED, closed_at=now)
        return await self.written(store, closed, event, self._said(order))

    def _said(self, order: Order) -> Said:
        because = ClosedBecause(order.choice)
        letters = self.written.letters
        values = {
            one: {"why": letters.texts.text(one, f"letter-closed-{because}")}
            for one in letters.policy.languages
        }
        return Said(kind=LetterKind.CLOSED, words=order.words, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """Opens a case that has ended (`doing.Doing`).

    The dates stay: nothing in policy or law begins a term anew for a case opened again.
    """

    written: Written

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        return self.written.letters.write(case, await self._said(store, case, order, now))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Open it. Raises `StaleCase` where it is open already."""
        if case.state.is_open:
            raise StaleCase(f"{case.ref} is open", ref=str(case.ref))
        data = {"was": case.state.value}
        event = Event(kind=EventKind.REOPENED, at=now, actor=officer, data=data)
        opened = replace(case, state=State.REGISTERED, closed_at=None)
        said = await self._said(store, case, order, now)
        return await self.written(store, opened, event, said)

    async def _said(self, store: Store, case: Case, order: Order, now: datetime) -> Said:
        dated = await is_dated(store, case, self.written.letters.policy, now=now)
        return Said(kind=LetterKind.REOPENED, words=order.words, dated=dated)
