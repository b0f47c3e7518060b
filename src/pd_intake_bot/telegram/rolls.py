"""What a digest lists: cases that are new, or messages that wait for a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.review import Review, ReviewId, Verdict
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff_cards import IN_DIGEST, Burst, StaffCards
from pd_intake_bot.usecases.ports import Place, Store, Unplaced

AT_ONCE = 1000
"""The most that is taken into a digest at once."""

UNDECIDED = f"digest|{Verdict.OPEN}"
"""What a listed message shows until somebody asks for its card, or decides on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Something that has no card yet, by its number, and what it shows where it is listed."""

    id: int
    shown: str


class Roll(Protocol):
    """What may be listed in a digest, in the order it came."""

    @property
    def name(self) -> str:
        """What the keys of its cards begin with."""
        ...

    @property
    def mark(self) -> str:
        """The mark of its newest digest."""
        ...

    async def newcomers(self, store: Store) -> Sequence[Newcomer]:
        """List what has no card yet."""
        ...

    async def render(
        self,
        store: Store,
        cards: StaffCards,
        place: Place | None,
        found: Sequence[Newcomer],
        now: datetime,
    ) -> Screen:
        """Write the first page of what a place lists, where there is one, and what is found."""
        ...


class Cases:
    """Cases that are new."""

    name = "case"
    mark = "staff_digest"

    async def newcomers(self, store: Store) -> Sequence[Newcomer]:
        """List open cases without a card."""
        found = await store.cards.unplaced(limit=AT_ONCE)
        return [Newcomer(id=one.id, shown=gist(one)) for one in found]

    async def render(
        self,
        store: Store,
        cards: StaffCards,
        place: Place | None,
        found: Sequence[Newcomer],
        now: datetime,
    ) -> Screen:
        """Write the first page."""
        listed, count = await _first(store.cards, place, found)
        burst = Burst(listed=[CaseId(one) for one in listed], count=count)
        return await cards.render_digest(store, burst, now=now)


class Reviews:
    """Messages that wait for a verdict."""

    name = "review"
    mark = "staff_review_digest"

    async def newcomers(self, store: Store) -> Sequence[Newcomer]:
        """List what waits and has no card."""
        found = await store.reviews.unplaced(limit=AT_ONCE)
        return [Newcomer(id=one, shown=UNDECIDED) for one in found]

    async def render(
        self,
        store: Store,
        cards: StaffCards,
        place: Place | None,
        found: Sequence[Newcomer],
        now: datetime,
    ) -> Screen:
        """Write the first page."""
        listed, count = await _first(store.reviews, place, found)
        burst = Burst(listed=[ReviewId(one) for one in listed], count=count)
        return await cards.render_review_digest(store, burst, now=now)


CASES: Roll = Cases()
REVIEWS: Roll = Reviews()


class _Listed(Protocol):
    """Where it is kept what each digest lists."""

    async def listed(self, place: Place, /, *, limit: int) -> Sequence[int]: ...

    async def count_listed(self, place: Place, /) -> int: ...


async def _first(
    kept: _Listed, place: Place | None, found: Sequence[Newcomer]
) -> tuple[Sequence[int], int]:
    """Give the first page of what a place lists and what is found, and how many these are."""
    listed = await kept.listed(place, limit=IN_DIGEST) if place else ()
    count = await kept.count_listed(place) if place else 0
    return [*listed, *(one.id for one in found)][:IN_DIGEST], count + len(found)


def gist(case: Case | Unplaced) -> str:
    """Name what a case listed in a digest must change in to get a card of its own."""
    return f"digest|{case.state}|{case.officer or ''}|{case.held_because or ''}"


def gist_of_review(review: Review) -> str:
    """Name what a listed message must change in to get a card of its own."""
    return f"digest|{review.verdict}"
