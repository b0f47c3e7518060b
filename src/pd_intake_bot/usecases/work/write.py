"""An officer writes to the person of a case; the case stays as it is."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.work import Order
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.doing import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Writes words that neither answer nor end anything (`doing.Doing`)."""

    written: Written

    async def preview(self, _: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter."""
        del now
        return self.written.letters.write(case, _said(order))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Send it."""
        event = Event(kind=EventKind.WRITTEN, at=now, actor=officer, data=order.proof())
        return await self.written(store, case, event, _said(order))


def _said(order: Order) -> Said:
    return Said(kind=LetterKind.MESSAGE, words=order.words, files=order.files)
