"""Ports of the queue and its history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import Case, CaseId, NewCase
from pd_intake_bot.domain.events import Event
from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import RightKey


class Cases(Protocol):
    """The queue."""

    async def add(self, case: NewCase, *, prefix: str, year: int, now: datetime) -> Case:
        """Register a case under the next number of its year."""
        ...

    async def get(self, case_id: CaseId) -> Case:
        """Give a case. Raises `LookupError` when there is none."""
        ...

    async def by_ref(self, ref: Reference) -> Case | None:
        """Find a case by its number."""
        ...

    async def change(self, case: Case) -> Case:
        """Write the case and count its version up.

        Raises `StaleCase` when it is no longer at the version that was read.
        """
        ...

    async def all(self) -> Sequence[Case]:
        """List every case, oldest first."""
        ...

    async def open(self) -> Sequence[Case]:
        """List the cases in which something is still to be done, the most urgent first.

        Those without a target date, which wait for a confirmation, come last.
        """
        ...

    async def acknowledge(self, case_id: CaseId, *, at: datetime) -> int:
        """Write when its acknowledgement left; gives the version that the case has then.

        Raises `LookupError` when there is no such case.
        """
        ...

    async def earliest_open(
        self, reply_to: ReplyTo, right: RightKey, *, beside: CaseId
    ) -> Case | None:
        """Give the first received of the open cases, beside one, where a person asks for this."""
        ...

    async def of_person(self, reply_to: ReplyTo) -> Sequence[Case]:
        """List the cases whose person is reached there, newest first."""
        ...


class Events(Protocol):
    """The history of every case; events are only ever added."""

    async def add(self, case_id: CaseId, event: Event) -> None:
        """Add an event."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Event]:
        """List the events of a case, in the order they happened."""
        ...
