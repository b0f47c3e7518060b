"""The embedded Telegram itself: accounts, chats, files and updates, without any transport."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pd_intake_bot.sandbox.changes import Changes, What
from pd_intake_bot.sandbox.telegram.chats import PRESENT, Chat, ChatMessage, Person, Standing, Topic
from pd_intake_bot.sandbox.telegram.files import Files
from pd_intake_bot.sandbox.telegram.pace import Limits, Pace
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request, forbidden
from pd_intake_bot.sandbox.telegram.updates import Updates

PRESS_LIFE = timedelta(minutes=1)
"""How long a press of a button waits for its answer; the real time is not documented."""

FIRST_PRESS = 4_382_710_000_000_001

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_closed",
        "forum_topic_reopened",
        "forum_topic_created",
    }
)
"""Messages that a bot is told of even where it does not hear what people write."""


@dataclass(slots=True, kw_only=True)
class Pressed:
    """A press of a button, and the bot's answer to it once there is one."""

    id: str
    at: datetime
    answer: Json | None = None


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Where updates are sent to, and how the last try went."""

    url: str
    secret: str = ""
    error: str = ""
    error_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a chat a message goes."""

    topic: int | None = None
    reply_to: int | None = None


class Telegram:
    """Everything that the servers of Telegram would remember about one bot.

    Methods that the bot's calls use raise `Refusal` as the Bot API does.
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        ticks: Callable[[], float],
        limits: Limits,
    ) -> None:
        self.clock = clock
        self.changes = Changes()
        self.updates = Updates(clock, self.changes)
        self.files = Files(clock)
        self.pace = Pace(limits, ticks)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.webhook: Webhook | None = None
        self.presses: dict[str, Pressed] = {}
        self.profile: dict[tuple[str, ...], object] = {}
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "PD Intake",
            "username": "pd_intake_sandbox_bot",
        }

    @property
    def timestamp(self) -> int:
        """This moment as the Bot API writes it."""
        return int(self.clock().timestamp())

    def account(
        self, user_id: int, first_name: str, language_code: str | None = None, phone: str = ""
    ) -> Person:
        """Give a person, known already or new, with an empty chat with the bot."""
        if user_id not in self.people:
            self.people[user_id] = Person(
                user_id=user_id, first_name=first_name, language_code=language_code, phone=phone
            )
            self.chats[user_id] = Chat(id=user_id, title=first_name)
        return self.people[user_id]

    def reach(self, chat_id: int | str) -> Chat:
        """Find a chat that the bot may write to."""
        chat = self.find(chat_id)
        if chat.private:
            self._reach_person(chat)
        elif chat.bot is Standing.KICKED:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        elif chat.bot not in PRESENT:
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def find(self, chat_id: int | str) -> Chat:
        """Find a chat under its present number."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            words = "group chat was upgraded to a supergroup chat"
            raise bad_request(words, migrate_to_chat_id=chat.migrated_to)
        return chat

    def _reach_person(self, chat: Chat) -> None:
        if chat.deserted:
            raise forbidden("user is deactivated")
        if chat.bot is Standing.KICKED:
            raise forbidden("bot was blocked by the user")
        if chat.bot is Standing.MEMBER:
            return
        met = any(chat.id in group.members for group in self.chats.values())
        if met:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def message(self, chat: Chat, message_id: int, words: str) -> ChatMessage:
        """Find a message, or refuse with `words`."""
        if message_id not in chat.messages:
            raise bad_request(words)
        return chat.messages[message_id]

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        place: Place | None = None,
        markup: Json | None = None,
    ) -> ChatMessage:
        """Put a new message into a chat."""
        chat.last_id += 1
        raw: Json = {
            "message_id": chat.last_id,
            "date": self.timestamp,
            "chat": chat.face,
            "from": sender,
            **self._placed(chat, place or Place()),
            **content,
        }
        if markup and "inline_keyboard" in markup:
            raw["reply_markup"] = markup
        revision = self.changes.announce(What.MESSAGE, chat_id=chat.id, item=chat.last_id)
        message = ChatMessage(raw=raw, revision=revision, markup=markup or {})
        chat.messages[message.id] = message
        return message

    def amend(self, chat: Chat, message: ChatMessage, raw: Json) -> ChatMessage:
        """Put `raw` in the place of a message."""
        revision = self.changes.announce(What.EDIT, chat_id=chat.id, item=message.id)
        chat.messages[message.id] = replace(message, raw=raw, revision=revision)
        return chat.messages[message.id]

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        del chat.messages[message_id]
        self.changes.announce(What.DELETION, chat_id=chat.id, item=message_id)

    def remove_topic(self, chat: Chat, topic: Topic) -> None:
        """Take a topic and all that is in it out of a forum."""
        for message in tuple(chat.messages.values()):
            if message.topic == topic.id:
                self.remove(chat, message.id)
        del chat.topics[topic.id]
        self.changes.announce(What.TOPIC, chat_id=chat.id, item=topic.id)

    def say(
        self, chat: Chat, sender: Json, content: Json, *, place: Place | None = None
    ) -> ChatMessage:
        """Put a message of somebody else than the bot into a chat, and tell the bot of it."""
        message = self.post(chat, sender, content, place=place)
        if self._hears(chat, message):
            self.updates.push("message", dict(message.raw))
        return message

    def tell_of_member(
        self, chat: Chat, person: Person, old: Json, new: Json, *, kind: str = "my_chat_member"
    ) -> None:
        """Tell the bot that it, or (`chat_member`) somebody else, became something else."""
        self.changes.announce(What.MEMBER, chat_id=chat.id, item=new["user"]["id"])
        told: Json = {"chat": chat.face, "from": person.face, "date": self.timestamp}
        self.updates.push(kind, {**told, "old_chat_member": old, "new_chat_member": new})

    def press(self, chat: Chat, person: Person, message: ChatMessage, data: str) -> Pressed:
        """Let a person press a button under a message."""
        pressed = Pressed(id=str(FIRST_PRESS + len(self.presses)), at=self.clock())
        self.presses[pressed.id] = pressed
        self.updates.push(
            "callback_query",
            {
                "id": pressed.id,
                "from": person.face,
                "message": dict(message.raw),
                "chat_instance": str(-chat.id * 31),
                "data": data,
            },
        )
        return pressed

    def _placed(self, chat: Chat, place: Place) -> Json:
        fields: Json = {}
        if place.topic is not None:
            fields |= {"message_thread_id": place.topic, "is_topic_message": True}
        # What is written into a topic and replies to nothing else replies to its first message.
        reply_to = place.topic if place.reply_to is None else place.reply_to
        if reply_to in chat.messages:
            replied = dict(chat.messages[reply_to].raw)
            replied.pop("reply_to_message", None)
            fields["reply_to_message"] = replied
        return fields

    def _hears(self, chat: Chat, message: ChatMessage) -> bool:
        if chat.private or chat.bot is Standing.ADMINISTRATOR:
            return True
        if chat.bot not in PRESENT or SERVICE & message.raw.keys():
            return chat.bot in PRESENT
        replied = message.raw.get("reply_to_message", {}).get("from", {})
        commands = [one for one in message.raw.get("entities", ()) if one["type"] == "bot_command"]
        return bool(commands) or replied.get("id") == self.bot["id"]
