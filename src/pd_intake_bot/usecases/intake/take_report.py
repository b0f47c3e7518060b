"""A mail system tells what became of a letter of ours: the case and staff are told."""

from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.reports import Fate, Report
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.letters.undelivered import other_ways
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work import redirect

_KINDS = {
    Fate.FAILED: EventKind.LETTER_BOUNCED,
    Fate.DELAYED: EventKind.LETTER_DELAYED,
    Fate.DELIVERED: EventKind.LETTER_DELIVERED,
    Fate.RELAYED: EventKind.LETTER_DELIVERED,
}


async def take_report(
    store: Store, case: Case, report: Report, submission: Submission, *, now: datetime
) -> None:
    """Add a report to its case, as evidence; where a letter came back, tell staff.

    Never a new case and never an answer. A dead address gets no automatic letter from now
    on, until an officer releases one.
    """
    await store.submissions.assign(submission.identity, case.id)
    had_come_back = await _has_come_back(store, case)
    await store.events.add(case.id, _event(case, report, submission, now))
    if report.fate is Fate.FAILED:
        await _tell(store, case, submission, now)
    if report.is_dead and isinstance(case.reply_to, MailAddress):
        await store.dead_addresses.put(case.reply_to, now=now)
    if report.fate is Fate.FAILED or had_come_back:
        await cards.change(store, case, now=now)


async def _has_come_back(store: Store, case: Case) -> bool:
    events = await store.events.of_case(case.id)
    return any(event.kind is EventKind.LETTER_BOUNCED for event in events)


async def _tell(store: Store, case: Case, submission: Submission, now: datetime) -> None:
    lines = (Line(text="notice-letter-bounced"), *await other_ways(store, case))
    key = f"notice:bounce:{submission.identity}"
    told = Notice(lines=lines, ref=str(case.ref), offers=await redirect.offers(store, case))
    await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)


def _event(case: Case, report: Report, submission: Submission, now: datetime) -> Event:
    ours = case.reply_to.address.lower() if isinstance(case.reply_to, MailAddress) else None
    data: dict[str, str | int | None] = {
        "parcel": f"letter:{case.id}:{report.letter}",
        "action": report.fate.value,
        "status": report.status,
        "diagnostic": report.diagnostic,
        "raw": submission.raw,
        "elsewhere": int(report.recipient is not None and report.recipient != ours),
    }
    return Event(kind=_KINDS[report.fate], at=now, actor=SYSTEM, data=data)
