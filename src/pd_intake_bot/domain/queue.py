"""The queue as lists show it: as much of a case as stands in a line, and nothing personal."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.submission import Channel


class View(StrEnum):
    """Which open cases a list has."""

    QUEUE = "queue"
    """All of them."""
    MINE = "mine"
    """Those that one officer holds."""
    OVERDUE = "overdue"
    """Those whose target date has passed."""
    HELD = "held"
    """Those whose acknowledgement waits for an officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Open cases of one officer, or due before a day, or with their letter `held`, or all."""

    officer: str | None = None
    due_before: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Where a page ends: the case that the next one goes on from."""

    target: date | None
    id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case as a line of a list."""

    id: CaseId
    ref: Reference
    right: RightKey
    state: State
    target: date | None
    officer: str | None
    version: int
    halted: Halted = RUNNING

    @property
    def edge(self) -> Edge:
        """Where it stands among the others."""
        return Edge(target=self.target, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the register: what was asked and what became of it, and not by whom."""

    id: CaseId
    ref: Reference
    channel: Channel
    right: RightKey
    state: State
    language: Language | None
    received_at: datetime
    acknowledged_at: datetime | None
    promised: date | None
    target: date | None
    closed_at: datetime | None
    proof: Proof
    officer: str | None
    halted: Halted = RUNNING


class Looked(StrEnum):
    """What somebody looked at, or took away as a file."""

    CASE = "case"
    """A case as a whole; its history tells of that, and of this:"""
    EVIDENCE = "evidence"
    """The archive about a case."""
    REVIEW = "review"
    """A message that is not, or not yet, part of a case."""
    SEARCH = "search"
    """Cases by a person's address or number."""
    REGISTER = "register"
    """The register as a file."""
    UPDATE = "update"
    """What somebody wrote in Telegram and the program failed at, by the operator's command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Who looked at what, and when; `found` counts the cases that it brought."""

    what: Looked
    actor: str
    at: datetime
    review: int | None = None
    found: int | None = None
    case: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichLooks:
    """Which looks are asked for: those at one case, of one actor, since a moment, or all."""

    case: CaseId | None = None
    actor: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message with personal data in an officer's private chat.

    Those of one `batch` came together. A text of ours is `changeable`; a file, and what the
    officer wrote, can only be taken away. It is about a case, a review item, or neither.
    `parcel` is the key of what brought it, nothing where the officer wrote it.
    """

    chat_id: int
    message_id: int
    batch: int
    at: datetime
    changeable: bool
    parcel: str
    case: int | None = None
    review: int | None = None
