"""An officer refuses a request, on a ground of policy or law and with reasons of their own."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.work import Order
from pd_intake_bot.domain.work_rules import Refusal, RefusalKey
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.doing import Written, must_be_open


class NoSuchRefusal(IntakeError):
    """Neither policy nor law lets a request for this right be refused on this ground."""

    key = "error-no-such-refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Ends a case with a reasoned refusal (Law 94-V, Art. 8(7)) that says where to complain."""

    written: Written

    @property
    def policy(self) -> Policy:
        """The policy that knows the grounds."""
        return self.written.letters.policy

    async def preview(self, _: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter. Raises `NoSuchRefusal`."""
        del now
        return self.written.letters.write(case, self._said(self._ground(case, order), order))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Refuse. Raises `NoSuchRefusal`."""
        must_be_open(case)
        ground = self._ground(case, order)
        data = {"ground": ground.key, "clause": ground.clause, **order.proof()}
        event = Event(kind=EventKind.REFUSED, at=now, actor=officer, data=data)
        refused = replace(case, state=State.REFUSED, closed_at=now)
        return await self.written(store, refused, event, self._said(ground, order))

    def _ground(self, case: Case, order: Order) -> Refusal:
        for ground in self.policy.work.refusals_of(case.right):
            if ground.key == RefusalKey(order.choice):
                return ground
        raise NoSuchRefusal(f"{case.ref} can't be refused on {order.choice!r}")

    def _said(self, ground: Refusal, order: Order) -> Said:
        values = {
            one: {
                "why": ground.words[one],
                "clause": ground.cited.get(one, ground.clause),
            }
            for one in self.policy.languages
        }
        return Said(kind=LetterKind.REFUSAL, words=order.words, values=values, files=order.files)
