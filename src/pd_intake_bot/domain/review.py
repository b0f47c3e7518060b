"""Messages that a person must look at before they are a request, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.errors import IntakeError

ReviewId = NewType("ReviewId", int)

LONGEST_REASON = 255
"""Letters of a reason; a fault may have more to say than a card has room for."""


class ReviewKind(StrEnum):
    """Why a message is put before staff."""

    REVIEW = "review"
    """It may be a request: its subject line is near a prescribed one."""
    QUARANTINE = "quarantine"
    """It could not be read, and is kept whole."""
    POSSIBLE_MATCH = "possible_match"
    """It names the number of a case, and nothing proves that it is the same person's."""
    CLOSED = "closed"
    """It answers a letter about a case that has ended."""


class Verdict(StrEnum):
    """What an officer made of it."""

    OPEN = "open"
    REGISTERED = "registered"
    DISMISSED = "dismissed"
    ATTACHED = "attached"
    """It joined the case that it is about, which stays as it was."""
    REOPENED = "reopened"
    """It joined the case that it is about, which is open again."""


class AlreadySettled(IntakeError):
    """Another officer has decided on this message."""

    key = "error-already-settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReview:
    """A message to put before staff, with the reason and the request it seems to be.

    `about` is the case that it may belong to, where it may belong to one. `proof` is how well
    its sender is known.
    """

    kind: ReviewKind
    submission: Submission
    reply_to: ReplyTo | None
    request: Request | None
    reason: str
    about: CaseId | None = None
    proof: Proof = Proof.CHANNEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(NewReview):
    """A message put before staff, and what became of it."""

    id: ReviewId
    verdict: Verdict
    settled_by: str | None
    settled_at: datetime | None
