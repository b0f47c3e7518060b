"""In which case one that was merged goes on."""

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.usecases.ports import Store


async def merged_into(store: Store, case: Case) -> Case | None:
    """Give the case that this one was ended for; None where it ended in another way, or has not."""
    if case.state is not State.CLOSED or case.closed_at is None:
        return None
    for tied in await store.links.of_case(case.id):
        # One that was opened again since, and has then ended in another way, goes on nowhere.
        is_how = tied.kind is LinkKind.MERGED and tied.at >= case.closed_at
        if is_how and tied.case_id == case.id:
            return await store.cases.get(tied.other)
    return None
