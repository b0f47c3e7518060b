"""A registered request: one person, one right, one number, its state and dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import Field, Language, Request, Requirement, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.domain.understood import Understood
from pd_intake_bot.errors import IntakeError

CaseId = NewType("CaseId", int)


class State(StrEnum):
    """Where a case stands."""

    REGISTERED = "registered"
    """It is the officers' turn."""
    WAITING = "waiting"
    """The person was asked for something; the clocks run on unless they are paused."""
    ANSWERED = "answered"
    REFUSED = "refused"
    """Answered with a reasoned refusal (Law 94-V, Art. 8(7))."""
    WITHDRAWN = "withdrawn"
    """The person no longer asks."""
    CLOSED = "closed"
    """Ended without an answer of its own: merged into another case, or settled elsewhere."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in OPEN


OPEN = frozenset({State.REGISTERED, State.WAITING})
"""The states in which a case's clocks run and staff are reminded."""


class StaleCase(IntakeError):
    """Somebody else changed the case since it was looked at."""

    key = "error-stale-case"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A request that has passed every decision and waits for its number.

    `received_at` is the moment of receipt (INTERNALDATE or Telegram's date), in UTC.
    `promised` is the date the person is told, `target` the one that staff work to; both are
    None while the clock waits for a confirmation. `language` is None where it is not known.
    `held_because` names the reason for which the automatic letter waits for an officer.
    `understood` is what was read in the person's words, beside the fields that it filled.
    """

    channel: Channel
    request: Request
    right: RightKey
    language: Language | None
    received_at: datetime
    promised: date | None
    target: date | None
    proof: Proof
    reply_to: ReplyTo | None
    fields: Mapping[Field, str]
    missing: tuple[Requirement, ...]
    held_because: str | None
    understood: Understood = field(default_factory=Understood)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(NewCase):
    """A case in the queue. `version` counts its changes, so that a stale button is noticed.

    `officer` is the actor who has taken it on at `taken_at`, None while nobody has.
    `closed_at` is when it last left the open states, None while it is open.
    """

    id: CaseId
    ref: Reference
    state: State
    confirmed_on: date | None
    acknowledged_at: datetime | None
    officer: str | None
    taken_at: datetime | None
    closed_at: datetime | None
    version: int
