"""What the sender needs of whoever writes the cards of the staff group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.ports import Store

IN_DIGEST = 10
"""Cases on a page of a digest: each takes a line and a button."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst(Generic[T]):
    """A page of a digest: what it lists, and how much there is on all pages."""

    listed: Sequence[T]
    count: int
    number: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are, this one at least."""
        return max(-(-self.count // IN_DIGEST), self.number)


class StaffCards(Protocol):
    """Writes what stands in the staff group, from the store at the moment of sending."""

    async def speaking(self, store: Store, to: int | None) -> "StaffCards":
        """Give what writes in the language of an officer's private chat, or of the group."""
        ...

    def name_topic(self, case: Case, *, now: datetime, halted: Halted = RUNNING) -> str:
        """Name a case in one line, with the mark of its days left; no personal data."""
        ...

    async def render_card(self, store: Store, case_id: CaseId, *, now: datetime) -> Screen:
        """Write the card of a case."""
        ...

    async def render_moved(self, store: Store, case_id: CaseId) -> Screen:
        """Write what stays where the card of a case stood before it moved into its topic."""
        ...

    async def render_digest(self, store: Store, burst: Burst[CaseId], *, now: datetime) -> Screen:
        """Write a page of the list of many new cases at once."""
        ...

    async def render_review_digest(
        self, store: Store, burst: Burst[ReviewId], *, now: datetime
    ) -> Screen:
        """Write a page of the list of many messages at once that wait for a verdict."""
        ...

    async def render_review(self, store: Store, review_id: ReviewId, *, now: datetime) -> Screen:
        """Write the card of a review or quarantine item."""
        ...

    async def render_notice(
        self, store: Store, payload: Mapping[str, Json], *, now: datetime
    ) -> Screen:
        """Write a line to the staff group."""
        ...
