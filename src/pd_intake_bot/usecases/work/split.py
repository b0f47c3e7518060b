"""An officer takes another right out of a request, as a case of its own."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, StaleCase
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.ports import Store


class AlreadySplit(IntakeError):
    """This right was taken out of the case before, or is the case's own."""

    key = "error-already-split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Registers what a request asks for besides: same receipt, own number, own letter."""

    register: Register

    async def __call__(
        self,
        store: Store,
        case_id: CaseId,
        right: RightKey,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Case:
        """Take the right out; gives the new case. The message is kept with both.

        Raises `StaleCase`, and `AlreadySplit`.
        """
        case = await store.cases.get(case_id)
        if case.version != version or not case.state.is_open:
            raise StaleCase("the case has changed since it was seen", ref=str(case.ref))
        first = (await store.submissions.of_case(case.id))[0]
        copy = replace(
            first,
            identity=f"split:{case.ref}:{right}",
            received_at=case.received_at,
            language=case.language,
        )
        if right == case.right or not await store.submissions.add(copy, case_id=None):
            raise AlreadySplit(f"{right} was taken out of {case.ref} before")
        asked = Asked(
            submission=copy,
            right=self.register.policy.rights[right],
            reply_to=case.reply_to,
            fields=case.fields,
            proof=case.proof,
            held_because=case.held_because,
        )
        taken = await self.register(store, asked, actor=officer, now=now)
        await link.tie(store, taken, case, LinkKind.SPLIT, actor=officer, now=now)
        data = {"other": str(taken.ref), "right": right}
        event = Event(kind=EventKind.SPLIT, at=now, actor=officer, data=data)
        await store.events.add(case.id, event)
        await cards.change(store, case, now=now)
        return taken
