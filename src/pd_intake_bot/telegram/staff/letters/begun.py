"""What an officer has begun in private and not finished: nothing else may throw it away."""

from aiogram.fsm.context import FSMContext

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.telegram.staff.entry import form as forms
from pd_intake_bot.telegram.staff.letters import draft as drafts


async def unfinished(state: FSMContext, *, on: CaseId | None = None) -> str | None:
    """Give the key of what to say where something would be lost; None where nothing would.

    A letter on the case `on` itself is left out of account.
    """
    draft = await drafts.read(state)
    if draft is not None and draft.is_begun and draft.case != on:
        return "staff-answer-unfinished"
    form = await forms.read(state)
    return "staff-new-unfinished" if form is not None and form.is_begun else None
