"""One call of the Bot API on its way to a method."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from pd_intake_bot.sandbox.telegram import entities, keyboards
from pd_intake_bot.sandbox.telegram.chats import Chat, Standing
from pd_intake_bot.sandbox.telegram.files import UPLOAD_LIMIT, StoredFile, Upload
from pd_intake_bot.sandbox.telegram.refusal import Json, Refusal, bad_request
from pd_intake_bot.sandbox.telegram.telegram import Place, Telegram

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Checked parameters, the files that came along, and the Telegram they are meant for."""

    telegram: Telegram
    args: Json
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def chat(self) -> Chat:
        """The chat that the bot writes to."""
        return self.telegram.reach(self.args["chat_id"])

    def markup(self, chat: Chat) -> Json | None:
        """The keyboard given, found to be one that Telegram accepts."""
        markup: Json | None = self.args.get("reply_markup")
        keyboards.check(markup, private=chat.private)
        return markup

    def place(self, chat: Chat) -> Place:
        """The topic and the message replied to, both found to be there, and leave to write."""
        if chat.muted and chat.bot is not Standing.ADMINISTRATOR:
            raise bad_request("not enough rights to send text messages to the chat")
        reply: Json = self.args.get("reply_parameters", {})
        reply_to = reply.get("message_id")
        if reply_to is not None and reply_to not in chat.messages:
            if not reply.get("allow_sending_without_reply"):
                raise bad_request("message to be replied not found")
            reply_to = None
        return Place(topic=self._topic(chat, reply_to), reply_to=reply_to)

    def _topic(self, chat: Chat, reply_to: int | None) -> int | None:
        number: int | None = self.args.get("message_thread_id")
        if number is None:
            return chat.messages[reply_to].topic if reply_to is not None else None
        if number not in chat.topics or not chat.forum:
            raise bad_request("message thread not found")
        if chat.topics[number].closed and not chat.allows("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        return number

    def text(self) -> Json:
        """The text with its entities, as fields of a message."""
        return formatted(self.args, "text", "entities", TEXT_LIMIT)

    def caption(self) -> Json:
        """The caption with its entities, as fields of a message; empty without one."""
        return formatted(self.args, "caption", "caption_entities", CAPTION_LIMIT)

    def file(self, value: str) -> StoredFile:
        """Find the file that a parameter names: one that came along, or one known by its id."""
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if not value.startswith("attach://"):
            return self.telegram.files.get(value)
        upload = self.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > UPLOAD_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        return self.telegram.files.add(upload)


Method = Callable[[Call], object | Awaitable[object]]
"""What answers a call: it gives the result, or raises `Refusal`."""


def formatted(args: Json, name: str, entities_name: str, limit: int) -> Json:
    """Read a text with its formatting, and refuse one that is too long."""
    written = args.get(name) or ""
    if entities_name in args:
        text, found = written, args[entities_name]
    else:
        text, found = entities.parse(written, args.get("parse_mode"))
    if entities.length(text) > limit:
        raise bad_request(f"message {'caption ' if name == 'caption' else ''}is too long")
    if not text:
        return {}
    return {name: text, entities_name: found} if found else {name: text}
