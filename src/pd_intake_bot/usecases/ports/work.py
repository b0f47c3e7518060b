"""Ports of officers' work: notes on cases, and orders that wait for a second officer."""

from collections.abc import Sequence
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.domain.work import Approval, ApprovalId, NewApproval, Note


class Notes(Protocol):
    """What officers note on cases."""

    async def add(self, note: Note) -> None:
        """Keep a note."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Note]:
        """List the notes on a case, the oldest first."""
        ...


class Approvals(Protocol):
    """Orders that wait for a second officer, or have."""

    async def add(self, approval: NewApproval) -> Approval:
        """Keep an order until a second officer decides."""
        ...

    async def get(self, approval_id: ApprovalId) -> Approval:
        """Give one. Raises `LookupError` when there is none."""
        ...

    async def open_of(self, case_id: CaseId) -> Approval | None:
        """Give the one that waits on a case; there is at most one."""
        ...

    async def last_of(self, case_id: CaseId) -> Approval | None:
        """Give the one that was asked for last, whatever has become of it."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Approval]:
        """List all that were asked for on a case, the oldest first."""
        ...

    async def overtaken(self) -> Sequence[ApprovalId]:
        """List those that wait on a case that has changed since they were asked for."""
        ...

    async def follow(self, case_id: CaseId, *, to: int) -> None:
        """Let an order that waits stand by the version that its case has come to.

        For a change that nobody decides by; one that was overtaken before stays so.
        """
        ...

    async def settle(self, approval: Approval) -> None:
        """Write what became of it. Raises `AlreadyDecided` when it is open no more."""
        ...


class LetterFiles(Protocol):
    """Which kept files go with the letters of a case: they stay as long as the case does."""

    async def keep(self, case_id: CaseId, files: Sequence[Attachment]) -> None:
        """Keep files with a case; the same one twice is kept once."""
        ...
