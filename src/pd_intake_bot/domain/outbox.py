"""What waits to be sent: parcels, each with a key that lets it leave once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.errors import IntakeError

ParcelId = NewType("ParcelId", int)
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


class Carrier(StrEnum):
    """Who takes a parcel out."""

    MAIL = "mail"
    TELEGRAM = "telegram"


class Kind(StrEnum):
    """What is in a parcel, which tells the carrier how to read its payload."""

    LETTER = "letter"
    """A letter to a person: its words are fixed when it is written."""
    CARD = "card"
    """A case's card in the staff group: written from the case at the moment it leaves."""
    REVIEW = "review"
    """The card of a review or quarantine item."""
    NOTICE = "notice"
    """A line to the staff group."""
    MESSAGE = "message"
    """A message of a conversation, with its buttons."""
    FAREWELL = "farewell"
    """The last words in a group that is not ours, which is then left."""
    REMOVAL = "removal"
    """Messages to be taken out of a chat."""
    REPORT = "report"
    """A picture or a file that is made at the moment it leaves."""


class Standing(StrEnum):
    """Where a parcel stands."""

    PENDING = "pending"
    CLAIMED = "claimed"
    """Some process is about to send it; nothing has left."""
    SENDING = "sending"
    """On its way: found so after a crash, nobody knows whether it arrived."""
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """Sent without an answer as often as is borne; an officer decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParcel:
    """Something to send.

    `key` is unique for ever: a second parcel under the same key is the first one. Parcels of
    one `lane` leave one after the other, in the order they were put in.
    """

    key: str
    carrier: Carrier
    kind: Kind
    lane: str
    payload: Mapping[str, Json]
    case_id: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel(NewParcel):
    """A parcel in the outbox. `attempts` counts tries, `doubts` those without an answer.

    `content` is what left or may have, byte for byte, where the carrier composed it.
    """

    id: ParcelId
    standing: Standing
    due_at: datetime
    attempts: int
    doubts: int
    answer: str | None
    content: bytes | None = field(default=None, repr=False)


class LostClaim(IntakeError):
    """Another process has taken the parcel over, or it has been settled: it must not leave now."""

    key = "error-lost-claim"


FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=15)
DOUBT_RETRY = timedelta(seconds=10)
NEVER_TWICE = frozenset({Kind.LETTER, Kind.FAREWELL})
"""What must not be said twice."""
DOUBTS = 1
"""How many silences of the outside are borne of such before an officer decides."""
DOUBTS_OF_WORDS = 5
"""How many are borne of all else: a question, a card or a reminder that comes twice harms nobody.

A person left without a word gives up, and officers don't miss what they never heard of.
"""
_DOUBLINGS = 10


def after(parcel: Parcel, outcome: Outcome, *, now: datetime, chance: float) -> Parcel:
    """Decide where a parcel stands once it was tried.

    What nobody took is tried again for ever, each time later; what may have left is tried
    once more, and then an officer decides; what harms nobody twice is tried some times more.
    `chance`, from 0 to 1, spreads the tries of many parcels in time.
    """
    left = outcome.content if isinstance(outcome, Sent | Unknown) else None
    tried = replace(parcel, answer=outcome.answer, content=left or parcel.content)
    match outcome:
        case Sent():
            return replace(tried, standing=Standing.SENT)
        case Refused():
            return replace(tried, standing=Standing.REFUSED)
        case Postponed():
            wait = outcome.retry_after or _backoff(parcel.attempts) * (1 + chance) / 2
            return replace(tried, standing=Standing.PENDING, due_at=now + wait)
        case Unknown():
            doubtful = replace(tried, doubts=parcel.doubts + 1)
            if parcel.doubts < _borne(parcel.kind):
                return replace(doubtful, standing=Standing.PENDING, due_at=now + DOUBT_RETRY)
            return replace(doubtful, standing=Standing.UNKNOWN)


def _borne(kind: Kind) -> int:
    return DOUBTS if kind in NEVER_TWICE else DOUBTS_OF_WORDS


def _backoff(attempts: int) -> timedelta:
    doublings = min(max(attempts - 1, 0), _DOUBLINGS)
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)
