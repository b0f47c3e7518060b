"""What discloses, destroys or refuses waits for a second officer, who sees what would be sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.notices import Line, Named, Notice, Value, Worded
from pd_intake_bot.domain.work import Approval, ApprovalId, NewApproval, Order, Standing
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.look import unchanged
from pd_intake_bot.usecases.work.orders import Orders, ProofLacking


class SameOfficer(IntakeError):
    """Nobody agrees to their own order."""

    key = "error-same-officer"


_RETURNED = "notice-approval-returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """Puts orders before a second officer and takes their decision."""

    orders: Orders

    async def ask(
        self,
        store: Store,
        case_id: CaseId,
        order: Order,
        *,
        version: int,
        officer: str,
        now: datetime,
    ) -> Approval:
        """Put an order before the others; one that waits on the case already gives way to it.

        Raises `StaleCase` and `ProofLacking`.
        """
        case = await unchanged(store, case_id, version=version)
        if self.orders.lacking(case, order) is not None:
            raise ProofLacking(f"the person of {case.ref} is not known well enough")
        earlier = await store.approvals.open_of(case_id)
        if earlier is not None:
            await _decide(store, earlier, Standing.STALE, by=officer, now=now)
        await store.letter_files.keep(case_id, order.files)
        changed = await cards.change(store, case, now=now)
        asked = NewApproval(
            case_id=case_id, order=order, asked_by=officer, asked_at=now, version=changed.version
        )
        approval = await store.approvals.add(asked)
        data = {"act": order.act.value}
        event = Event(kind=EventKind.APPROVAL_ASKED, at=now, actor=officer, data=data)
        await store.events.add(case_id, event)
        await _tell(store, changed, approval, "notice-approval-asked", now=now)
        return approval

    async def give(
        self, store: Store, approval_id: ApprovalId, *, officer: str, now: datetime
    ) -> Case:
        """Agree: what was ordered is done as it was shown, in the name of who ordered it.

        Raises `SameOfficer`, `AlreadyDecided`, and `StaleCase` where the case has changed
        since: it must then be ordered anew.
        """
        approval = await store.approvals.get(approval_id)
        if officer == approval.asked_by:
            raise SameOfficer(f"approval {approval_id} was asked for by {officer}")
        await _decide(store, approval, Standing.GIVEN, by=officer, now=now)
        data = {"act": approval.order.act.value, "asked_by": approval.asked_by}
        event = Event(kind=EventKind.APPROVED, at=now, actor=officer, data=data)
        await store.events.add(approval.case_id, event)
        case = await self.orders(
            store,
            approval.case_id,
            approval.order,
            version=approval.version,
            officer=approval.asked_by,
            now=now,
        )
        # Where no letter leaves, who wrote it must read it out, and only now may they.
        text = "notice-approval-by-hand" if case.reply_to is None else "notice-approval-given"
        settled, to = replace(approval, decided_by=officer), int(approval.asked_by)
        await _tell(store, case, settled, text, now=now, to=to)
        return case

    async def refuse(
        self, store: Store, approval_id: ApprovalId, *, officer: str, now: datetime
    ) -> Case:
        """Don't agree, or take back one's own order. Raises `AlreadyDecided`."""
        approval = await store.approvals.get(approval_id)
        approval = await _decide(store, approval, Standing.RETURNED, by=officer, now=now)
        case = await cards.change(store, await store.cases.get(approval.case_id), now=now)
        data = {"act": approval.order.act.value, "asked_by": approval.asked_by}
        event = Event(kind=EventKind.NOT_APPROVED, at=now, actor=officer, data=data)
        await store.events.add(case.id, event)
        if officer != approval.asked_by:
            to = int(approval.asked_by)
            await _tell(store, case, approval, _RETURNED, now=now, to=to)
        return case


async def stale(store: Store, approval: Approval, *, officer: str, now: datetime) -> None:
    """Write down that an order waits no more, since its case has changed; tell who gave it."""
    settled = await _decide(store, approval, Standing.STALE, by=officer, now=now)
    case, to = await store.cases.get(approval.case_id), int(approval.asked_by)
    await _tell(store, case, settled, "notice-approval-stale", now=now, to=to)


async def _tell(
    store: Store,
    case: Case,
    approval: Approval,
    text: str,
    *,
    now: datetime,
    to: int | None = None,
) -> None:
    """Tell the group, or the officer who asked, what was asked or decided, and by whom."""
    values: dict[str, Value] = {
        "officer": Named(actor=approval.decided_by or approval.asked_by),
        "act": Worded(key=f"staff-act-{approval.order.act}"),
    }
    kept = [Line(text="notice-approval-kept")] if text == _RETURNED else []
    lines = (Line(text=text, values=values), *kept)
    told = Notice(lines=lines, ref=str(case.ref), to=to, else_group=to is not None)
    key = f"approval:{approval.id}:{text}"
    await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)


async def _decide(
    store: Store, approval: Approval, standing: Standing, *, by: str, now: datetime
) -> Approval:
    settled = replace(approval, standing=standing, decided_by=by, decided_at=now)
    await store.approvals.settle(settled)
    return settled
