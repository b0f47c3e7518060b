"""What officers do about a case, as they order it: each brings the person a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.rights import Term
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.errors import IntakeError

ApprovalId = NewType("ApprovalId", int)


class Act(StrEnum):
    """What an officer does about a case."""

    ANSWER = "answer"
    MESSAGE = "message"
    """To write to the person; the case stays as it is."""
    QUESTION = "question"
    """To ask the person for something; the case waits for them."""
    PROOF = "proof"
    """To ask the person to show who they are; the case stays as it is."""
    REFUSE = "refuse"
    CLOSE = "close"
    """To end a case without an answer of its own."""
    REOPEN = "reopen"
    CONFIRM = "confirm"
    """To record the confirmation that starts a clock."""
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"


class ClosedBecause(StrEnum):
    """Why a case ends without an answer of its own."""

    MISTAKE = "mistake"
    """It is no request about personal data."""
    DUPLICATE = "duplicate"
    """The same was asked and answered before."""
    ELSEWHERE = "elsewhere"
    """It was settled in another way, by telephone or in person."""
    SILENT = "silent"
    """The person was asked for what the answer needs, and has not replied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One thing that an officer wants done, with all that it takes.

    `words` are the officer's own, `choice` names a ground or a reason, `day` is that of a
    confirmation, `by` the length of an extension. `files` go along with the letter.
    """

    act: Act
    words: str = ""
    choice: str = ""
    day: date | None = None
    by: Term | None = None
    files: tuple[Attachment, ...] = ()

    def proof(self) -> Mapping[str, str]:
        """Give what proves later which words and files were ordered."""
        said = {"words": digest(self.words.encode())}
        files = {"files": " ".join(one.digest for one in self.files)} if self.files else {}
        return said | files


class Standing(StrEnum):
    """What has become of a request for approval."""

    OPEN = "open"
    GIVEN = "given"
    RETURNED = "returned"
    """Another officer did not agree, or the one who asked took it back."""
    STALE = "stale"
    """The case has changed since: it must be asked for anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApproval:
    """An order that waits for the press of a second officer, as the case then was."""

    case_id: CaseId
    order: Order
    asked_by: str
    asked_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(NewApproval):
    """An order before a second officer, and what became of it."""

    id: ApprovalId
    standing: Standing
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an officer has noted on a case; the person never sees it.

    With a `letter` it is the words of one that no channel carries: the officer hands it over.
    """

    case_id: CaseId
    at: datetime
    actor: str
    words: str
    letter: LetterKind | None = None


class AlreadyDecided(IntakeError):
    """Somebody else has decided on this order."""

    key = "error-already-decided"
