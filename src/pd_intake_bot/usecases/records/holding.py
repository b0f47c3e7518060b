"""A legal hold keeps all of a case from erasure, with the reason, until it is lifted."""

from collections.abc import Mapping
from datetime import datetime

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.retention import Class
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.note import note

NOTES: Mapping[EventKind, str] = {
    EventKind.HOLD_SET: "staff-hold-set-note",
    EventKind.HOLD_LIFTED: "staff-hold-lifted-note",
}
"""The text by which the reason is noted on the case, for staff to read."""


async def hold(store: Store, case_id: CaseId, *, officer: str, noted: str, now: datetime) -> bool:
    """Set a legal hold: nothing of the case is erased until it is lifted.

    `noted` says why, as staff are to read it; the history holds the digest of it. False where
    the case is held already.
    """
    if not await store.erasures.hold(case_id, actor=officer, now=now):
        return False
    await _tell(store, case_id, EventKind.HOLD_SET, officer=officer, noted=noted, now=now)
    return True


async def lift(store: Store, case_id: CaseId, *, officer: str, noted: str, now: datetime) -> bool:
    """Lift a legal hold, likewise; what is due is erased at the next run."""
    if not await store.erasures.lift(case_id):
        return False
    await _tell(store, case_id, EventKind.HOLD_LIFTED, officer=officer, noted=noted, now=now)
    return True


async def _tell(
    store: Store, case_id: CaseId, kind: EventKind, *, officer: str, noted: str, now: datetime
) -> None:
    data = {"words": digest(noted.encode())}
    await store.events.add(case_id, Event(kind=kind, at=now, actor=officer, data=data))
    await note(store, case_id, noted, officer=officer, now=now)
    case = await store.cases.get(case_id)
    text = f"notice-{kind.replace('_', '-')}"
    key = f"notice:{kind}:{case_id}:{now.isoformat()}"
    await store.outbox.add(parcels.notice(key, text, case=case), now=now)
    gone = {stone.one for stone in await store.erasures.of_case(case_id)}
    if Class.CASE not in gone:
        # Nothing is written anew into a case of which all is erased.
        await cards.change(store, case, now=now)
