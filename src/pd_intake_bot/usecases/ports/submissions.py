"""Ports of what came in: messages, their bytes, and those put before staff."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.review import NewReview, Review, ReviewId
from pd_intake_bot.domain.submission import Digest, Submission
from pd_intake_bot.usecases.ports.telegram import Place

ToldOf = Callable[[Collection[str]], Awaitable[Collection[str]]]
"""Gives those of some names of files that something tells of."""


class Blobs(Protocol):
    """Contents kept byte for byte and sealed, outside the database."""

    async def put(self, content: bytes) -> Digest:
        """Keep the content durably and name it; the same content twice is kept once."""
        ...

    async def get(self, digest: Digest) -> bytes:
        """Give back the content. Raises `LookupError` when it is not there."""
        ...

    async def size(self, digest: Digest) -> int:
        """Tell how many bytes the content takes as it is kept; none where it is not there."""
        ...

    async def remove(self, digest: Digest, *, before: datetime) -> None:
        """Take the content away, if it is there and was not put again after a moment."""
        ...

    async def sweep(self, told_of: ToldOf, *, before: datetime) -> int:
        """Take away the files from before a moment that nothing tells of; gives how many."""
        ...


class Submissions(Protocol):
    """Messages as they came in."""

    async def add(self, submission: Submission, *, case_id: CaseId | None) -> bool:
        """Keep a submission; False, and nothing is kept, when its identity is known."""
        ...

    async def known(self, identities: Sequence[str]) -> frozenset[str]:
        """Tell which of these identities have been kept before."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Submission]:
        """List the submissions of a case, in the order they came."""
        ...

    async def case_of(self, identity: str) -> CaseId | None:
        """Give the case that a kept submission belongs to; None where it belongs to none."""
        ...

    async def assign(self, identity: str, case_id: CaseId) -> None:
        """Give a kept submission to a case."""
        ...


class Copies(Protocol):
    """Messages that were sent again: under another Message-ID, with the same words."""

    async def case_of(self, submission: Submission, *, within: timedelta) -> CaseId | None:
        """Give the case that has these words of this sender already; None for a first copy.

        The submission must have been kept. Receipts further apart than `within` are no copies.
        """
        ...


class Reviews(Protocol):
    """Messages that wait for an officer's eye."""

    async def add(self, review: NewReview) -> Review:
        """Put a message before staff; its submission must have been kept."""
        ...

    async def get(self, review_id: ReviewId) -> Review:
        """Give an item. Raises `LookupError` when there is none."""
        ...

    async def settle(self, review: Review) -> None:
        """Write an officer's verdict. Raises `AlreadySettled` when there is one."""
        ...

    async def unplaced(self, *, limit: int) -> Sequence[ReviewId]:
        """List what waits for a verdict and has no card yet, oldest first."""
        ...

    async def listed(
        self, place: Place, *, beside: ReviewId | None = None, back: bool = False, limit: int
    ) -> Sequence[ReviewId]:
        """List what shares a place, shows the same, and waits for a verdict, oldest first.

        What follows `beside`, or comes right before it where `back`.
        """
        ...

    async def count_listed(self, place: Place) -> int:
        """Count what shares a place, shows the same, and waits for a verdict."""
        ...
