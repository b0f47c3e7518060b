"""How many files and words a request may hold, and whether one more is wanted."""

from dataclasses import replace

from aiogram.types import Message

from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person import transcript
from pd_intake_bot.telegram.person.states import FOLLOWING, Talking
from pd_intake_bot.telegram.person.talk import Draft
from pd_intake_bot.usecases.people import daily
from pd_intake_bot.usecases.people.daily import Most
from pd_intake_bot.usecases.people.tie_channels import own_cases
from pd_intake_bot.usecases.ports import Store

MAX_FILES = 10
MAX_MEGABYTES = attachments.LIMIT // 1024 // 1024
MAX_TOTAL = 50 * 1024 * 1024
MAX_WORDS = 20_000
"""All added messages together, in characters."""

ROLE = "person"
"""Whose conversations these are."""


async def wanted(store: Store, message: Message, *, most: Most) -> bool:
    """Tell whether to fetch the file of a message: only where files are being taken."""
    file = attachments.of(message)
    if message.from_user is None or file is None:
        return False
    key = f"{ROLE}:{message.chat.id}:{message.from_user.id}"
    conversation = await store.conversations.get(key)
    talk = talks.read(conversation.data)
    if not daily.with_one_more(talk.taken, at=message.date, size=file.size).fits(most):
        return False
    if conversation.state == Talking.words.state and talk.draft and fits(talk.draft, file.size):
        return True
    if conversation.state not in {None, *FOLLOWING} and message.reply_to_message is None:
        return False
    if not fits(talk.addition or Draft(id=""), file.size):
        return False
    return bool(await own_cases(store, TelegramChat(chat_id=message.chat.id)))


def fits(draft: Draft, size: int) -> bool:
    """Tell whether a draft has room for one more file of this size."""
    return len(draft.files) < MAX_FILES and draft.size + size <= MAX_TOTAL


def together(draft: Draft, added: Draft) -> Draft | None:
    """Give a draft with what was written beside it; None where it has no room for all of that."""
    words = (*draft.words, *added.words)
    if len(draft.files) + len(added.files) > MAX_FILES or draft.size + added.size > MAX_TOTAL:
        return None
    if sum(len(text) for _, text in words) > MAX_WORDS:
        return None
    both = replace(draft, words=words, files=(*draft.files, *added.files))
    for line in added.messages:
        both = replace(both, messages=transcript.add(both, line))
    return both


def words_fit(draft: Draft, text: str) -> bool:
    """Tell whether a draft has room for these words."""
    return sum(len(words) for _, words in draft.words) + len(text) <= MAX_WORDS
