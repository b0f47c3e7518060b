"""The port of cases that belong together."""

from collections.abc import Sequence
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.links import Link


class Links(Protocol):
    """Ties between cases."""

    async def add(self, link: Link) -> bool:
        """Tie two cases; False where they were tied so before."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Link]:
        """List the ties of a case, whichever end it is at, oldest first."""
        ...
