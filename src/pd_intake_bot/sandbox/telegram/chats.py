"""Chats, messages and members as the embedded Telegram keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pd_intake_bot.sandbox.telegram.refusal import Json

ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""The account that stands for every administrator who remains anonymous."""

FIRST_SUPERGROUP = -1_000_000_000_000
"""Numbers of supergroups begin here and go down; those of ordinary groups lie above."""


class Standing(StrEnum):
    """What somebody is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = (Standing.CREATOR, Standing.ADMINISTRATOR, Standing.MEMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account of a human being."""

    user_id: int
    first_name: str
    language_code: str | None = None
    phone: str = ""

    @property
    def face(self) -> Json:
        """The account as the Bot API's `User`."""
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: its label and what a press sends (nothing on a reply keyboard)."""

    label: str
    data: str = ""
    url: str = ""
    asks_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message as it stands.

    `raw` is the Bot API's own `Message`, `markup` the keyboard it came with, of any kind, and
    `revision` the number of the change that made it what it is.
    """

    raw: Mapping[str, Any]
    revision: int
    markup: Mapping[str, Any] = field(default_factory=dict)
    reactions: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """The text or the caption, without formatting."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def from_bot(self) -> bool:
        """Whether the bot under test wrote it."""
        user = self.raw["from"]
        return bool(user["is_bot"] and user["id"] != ANONYMOUS["id"])

    @property
    def topic(self) -> int | None:
        """The forum topic that it is in."""
        return self.raw.get("message_thread_id")

    @property
    def file_name(self) -> str:
        """The name of the document sent with it, if there is one."""
        return str(self.raw.get("document", {}).get("file_name", ""))

    @property
    def buttons(self) -> Sequence[Sequence[Button]]:
        """The inline keyboard under it, row by row."""
        return _rows(self.raw.get("reply_markup", {}).get("inline_keyboard", ()))

    @property
    def keyboard(self) -> Sequence[Sequence[Button]]:
        """The reply keyboard that came with it, row by row."""
        return _rows(self.markup.get("keyboard", ()))


def _rows(rows: Sequence[Sequence[Json]]) -> Sequence[Sequence[Button]]:
    return tuple(tuple(_button(one) for one in row) for row in rows)


def _button(raw: Json) -> Button:
    return Button(
        label=raw["text"],
        data=raw.get("callback_data", ""),
        url=raw.get("url", ""),
        asks_contact=raw.get("request_contact", False),
    )


@dataclass(slots=True, kw_only=True)
class Topic:
    """A topic of a forum; its number is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat (`id` above zero) or a group, with all that is in it."""

    id: int
    title: str
    forum: bool = False
    bot: Standing = Standing.LEFT
    bot_rights: set[str] = field(default_factory=set)
    members: dict[int, Standing] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    migrated_to: int | None = None
    deserted: bool = False
    muted: bool = False

    @property
    def kind(self) -> str:
        """The Bot API's `type` of the chat."""
        if self.id > 0:
            return "private"
        return "supergroup" if self.id <= FIRST_SUPERGROUP else "group"

    @property
    def private(self) -> bool:
        """Whether it is one person's chat with the bot."""
        return self.id > 0

    @property
    def face(self) -> Json:
        """The chat as the Bot API's `Chat`."""
        face: Json = {"id": self.id, "type": self.kind}
        face["first_name" if self.private else "title"] = self.title
        if self.forum:
            face["is_forum"] = True
        return face

    def allows(self, right: str) -> bool:
        """Whether the bot may do something that only administrators may."""
        return self.bot is Standing.ADMINISTRATOR and right in self.bot_rights
