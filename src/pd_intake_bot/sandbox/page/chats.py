"""Telegram's chats as the page shows them: plain values, one for each message."""

from collections.abc import Mapping, Sequence
from typing import Any

from pd_intake_bot.sandbox.telegram.chats import Button, Chat, ChatMessage
from pd_intake_bot.sandbox.telegram.phone import Phone

Plain = dict[str, Any]

_FILES = ("document", "voice", "sticker", "video", "audio", "video_note", "animation")
_NOTES = ("contact", "location", "poll", "dice")
_SERVICE = {
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "forum_topic_created": "topic-created",
    "forum_topic_closed": "topic-closed",
    "forum_topic_reopened": "topic-reopened",
    "migrate_to_chat_id": "moved",
    "migrate_from_chat_id": "moved",
    "pinned_message": "pinned",
}


def of_phone(phone: Phone) -> Plain:
    """Give a private chat with the bot, and the keys under its typing line."""
    return {
        "id": phone.user_id,
        "name": phone.person.first_name,
        "messages": [message(one, me=phone.user_id) for one in phone.messages],
        "keyboard": _rows(phone.keyboard),
    }


def of_group(chat: Chat) -> Plain:
    """Give the staff group; whose eyes it is seen with makes no difference."""
    return {
        "id": chat.id,
        "title": chat.title,
        "forum": chat.forum,
        "topics": [
            {"id": one.id, "name": one.name, "closed": one.closed} for one in chat.topics.values()
        ],
        "messages": [message(one, me=0) for one in chat.messages.values()],
    }


def message(shown: ChatMessage, *, me: int) -> Plain:
    """Give one message; `mine` tells the bubbles of whoever holds the phone."""
    raw = shown.raw
    return {
        "id": shown.id,
        "at": raw["date"],
        "from": raw["from"]["first_name"],
        "sender": raw["from"]["id"],
        "bot": shown.from_bot,
        "mine": raw["from"]["id"] == me,
        "text": shown.text,
        "entities": list(raw.get("entities", raw.get("caption_entities", ()))),
        "file": _file(raw),
        "note": next((kind for kind in _NOTES if kind in raw), None),
        "service": next((word for kind, word in _SERVICE.items() if kind in raw), None),
        "album": raw.get("media_group_id"),
        "edited": "edit_date" in raw and not shown.from_bot,
        "reply": _quoted(raw),
        "topic": shown.topic,
        "buttons": _rows(shown.buttons),
        "reactions": list(shown.reactions),
    }


def _file(raw: Mapping[str, Any]) -> Plain | None:
    if "photo" in raw:
        picture = raw["photo"][-1]
        return {"id": picture["file_id"], "name": "", "size": picture["file_size"], "photo": True}
    for kind in _FILES:
        if kind in raw:
            found = raw[kind]
            name = found.get("file_name") or kind
            size = found.get("file_size", 0)
            return {"id": found["file_id"], "name": name, "size": size, "photo": False}
    return None


def _quoted(raw: Mapping[str, Any]) -> Plain | None:
    replied = raw.get("reply_to_message")
    if not replied or "forum_topic_created" in replied:
        return None
    words = replied.get("text", replied.get("caption", ""))
    return {"from": replied["from"]["first_name"], "text": words[:120]}


def _rows(rows: Sequence[Sequence[Button]]) -> list[list[Plain]]:
    return [
        [
            {"label": one.label, "data": one.data, "url": one.url, "contact": one.asks_contact}
            for one in row
        ]
        for row in rows
    ]
