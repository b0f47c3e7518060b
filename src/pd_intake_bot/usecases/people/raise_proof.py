"""A person is known better than before: proof rises, and never falls."""

from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.ports import Store


async def raise_proof(store: Store, case: Case, proof: Proof, *, actor: str, now: datetime) -> Case:
    """Write down how the person of a case is known; what is no more than was known is left.

    Of a document that was seen nothing is kept but that an officer has seen it.
    """
    if proof.rank <= case.proof.rank:
        return case
    raised = await cards.change(store, replace(case, proof=proof), now=now)
    data = {"proof": proof.value, "was": case.proof.value}
    event = Event(kind=EventKind.PROVEN, at=now, actor=actor, data=data)
    await store.events.add(case.id, event)
    return raised
