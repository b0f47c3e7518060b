"""Orders whose case has changed while they waited: whoever gave one is told before they wonder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.work import AlreadyDecided, ApprovalId
from pd_intake_bot.usecases.ports import Store, Transactions
from pd_intake_bot.usecases.work.approve import stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """Looks for such orders and writes down that they wait no more, each by itself."""

    transactions: Transactions
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    async def __call__(self) -> None:
        """Settle what was overtaken since it last looked."""
        found = await self.transactions(lambda store: store.approvals.overtaken())
        for one in found:
            await self._settle(one)
        if found:
            self.wake()

    async def _settle(self, number: ApprovalId) -> None:
        async def work(store: Store) -> None:
            approval = await store.approvals.get(number)
            await stale(store, approval, officer=SYSTEM, now=self.clock())

        try:
            await self.transactions(work)
        except AlreadyDecided:
            # Another officer's press, or another process, has seen it at the same moment.
            return
