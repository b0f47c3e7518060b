"""Shows an officer the whole case, and writes down who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is kept about a case."""

    case: Case
    submissions: Sequence[Submission]
    events: Sequence[Event]
    parcels: Sequence[Parcel]


async def look(store: Store, case_id: CaseId, *, officer: str, now: datetime) -> Dossier:
    """Give the dossier of a case and record the look."""
    dossier = await gather(store, case_id)
    await store.events.add(case_id, Event(kind=EventKind.LOOKED_AT, at=now, actor=officer, data={}))
    return dossier


async def gather(store: Store, case_id: CaseId) -> Dossier:
    """Give the dossier of a case, for a reader whose look leaves its own trace."""
    return Dossier(
        case=await store.cases.get(case_id),
        submissions=await store.submissions.of_case(case_id),
        events=await store.events.of_case(case_id),
        parcels=await store.outbox.of_case(case_id),
    )
