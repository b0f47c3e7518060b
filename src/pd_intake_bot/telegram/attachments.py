"""Files that people send: their true size and name, and how they are kept."""

import re
from dataclasses import dataclass
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from pd_intake_bot.domain import media_types
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.usecases.ports import Blobs

LIMIT = 20 * 1024 * 1024
"""What a bot may download (Bot API, getFile)."""

_NAME_LENGTH = 120
# Separators of paths, control characters, and the marks that turn "gpj.exe" round.
_NEVER_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A file as the message names it: all of it the sender's word."""

    file_id: str
    name: str
    media_type: str
    size: int


def of(message: Message) -> Sighted | None:
    """Give the file of a message: its document, or its photo at the largest size."""
    if message.document is not None:
        document = message.document
        return Sighted(
            file_id=document.file_id,
            name=clean_name(document.file_name or "") or f"file-{message.message_id}",
            media_type=media_types.known(document.mime_type),
            size=document.file_size or 0,
        )
    if message.photo:
        photo = max(message.photo, key=lambda one: one.width * one.height)
        name = f"photo-{message.message_id}.jpg"
        size = photo.file_size or 0
        return Sighted(file_id=photo.file_id, name=name, media_type="image/jpeg", size=size)
    return None


async def fetch(bot: Bot, blobs: Blobs, message: Message) -> Attachment | None:
    """Fetch and keep the file of a message; None where it is too big for a bot."""
    sighted = of(message)
    if sighted is None or sighted.size > LIMIT:
        return None
    try:
        file = await bot.get_file(sighted.file_id)
    except TelegramBadRequest as error:
        if "file is too big" in error.message:
            return None
        raise
    into = BytesIO()
    await bot.download_file(file.file_path or "", destination=into)
    content = into.getvalue()
    return Attachment(
        name=sighted.name,
        media_type=sighted.media_type,
        size=len(content),
        digest=await blobs.put(content),
    )


def clean_name(name: str) -> str:
    """Leave of a name what is safe to show and to save under."""
    return _NEVER_IN_A_NAME.sub("", name).strip(" .")[-_NAME_LENGTH:]
