"""Ports of the records: the chain of events, and the erasure of what has had its time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import Head, Kept
from pd_intake_bot.domain.retention import Class, Due, Erasure, Passing, Tombstone
from pd_intake_bot.domain.submission import Digest


class Chain(Protocol):
    """The chain of events; links come by themselves as events are added."""

    async def head(self) -> Head:
        """Give the last link of the register."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Kept]:
        """List the links of a case."""
        ...

    async def after(self, position: int, *, limit: int) -> Sequence[Kept]:
        """List the links that follow a position."""
        ...

    async def outside(self) -> int:
        """Count the events that should be in the chain and are not."""
        ...


class Erasures(Protocol):
    """What is erased, and what remains of it."""

    async def due(
        self, one: Class, *, closed_before: datetime, after: CaseId, limit: int
    ) -> tuple[Sequence[Due], CaseId | None]:
        """List those of the next `limit` cases of which a class is to be erased.

        No legal hold keeps them. Gives also the case to go on `after`, None past the last.
        """
        ...

    async def is_due(self, due: Due, *, closed_before: datetime) -> bool:
        """Hold the case fast until the transaction ends, and tell whether it is due even so."""
        ...

    async def is_back(self, due: Due, *, erased_at: datetime) -> bool:
        """Likewise tell whether something that was erased is there again.

        A hold or an opening from after the erasure keeps it, one from before does not.
        """
        ...

    async def find(self, erasure: Erasure) -> Due | None:
        """Find what was erased once and is there again, as an old backup may bring it."""
        ...

    async def contents(self, due: Due) -> Sequence[Digest]:
        """List the contents that go with a class of a case, and no other case has."""
        ...

    async def erase(self, due: Due, tombstone: Tombstone) -> None:
        """Destroy the keys of a class of a case, blank its rows and put up the tombstone."""
        ...

    async def pass_away(self, passing: Passing, *, before: datetime) -> Sequence[Digest]:
        """Erase what serves for a while only and is older; gives the contents that went."""
        ...

    async def names(self) -> Collection[str]:
        """List the names under which contents are kept that some row still tells of."""
        ...

    async def told_of(self, names: Collection[str]) -> Collection[str]:
        """Give those of these names of contents that some row still tells of."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Tombstone]:
        """List what was erased of a case."""
        ...

    def hide(self, words: str) -> str:
        """Hash words under the key, so that a tombstone tells nothing to a stranger."""
        ...

    async def hold(self, case_id: CaseId, *, actor: str, now: datetime) -> bool:
        """Keep all of a case until the hold is lifted; False where it is held already."""
        ...

    async def lift(self, case_id: CaseId) -> bool:
        """Lift a hold; False where there is none."""
        ...

    async def is_held(self, case_id: CaseId) -> bool:
        """Tell whether a case is under a legal hold."""
        ...


class ErasureLog(Protocol):
    """What was erased, written down outside the database, where no backup takes it back."""

    async def add(self, erasure: Erasure) -> None:
        """Write it down, before the database commits it."""
        ...

    async def tail(self) -> str:
        """Give what tells the last line from every other."""
        ...

    async def all(self) -> Sequence[Erasure]:
        """List all that was ever erased."""
        ...
