"""Whether an officer's file is wanted: only where one is being taken, and there is room for it."""

from typing import cast

from aiogram.types import Message

from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.staff.entry.form import Entering
from pd_intake_bot.telegram.staff.letters.draft import Answering
from pd_intake_bot.usecases.ports import Store

ROLE = "officer"
"""Whose conversations these are."""

MAX_FILES = 10
MAX_TOTAL = 20 * 1024 * 1024
"""What all files of one letter may be together: mail servers refuse more."""

_ANSWERING = frozenset(one.state for one in Answering.__all_states__)


async def wanted(store: Store, message: Message) -> bool:
    """Tell whether to fetch the file of a message."""
    file = attachments.of(message)
    if message.from_user is None or file is None or message.chat.type != "private":
        return False
    key = f"{ROLE}:{message.chat.id}:{message.from_user.id}"
    conversation = await store.conversations.get(key)
    if conversation.state == Entering.filling.state:
        return file.size <= MAX_TOTAL
    if conversation.state not in _ANSWERING:
        return False
    taken = cast("dict[str, object]", conversation.data.get("files") or {})
    return file.size <= attachments.LIMIT and len(taken) < MAX_FILES
