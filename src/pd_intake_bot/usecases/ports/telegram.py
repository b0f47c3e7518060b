"""Ports of conversations, cards and buttons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.outbox import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where a person or an officer stands in a conversation; `state` is a name of a screen."""

    state: str | None
    data: Mapping[str, Json]


class Conversations(Protocol):
    """Where each person and officer stands in their conversation with the bot."""

    async def get(self, key: str) -> Conversation:
        """Give the conversation under this key; an empty one where there is none."""
        ...

    async def put(self, key: str, conversation: Conversation, *, now: datetime) -> None:
        """Write where it stands; an empty one is forgotten."""
        ...

    async def left(
        self, states: Collection[str], *, before: datetime, limit: int
    ) -> Sequence[Conversation]:
        """List conversations that have stood in such a state since before a moment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card stands in the staff group.

    `topic` is the forum topic it stands in. `shown` names what it shows, so that the same is not
    sent twice. A `shared` place is a digest's, which lists several cases.
    """

    chat_id: int
    message_id: int
    topic: int | None = None
    shown: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A case that has no card yet, without what is sealed of it."""

    id: CaseId
    state: State
    officer: str | None
    held_because: str | None


class Cards(Protocol):
    """Where each card stands, by a key such as `case:17` or `review:4`."""

    async def place(self, key: str) -> Place | None:
        """Tell where a card stands; None before it was first posted."""
        ...

    async def places(self, keys: Sequence[str]) -> Mapping[str, Place]:
        """Tell where each of many cards stands; those that were never posted are left out."""
        ...

    async def put(self, key: str, place: Place) -> None:
        """Write where it stands; a place that says no more than where changes nothing else."""
        ...

    async def unplaced(self, *, limit: int) -> Sequence[Unplaced]:
        """List the open cases that have no card yet, oldest first."""
        ...

    async def put_listed(self, shown: Mapping[str, str], place: Place) -> None:
        """Let cards, each by its key and what it shows, share a place."""
        ...

    async def move(self, former: Place, place: Place) -> None:
        """Let all that share a place share another."""
        ...

    async def listed(
        self, place: Place, *, beside: CaseId | None = None, back: bool = False, limit: int
    ) -> Sequence[CaseId]:
        """List the cases that share a place, oldest first.

        Those that follow `beside`, or come right before it where `back`.
        """
        ...

    async def count_listed(self, place: Place) -> int:
        """Count the cases that share a place."""
        ...

    async def leave(self, chat_id: int) -> Sequence[str]:
        """Forget what stands in a chat that is out of reach.

        Gives the keys of what somebody still has to do: open cases, and items not decided on.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A case's topic in a forum; `thread` is None while it is being made."""

    chat_id: int
    thread: int | None
    name: str = ""
    closed: bool = False


class Topics(Protocol):
    """The forum topic of each case."""

    async def of_case(self, case_id: CaseId) -> Topic | None:
        """Give the topic of a case; None where none was made, or while one is being made."""
        ...

    async def reserve(
        self, case_id: CaseId, chat_id: int, *, now: datetime, until: datetime
    ) -> bool:
        """Take it upon this process to make the topic; False while another has."""
        ...

    async def put(self, case_id: CaseId, topic: Topic) -> None:
        """Write what the topic is now."""
        ...

    async def forget(self, case_id: CaseId) -> None:
        """Forget a topic that is gone, so that another may be made."""
        ...

    async def in_thread(self, chat_id: int, thread: int) -> CaseId | None:
        """Tell which case a topic belongs to; None where it is not ours."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What a press on a staff button means: the payload that Telegram carries is a mere name."""

    action: str
    args: Mapping[str, Json]


class Buttons(Protocol):
    """What each button of the staff group means, by an opaque name."""

    async def add(self, button: Button, *, now: datetime) -> str:
        """Keep a button and give its name, at most 32 letters."""
        ...

    async def get(self, name: str) -> Button | None:
        """Tell what a name means; None for one that was never given."""
        ...

    async def forget(self, *, before: datetime) -> int:
        """Forget buttons made before a moment, save those of open cases; tells how many."""
        ...
