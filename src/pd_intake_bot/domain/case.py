"""A registered request: one person, one right, one number, its state and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import Field, Language, Request, Requirement, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.errors import IntakeError

CaseId = NewType("CaseId", int)


class State(StrEnum):
    """Where a case stands."""

    REGISTERED = "registered"
    ANSWERED = "answered"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(NewCase):
    """A case in the queue. `version` counts its changes, so that a stale button is noticed."""

    id: CaseId
    ref: Reference
    state: State
    confirmed_on: date | None
    acknowledged_at: datetime | None
    version: int
