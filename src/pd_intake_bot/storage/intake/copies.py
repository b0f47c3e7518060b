"""Copies of one message, known by what the sender wrote: as keyed hashes, beside the messages."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.person import folded
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.tables import submissions

_BITS_OF_A_LOCK = 63

_CASE_OF = (
    select(submissions.c.case_id)
    .where(submissions.c.content == bindparam("words"))
    .where(submissions.c.received_at.between(bindparam("since"), bindparam("until")))
    .where(submissions.c.identity != bindparam("which"))
    .where(submissions.c.case_id.is_not(None))
    .order_by(submissions.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Copies:
    """The port `Copies` in a column of the submissions."""

    connection: AsyncConnection
    seal: Seal

    async def case_of(self, submission: Submission, *, within: timedelta) -> CaseId | None:
        """Give the case that has these words of this sender already; None for a first copy."""
        content = hide(self.seal, submission)
        if self.connection.dialect.name == "postgresql":
            # Two processes with a copy each take turns until the first has its case.
            lock = int(content, 16) % (1 << _BITS_OF_A_LOCK)
            await self.connection.execute(select(func.pg_advisory_xact_lock(lock)))
        which = submission.identity
        asked = {
            "words": content,
            "since": submission.received_at - within,
            "until": submission.received_at + within,
            "which": which,
        }
        found = await self.connection.scalar(_CASE_OF, asked)
        return None if found is None else CaseId(found)


def hide(seal: Seal, submission: Submission) -> str:
    """Hash under the key what a sender wrote, as it is kept beside the message."""
    return seal.index("content", _words(submission))


def _words(submission: Submission) -> str:
    """Put together what a sender sends again; programs change spaces, and nothing else."""
    parts = (
        folded(submission.sender_address),
        submission.subject_line,
        submission.text,
        *(attachment.digest for attachment in submission.attachments),
    )
    return "\0".join(" ".join(part.split()) for part in parts)
