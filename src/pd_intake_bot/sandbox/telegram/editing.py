"""Methods of the Bot API that change or remove what is in a chat, and answer presses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram.call import Call, Method
from pd_intake_bot.sandbox.telegram.chats import Chat, ChatMessage
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request
from pd_intake_bot.sandbox.telegram.telegram import PRESS_LIFE

DELETE_LIFE = timedelta(hours=48)
"""How long a message can be deleted by a bot."""

ANSWER_LIMIT = 200
"""The longest answer to a press, in letters."""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(call: Call) -> Json:
    """Change the text of an own message; a keyboard not given again goes."""
    chat, message = _editable(call)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    text = call.text()
    if not text:
        raise bad_request("message text is empty")
    return _amend(call, chat, message, {"text": "", **text})


def edit_message_caption(call: Call) -> Json:
    """Change the caption of an own file or picture."""
    chat, message = _editable(call)
    if "text" in message.raw:
        raise bad_request("there is no caption in the message to edit")
    return _amend(call, chat, message, call.caption())


def edit_message_reply_markup(call: Call) -> Json:
    """Change the keyboard under an own message, or take it away."""
    chat, message = _editable(call)
    kept = {key: message.raw[key] for key in CONTENT if key in message.raw}
    return _amend(call, chat, message, kept)


def delete_message(call: Call) -> bool:
    """Remove a message."""
    chat = call.chat
    _delete(call, chat, call.args["message_id"])
    return True


def delete_messages(call: Call) -> bool:
    """Remove up to a hundred messages; those not found are passed over."""
    chat = call.chat
    for message_id in call.args["message_ids"]:
        if message_id in chat.messages:
            _delete(call, chat, message_id)
    return True


def answer_callback_query(call: Call) -> bool:
    """End the waiting of who pressed a button, with a text or without."""
    pressed = call.telegram.presses.get(call.args["callback_query_id"])
    if pressed is None or pressed.answer or pressed.at + PRESS_LIFE < call.telegram.clock():
        raise bad_request(TOO_OLD)
    text = call.args.get("text", "")
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    alert, url = call.args.get("show_alert", False), call.args.get("url", "")
    pressed.answer = {"text": text, "show_alert": alert, "url": url}
    call.telegram.changes.announce(What.CALLBACK, item=pressed.id)
    return True


def set_message_reaction(call: Call) -> bool:
    """Put a reaction on a message, or take it away."""
    chat = call.chat
    message = call.telegram.message(chat, call.args["message_id"], "message to react not found")
    given = tuple(one.get("emoji", "") for one in call.args.get("reaction", ()))
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    revision = call.telegram.changes.announce(What.REACTION, chat_id=chat.id, item=message.id)
    chat.messages[message.id] = replace(message, reactions=given, revision=revision)
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message to the top of a chat."""
    chat = call.chat
    message = call.telegram.message(chat, call.args["message_id"], "message to pin not found")
    _check_pin(chat)
    chat.pinned.append(message.id)
    call.telegram.changes.announce(What.EDIT, chat_id=chat.id, item=message.id)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Take a message, or the newest pinned one, off the top of a chat."""
    chat = call.chat
    _check_pin(chat)
    number = call.args.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.telegram.changes.announce(What.EDIT, chat_id=chat.id, item=number)
    return True


CONTENT = ("text", "entities", "caption", "caption_entities")
"""The fields of a message that an edit gives anew."""


def _editable(call: Call) -> tuple[Chat, ChatMessage]:
    if "chat_id" not in call.args:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.args:
        raise bad_request("message identifier is not specified")
    chat = call.chat
    message = call.telegram.message(chat, call.args["message_id"], "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _amend(call: Call, chat: Chat, message: ChatMessage, content: Json) -> Json:
    markup = call.markup(chat)
    raw = {key: value for key, value in message.raw.items() if key not in CONTENT}
    raw.pop("reply_markup", None)
    raw |= content
    if markup and markup["inline_keyboard"]:
        raw["reply_markup"] = markup
    if raw == message.raw:
        raise bad_request(NOT_MODIFIED)
    call.telegram.pace.step(chat.id)
    if any(raw.get(key) != message.raw.get(key) for key in CONTENT):
        raw["edit_date"] = call.telegram.timestamp
    return dict(call.telegram.amend(chat, message, raw).raw)


def _delete(call: Call, chat: Chat, message_id: int) -> None:
    message = call.telegram.message(chat, message_id, "message to delete not found")
    age = call.telegram.timestamp - message.raw["date"]
    if age > DELETE_LIFE.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    mine = chat.private or message.from_bot or chat.allows("can_delete_messages")
    if not mine or "forum_topic_created" in message.raw:
        raise bad_request("message can't be deleted")
    call.telegram.remove(chat, message_id)


def _check_pin(chat: Chat) -> None:
    if not chat.private and not chat.allows("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


METHODS: Mapping[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
}
