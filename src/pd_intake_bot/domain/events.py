"""What happened to a case, in the order it happened; events are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SYSTEM = "system"
"""The actor of what the service does by itself."""


class EventKind(StrEnum):
    """What happened."""

    REGISTERED = "registered"
    HELD = "held"
    RELEASED = "released"
    FOLLOWED_UP = "followed_up"
    COMPLETED = "completed"
    """What a person wrote later was read into the case; `fields` names what it filled."""
    RIGHT_CHANGED = "right_changed"
    """An officer has said which right it is."""
    LETTER_SENT = "letter_sent"
    LETTER_REFUSED = "letter_refused"
    LETTER_UNSURE = "letter_unsure"
    LETTER_REDIRECTED = "letter_redirected"
    """An officer has sent it by another channel, since it came to nothing."""
    LOOKED_AT = "looked_at"
    ANSWERED = "answered"
    ASKED = "asked"
    """The person was asked for something; the case waits for them from then on."""
    REMINDED = "reminded"
    """The person, who was asked for something, was reminded of it."""
    TAKEN = "taken"
    """An officer has taken the case on."""
    HANDED_OVER = "handed_over"
    LET_GO = "let_go"
    """Whoever held the case does so no more, and nobody else does."""
    DATES_CHANGED = "dates_changed"
    CONFIRMED = "confirmed"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    LETTER_BOUNCED = "letter_bounced"
    LETTER_DELAYED = "letter_delayed"
    LETTER_DELIVERED = "letter_delivered"
    MACHINE_REPLIED = "machine_replied"
    RESENT = "resent"
    LINKED = "linked"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    """The person asks no longer."""
    PROOF_ASKED = "proof_asked"
    """The person was told that they must show who they are, and how."""
    PROVEN = "proven"
    """The person is known better than before; `proof` says how."""
    CHAT_LOST = "chat_lost"
    """Nothing can be written into the person's chat: blocked, deleted, or never begun."""
    CHAT_FOUND = "chat_found"
    WRITTEN = "written"
    """An officer has written to the person."""
    REPLIED = "replied"
    """The person, who was asked for something, has written: it is the officers' turn."""
    REFUSED = "refused"
    CLOSED = "closed"
    MERGED = "merged"
    """The case goes on in another one, or another goes on in it."""
    SPLIT = "split"
    """Another right was taken out of the case, as a case of its own."""
    ENTERED = "entered"
    """An officer has entered by hand what came by post, in person or by telephone."""
    NOTED = "noted"
    """An officer has noted something that the person never sees."""
    APPROVAL_ASKED = "approval_asked"
    """What an officer wants done waits for a second one."""
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    ERASED = "erased"
    """A class of the case's data had its time; a tombstone says what it was."""
    HOLD_SET = "hold_set"
    """A legal hold keeps all of the case until it is lifted."""
    HOLD_LIFTED = "hold_lifted"
    EVIDENCE_TAKEN = "evidence_taken"
    """Everything about the case was written to a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a case's history.

    `actor` is `SYSTEM`, `person` or an officer's Telegram id. `data` holds what the kind
    needs and never personal data: digests, dates, keys, what the outside answered.
    """

    kind: EventKind
    at: datetime
    actor: str
    data: Mapping[str, str | int | None]
