"""Ports of conversations, cards and buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card stands in the staff group."""

    chat_id: int
    message_id: int


class Cards(Protocol):
    """Where each card stands, by a key such as `case:17` or `review:4`."""

    async def place(self, key: str) -> Place | None:
        """Tell where a card stands; None before it was first posted."""
        ...

    async def put(self, key: str, place: Place) -> None:
        """Write where it stands."""
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
