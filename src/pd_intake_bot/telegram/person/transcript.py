"""How a person's message is written down in the raw form of a request."""

from collections.abc import Iterable, Iterator, Mapping

from aiogram.types import Message

from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.telegram.person.talk import Draft

MAX_MESSAGES = 200
MAX_TEXT = 60_000
"""All messages of a draft together, in characters: twice what answers and words may hold."""

Line = dict[str, str | int | bool | None]


def line(message: Message, *, attached: Attachment | None = None, edited: bool = False) -> Line:
    """Write down one message as it was received; times are Telegram's, in UTC."""
    phone = message.contact.phone_number if message.contact else None
    known: Line = {
        "message_id": message.message_id,
        "date": message.date.isoformat(),
        "kind": message.content_type,
        "text": words_of(message) or None,
        "contact": phone,
        "file": attached.digest if attached else None,
        "file_name": attached.name if attached else None,
        "forwarded": message.forward_origin is not None or None,
        "edited": edited or None,
    }
    return {name: value for name, value in known.items() if value is not None}


def add(draft: Draft, new: Line) -> tuple[Line, ...]:
    """Give the messages of a draft with one more; of a flood the beginning is kept."""
    text = sum(len(str(one.get("text", ""))) for one in draft.messages)
    full = len(draft.messages) >= MAX_MESSAGES or text > MAX_TEXT
    return draft.messages if full else (*draft.messages, new)


def numbers(lines: Iterable[Mapping[str, object]]) -> Iterator[int]:
    """Give the numbers of the messages that were written down."""
    for one in lines:
        number = one["message_id"]
        if isinstance(number, int):
            yield number


def words_of(message: Message) -> str:
    """Give the text of a message, or the caption of its file."""
    return message.text or message.caption or ""
