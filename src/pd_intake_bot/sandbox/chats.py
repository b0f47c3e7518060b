"""Chats, messages and members as the embedded Telegram keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""An object of the Bot API as it travels: its shape is the schema's business, not Python's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button with its label and what a press sends (empty on a reply keyboard)."""

    label: str
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message as it stands: `raw` is the Bot API's own form, `revision` its last change."""

    raw: Mapping[str, Any]
    revision: int
