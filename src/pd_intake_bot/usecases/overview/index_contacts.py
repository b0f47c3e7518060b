"""Lets cases be found by contacts that were registered before there was an index of them."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.usecases.ports import Store, Transactions

MARK = "contacts_indexed"
"""Up to which case the index has been filled; `DONE` once it has all."""
DONE = "done"
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexContacts:
    """Goes through all cases once, some at a time; newer ones index themselves."""

    transactions: Transactions

    async def __call__(self) -> bool:
        """Index some more; True where there are others."""
        return await self.transactions(_some)


async def _some(store: Store) -> bool:
    through = await store.marks.get(MARK)
    if through == DONE:
        return False
    last = await store.queue.index(after=CaseId(int(through or 0)), limit=_AT_ONCE)
    await store.marks.put(MARK, DONE if last is None else str(last))
    return last is not None
