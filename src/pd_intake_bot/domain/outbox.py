"""What waits to be sent: parcels, each with a key that lets it leave once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.case import CaseId

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
    """Twice sent without an answer; an officer decides."""


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
    """A parcel in the outbox. `attempts` counts tries, `doubts` those without an answer."""

    id: ParcelId
    standing: Standing
    due_at: datetime
    attempts: int
    doubts: int
    answer: str | None
