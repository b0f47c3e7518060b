"""Messages that wait for an officer's eye."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.review import (
    AlreadySettled,
    NewReview,
    Review,
    ReviewId,
    Verdict,
)
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.storage import reply_to
from pd_intake_bot.storage.columns import SealedRow
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.storage.submissions import Submissions
from pd_intake_bot.storage.tables import reviews, submissions


@dataclass(frozen=True, slots=True)
class Reviews:
    """The port `Reviews` in a table, beside the submissions it points to."""

    connection: AsyncConnection
    seal: Seal
    submissions: Submissions

    async def add(self, review: NewReview) -> Review:
        """Put a message before staff. Raises `LookupError` when it has not been kept."""
        identity = review.submission.identity
        submission_id = await self.connection.scalar(
            select(submissions.c.id).where(submissions.c.identity == identity)
        )
        if submission_id is None:
            raise LookupError(f"no submission {identity}")
        added = await self.connection.execute(
            insert(reviews)
            .values(
                submission_id=submission_id,
                kind=review.kind,
                reply_to=reply_to.close(self._sealed(identity), review.reply_to),
                request=review.request,
                reason=review.reason,
                verdict=Verdict.OPEN,
            )
            .returning(reviews)
        )
        return self._read(added.one(), review.submission)

    async def get(self, review_id: ReviewId) -> Review:
        """Give an item. Raises `LookupError` when there is none."""
        found = await self.connection.execute(select(reviews).where(reviews.c.id == review_id))
        row = found.one_or_none()
        if row is None:
            raise LookupError(f"no review with id {review_id}")
        [submission] = await self.submissions.listed(
            select(submissions).where(submissions.c.id == row.submission_id)
        )
        return self._read(row, submission)

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

    def _read(self, row: Row[Any], submission: Submission) -> Review:
        sealed = self._sealed(submission.identity)
        return Review(
            id=ReviewId(row.id),
            kind=row.kind,
            submission=submission,
            reply_to=reply_to.read(sealed, row.reply_to),
            request=row.request,
            reason=row.reason,
            verdict=row.verdict,
            settled_by=row.settled_by,
            settled_at=row.settled_at,
        )

    def _sealed(self, identity: str) -> SealedRow:
        return SealedRow(self.seal, "reviews", identity)
