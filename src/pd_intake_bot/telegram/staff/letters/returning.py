"""Brings back the words of an order that was not carried out: nobody types them twice."""

from dataclasses import replace

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.work import Approval, Standing
from pd_intake_bot.telegram.staff.letters.draft import Draft
from pd_intake_bot.usecases.ports import Store


async def brought_back(store: Store, case: Case, draft: Draft, officer: str) -> Draft:
    """Fill a draft with what its officer ordered last on the case, where that came to nothing."""
    last = await store.approvals.last_of(case.id)
    if last is None or last.asked_by != officer or last.order.act is not draft.act:
        return draft
    if last.standing is Standing.GIVEN or _waits(last, case):
        return draft
    order = last.order
    return replace(
        draft,
        words={0: order.words} if order.words else {},
        files={-number: one for number, one in enumerate(order.files)},
        choice=order.choice,
        day=order.day,
        by=order.by,
    )


def _waits(approval: Approval, case: Case) -> bool:
    return approval.standing is Standing.OPEN and approval.version == case.version
