"""An officer asks the person for what an answer needs; the case waits until they write."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.work import Order
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.doing import Written, is_dated, must_be_open

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Asks for information or documents (`doing.Doing`); the clocks run on meanwhile."""

    written: Written

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        return self.written.letters.write(case, await self._said(store, case, order, now))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Send the question; from then on it is the person's turn."""
        must_be_open(case)
        event = Event(kind=EventKind.ASKED, at=now, actor=officer, data=order.proof())
        waiting = replace(case, state=State.WAITING)
        said = await self._said(store, case, order, now)
        return await self.written(store, waiting, event, said)

    async def _said(self, store: Store, case: Case, order: Order, now: datetime) -> Said:
        dated = await is_dated(store, case, self.written.letters.policy, now=now)
        return Said(kind=LetterKind.QUESTION, words=order.words, dated=dated, files=order.files)


async def replied(store: Store, case: Case, *, now: datetime) -> Case:
    """Let a case that waits for its person be the officers' again: the person has written.

    A case that does not wait has changed, too: whoever looked at it before, to write a letter
    or to agree to one, has not read what came since.
    """
    if case.state is not State.WAITING:
        return await cards.change(store, case, now=now)
    event = Event(kind=EventKind.REPLIED, at=now, actor=PERSON, data={})
    await store.events.add(case.id, event)
    return await cards.change(store, replace(case, state=State.REGISTERED), now=now)
