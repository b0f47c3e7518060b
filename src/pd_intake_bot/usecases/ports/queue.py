"""Ports of seeing the queue: lists, the register, who looked, and what is to be taken away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.domain.queue import Edge, Entry, Listed, Look, Shown, Wanted, WhichLooks
from pd_intake_bot.domain.review import ReviewId


class Queue(Protocol):
    """The queue page by page: what comes before a page costs nothing, however long it is."""

    async def page(
        self, wanted: Wanted, *, beside: Edge | None, back: bool, limit: int
    ) -> Sequence[Listed]:
        """List open cases, the most urgent first, those without a date last.

        They are those that follow `beside`, or come right before it where `back`.
        """
        ...

    async def count(self, wanted: Wanted, *, up_to: int) -> int:
        """Count open cases, and no further than up to a number."""
        ...

    async def undecided(self, *, after: ReviewId, limit: int) -> Sequence[ReviewId]:
        """List messages that wait for a verdict on from one, the oldest first."""
        ...

    async def count_undecided(self, *, up_to: int) -> int:
        """Count messages that wait for a verdict, and no further than up to a number."""
        ...

    async def numbered(self, prefix: str, number: int, *, year: int | None) -> Sequence[Listed]:
        """Find the cases of a number, of one year or of all, the newest first."""
        ...

    async def of_contact(
        self, contact: str, *, before: CaseId | None, limit: int
    ) -> Sequence[Listed]:
        """List the cases that hold a contact, given as its hash, the newest first."""
        ...

    async def count_of_contact(self, contact: str, *, up_to: int) -> int:
        """Count the cases that hold a contact, and no further than up to a number."""
        ...

    def hide(self, contact: Contact) -> str:
        """Hash a contact under the key, as it is kept."""
        ...

    async def register(self, *, after: CaseId, limit: int) -> Sequence[Entry]:
        """List the register on from a case, oldest first; nothing sealed is opened."""
        ...

    async def index(self, *, after: CaseId, limit: int) -> CaseId | None:
        """Write down the contacts of cases on from one; gives the last, None past the end."""
        ...


class Looks(Protocol):
    """Who looked at what. Looks at cases are in their histories, all others are added here."""

    async def add(self, look: Look) -> None:
        """Write a look down."""
        ...

    async def all(self) -> Sequence[Look]:
        """List every look that was added here, in the order they were taken."""
        ...

    async def last(self, wished: WhichLooks, *, limit: int) -> Sequence[Look]:
        """List the last looks of those wished for, in the order they were taken.

        Those at a case are also those at review items that became part of it.
        """
        ...

    async def of_review(self, review: int) -> Sequence[Look]:
        """List who looked at a review item, in the order they did."""
        ...


class Showing(Protocol):
    """Messages with personal data that stand in officers' private chats."""

    async def add(self, shown: Shown) -> None:
        """Write down that a message stands there; one that was changed counts anew."""
        ...

    async def take(self, *, before: datetime, limit: int) -> Sequence[Shown]:
        """Take those that have stood since before then; what the outbox holds of them goes."""
        ...
