"""Messages that wait for an officer's eye."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    String,
    cast,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import (
    AlreadySettled,
    NewReview,
    Review,
    ReviewId,
    Verdict,
)
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.storage.intake.submissions import Submissions
from pd_intake_bot.storage.sealing import reply_to
from pd_intake_bot.storage.sealing.data_keys import Ring, sealed_in
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql.columns import SealedRow, one_of
from pd_intake_bot.storage.tables import cards, reviews, submissions
from pd_intake_bot.usecases.ports import Place

_OF_REVIEW = "review:"
_LISTED = cast(func.substr(cards.c.key, len(_OF_REVIEW) + 1), BigInteger)
"""The item that a card of the table is about."""
_WAITS = one_of(reviews.c.verdict, Verdict.OPEN)


@dataclass(frozen=True, slots=True)
class Reviews:
    """The port `Reviews` in a table, beside the submissions it points to."""

    connection: AsyncConnection
    submissions: Submissions

    async def add(self, review: NewReview) -> Review:
        """Put a message before staff. Raises `LookupError` when it has not been kept."""
        identity = review.submission.identity
        found = await self.connection.execute(
            select(submissions.c.id, submissions.c.text).where(submissions.c.identity == identity)
        )
        row = found.one_or_none()
        if row is None:
            raise LookupError(f"no submission {identity}")
        ring = await self.submissions.keys.like(row.text)
        added = await self.connection.execute(
            insert(reviews)
            .values(
                submission_id=row.id,
                kind=review.kind,
                reply_to=reply_to.close(_sealed(ring, identity), review.reply_to),
                request=review.request,
                reason=review.reason,
                about=review.about,
                proof=review.proof,
                verdict=Verdict.OPEN,
            )
            .returning(reviews)
        )
        return _read(added.one(), review.submission, ring)

    async def get(self, review_id: ReviewId) -> Review:
        """Give an item. Raises `LookupError` when there is none."""
        found = await self.connection.execute(select(reviews).where(reviews.c.id == review_id))
        row = found.one_or_none()
        if row is None:
            raise LookupError(f"no review with id {review_id}")
        [submission] = await self.submissions.listed(
            select(submissions).where(submissions.c.id == row.submission_id)
        )
        return _read(row, submission, await self.submissions.keys.ring(sealed_in([row])))

    async def settle(self, review: Review) -> None:
        """Write an officer's verdict. Raises `AlreadySettled` when there is one."""
        settled = await self.connection.execute(
            update(reviews)
            .where(reviews.c.id == review.id, reviews.c.verdict == Verdict.OPEN)
            .values(verdict=review.verdict)
            .values(settled_by=review.settled_by, settled_at=review.settled_at)
        )
        if not settled.rowcount:
            raise AlreadySettled(f"review {review.id} has been decided on")

    async def unplaced(self, *, limit: int) -> Sequence[ReviewId]:
        """List what waits for a verdict and has no card yet, oldest first."""
        key = literal(_OF_REVIEW) + cast(reviews.c.id, String)
        found = await self.connection.scalars(
            select(reviews.c.id)
            .where(_WAITS, ~exists().where(cards.c.key == key))
            .order_by(reviews.c.id)
            .limit(limit)
        )
        return [ReviewId(number) for number in found]

    async def listed(
        self, place: Place, *, beside: ReviewId | None = None, back: bool = False, limit: int
    ) -> Sequence[ReviewId]:
        """List what shares a place and waits; what stands beside one, in its order."""
        statement = select(reviews.c.id).where(*_shared(place))
        if beside is not None:
            past = reviews.c.id < beside if back else reviews.c.id > beside
            statement = statement.where(past)
        ordered = statement.order_by(reviews.c.id.desc() if back else reviews.c.id).limit(limit)
        found = [ReviewId(number) for number in await self.connection.scalars(ordered)]
        return found[::-1] if back else found

    async def count_listed(self, place: Place) -> int:
        """Count what shares a place and waits."""
        count = await self.connection.scalar(
            select(func.count()).select_from(reviews, cards).where(*_shared(place))
        )
        return int(count or 0)


def _shared(place: Place) -> tuple[ColumnElement[bool], ...]:
    here = (cards.c.chat_id == place.chat_id, cards.c.message_id == place.message_id)
    listed = (cards.c.key.startswith(_OF_REVIEW), cards.c.shown == place.shown)
    # Asked for as it is: only so SQLite sees that the partial index fits.
    return (literal_column("cards.shared"), *here, *listed, reviews.c.id == _LISTED, _WAITS)


def _read(row: Row[Any], submission: Submission, ring: Ring) -> Review:
    sealed = _sealed(ring, submission.identity)
    return Review(
        id=ReviewId(row.id),
        kind=row.kind,
        submission=submission,
        reply_to=reply_to.read(sealed, row.reply_to),
        request=row.request,
        reason=row.reason,
        about=None if row.about is None else CaseId(row.about),
        proof=row.proof or Proof.CHANNEL,
        verdict=row.verdict,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def _sealed(sealer: Sealer, identity: str) -> SealedRow:
    return SealedRow(sealer, "reviews", identity)
