"""Shows an officer the whole case, and writes down who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, StaleCase
from pd_intake_bot.domain.clocks import Halted, Told
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.queue import Look, Looked
from pd_intake_bot.domain.review import Review, ReviewId
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is kept about a case."""

    case: Case
    halted: Halted
    told: Sequence[Told]
    submissions: Sequence[Submission]
    events: Sequence[Event]
    parcels: Sequence[Parcel]


async def look(store: Store, case_id: CaseId, *, officer: str, now: datetime) -> Dossier:
    """Give the dossier of a case and record the look."""
    dossier = await gather(store, case_id)
    await store.events.add(case_id, Event(kind=EventKind.LOOKED_AT, at=now, actor=officer, data={}))
    return dossier


async def unchanged(store: Store, case_id: CaseId, *, version: int) -> Case:
    """Give a case as an officer looked at it. Raises `StaleCase` when it has changed since."""
    case = await store.cases.get(case_id)
    if case.version != version:
        raise StaleCase("the case has changed since it was opened", ref=str(case.ref))
    return case


async def look_at_review(
    store: Store, review_id: ReviewId, *, officer: str, now: datetime
) -> Review:
    """Give a review item and record the look: it is in the history of no case."""
    look = Look(what=Looked.REVIEW, actor=officer, at=now, review=review_id)
    await store.looks.add(look)
    return await store.reviews.get(review_id)


async def gather(store: Store, case_id: CaseId) -> Dossier:
    """Give the dossier of a case, for a reader whose look leaves its own trace."""
    return Dossier(
        case=await store.cases.get(case_id),
        halted=await store.clocks.halted(case_id),
        told=await store.clocks.told(case_id),
        submissions=await store.submissions.of_case(case_id),
        events=await store.events.of_case(case_id),
        parcels=await store.outbox.of_case(case_id),
    )
