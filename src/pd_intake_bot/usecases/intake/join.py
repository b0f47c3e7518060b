"""A message joins the case that it belongs to: as a follow-up, a copy, or a machine's reply."""

from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.person import MailAddress, folded
from pd_intake_bot.usecases.intake.complete import Complete
from pd_intake_bot.usecases.intake.decide_mail import ReadMail
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import ask

PERSON = "person"


async def follow_up(
    store: Store, case: Case, message: ReadMail, *, complete: Complete, now: datetime
) -> None:
    """Add what a person has written to their case, read it for what was missing, tell staff.

    A proven answer from another address than the person's joins too: letters are forwarded
    to those who help. Staff are told so, and what it says fills nothing by itself.
    """
    await _keep(store, case, message, EventKind.FOLLOWED_UP, actor=PERSON, now=now)
    by_person = is_person(case, message)
    by_hand = by_person and message.sighting.machine is None
    answered = by_hand and case.state is State.WAITING
    case = await (ask.replied if by_hand else cards.change)(store, case, now=now)
    done = await complete(
        store,
        case,
        message.submission,
        by_person=by_hand,
        beside=[one for one in message.readings if not one.sure],
        now=now,
    )
    text = "notice-follow-up" if by_person else "notice-follow-up-other"
    lines = (Line(text="notice-replied" if answered else text), *done.lines)
    told = Notice(lines=lines, ref=str(case.ref))
    key = f"notice:follow-up:{message.submission.identity}"
    await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)


async def note(store: Store, case: Case, message: ReadMail, *, now: datetime) -> None:
    """Add what a machine answered to our letter; nobody need do anything about it."""
    await _keep(store, case, message, EventKind.MACHINE_REPLIED, actor=SYSTEM, now=now)


async def resend(
    store: Store, case: Case, message: ReadMail, *, reckon: Reckon, now: datetime
) -> None:
    """Add a copy of what the case has already; where it came first, its receipt counts."""
    await _keep(store, case, message, EventKind.RESENT, actor=PERSON, now=now)
    received_at = message.submission.received_at
    if received_at < case.received_at:
        earlier = await cards.change(store, replace(case, received_at=received_at), now=now)
        await reckon(store, earlier, reason=Cause.RECEIPT, actor=SYSTEM, now=now)


def is_person(case: Case, message: ReadMail) -> bool:
    """Tell whether a message names the address of a case's person as its sender."""
    ours, theirs = case.reply_to, message.reply_to
    if not isinstance(ours, MailAddress) or theirs is None:
        return False
    return folded(ours.address) == folded(theirs.address)


async def _keep(
    store: Store, case: Case, message: ReadMail, kind: EventKind, *, actor: str, now: datetime
) -> None:
    submission, machine = message.submission, message.sighting.machine
    await store.submissions.assign(submission.identity, case.id)
    data: dict[str, str | int | None] = {
        "raw": submission.raw,
        "channel": submission.channel.value,
    }
    if machine:
        data["machine"] = machine.kind.value
    await store.events.add(case.id, Event(kind=kind, at=now, actor=actor, data=data))
