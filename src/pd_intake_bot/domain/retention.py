"""What is kept how long: classes of data, their terms, and what remains of what was erased."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pd_intake_bot.domain.case import CaseId


class Class(StrEnum):
    """A class of a case's data; each has its own term, counted from the day it was closed."""

    ATTACHMENTS = "attachments"
    """Files that a person sent, copies of documents among them."""
    SUBMISSION = "submission"
    """Messages as they came in, whole and as read."""
    CASE = "case"
    """Who the person is and what was written to them: fields, letters, what events say."""


class Passing(StrEnum):
    """What serves for a while only and belongs to no case."""

    DRAFTS = "drafts"
    """Conversations that were left."""
    DISMISSED = "dismissed"
    """Messages that staff set aside as no request, from the day they did."""
    LOGS = "logs"
    """Handled updates, buttons and notices to staff."""
    LOOKS = "looks"
    """Who looked at what belongs to no case; looks at a case are in its history."""


_DAYS = {Class.ATTACHMENTS: 180, Class.SUBMISSION: 1095, Class.CASE: 1095}
_PASSING = {Passing.DRAFTS: 7, Passing.DISMISSED: 30, Passing.LOGS: 30, Passing.LOOKS: 1095}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many calendar days each class is kept."""

    days: Mapping[Class, int] = field(default_factory=lambda: dict(_DAYS))
    passing: Mapping[Passing, int] = field(default_factory=lambda: dict(_PASSING))

    def closed_before(self, one: Class, *, now: datetime) -> datetime:
        """Give the moment before which a case must have been closed for its class to go."""
        return now - timedelta(days=self.days[one])

    def passed_before(self, one: Passing, *, now: datetime) -> datetime:
        """Give the moment before which what serves for a while must have been done with."""
        return now - timedelta(days=self.passing[one])


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One class of one case whose time has come."""

    case_id: CaseId
    ref: str
    registered_at: datetime
    one: Class


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A line of the log of erasures: enough to do it again, and nothing about the person.

    The moment of registration tells the case from another that got its number after a backup
    was brought back.
    """

    ref: str
    registered_at: datetime
    one: Class
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What remains of something erased.

    `digest` is keyed: whoever has the content and the key can tell that it was this, and
    nobody can guess the content from it.
    """

    case_id: CaseId
    one: Class
    digest: str
    size: int
    reason: str
    actor: str
    at: datetime
