"""An officer takes a case on, so that everybody sees whose it is."""

from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.ports import Store


class TakenAlready(IntakeError):
    """Another officer holds the case."""

    key = "error-taken-already"


async def take_on(store: Store, case: Case, *, officer: str, now: datetime) -> Case:
    """Let an officer hold a case; one that they hold already stays as it is.

    Raises `TakenAlready` where another officer holds it.
    """
    if case.officer == officer:
        return case
    if case.officer is not None:
        raise TakenAlready("the case is another officer's", ref=str(case.ref))
    await store.events.add(case.id, Event(kind=EventKind.TAKEN, at=now, actor=officer, data={}))
    return await cards.change(store, replace(case, officer=officer, taken_at=now), now=now)
