"""Topics of a forum group: one for each case, made once, named and closed as the case goes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.ports import Topic, Transactions

NAME_LIMIT = 128
"""The longest name of a topic (Bot API)."""

RESERVED_FOR = timedelta(seconds=60)
"""How long others leave the making of a topic to a process that has begun it."""

_NOT_MADE = (TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter)
"""What is said of a topic that was surely not made."""
_SAME = ("TOPIC_NOT_MODIFIED",)
_log = structlog.get_logger(__name__)


class BusyTopic(IntakeError):
    """Another process is making the topic at this moment."""


class Trouble(StrEnum):
    """What is wrong with a topic, by the words of the Bot API."""

    GONE = "gone"
    """Somebody has deleted it."""
    NO_FORUM = "no forum"
    """The group has no topics any more, or the bot may not make any."""


_WORDS = {
    "message thread not found": Trouble.GONE,
    "TOPIC_DELETED": Trouble.GONE,
    "TOPIC_ID_INVALID": Trouble.GONE,
    "not a forum": Trouble.NO_FORUM,
    "CHAT_NOT_FORUM": Trouble.NO_FORUM,
    "TOPIC_CLOSED": Trouble.NO_FORUM,
    "not enough rights to manage topics": Trouble.NO_FORUM,
    "not enough rights to create a topic": Trouble.NO_FORUM,
    "CHAT_ADMIN_REQUIRED": Trouble.NO_FORUM,
}


def trouble(error: TelegramBadRequest) -> Trouble | None:
    """Tell what an error says of the topic; None where it is about something else."""
    return next((found for words, found in _WORDS.items() if words in error.message), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The topic as it should be."""

    case_id: CaseId
    chat_id: int
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Makes topics and keeps them as they should be; raises aiogram's errors."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]

    async def ready(self, wanted: Wanted) -> int | None:
        """Give the thread of a case's topic, made and named as need be.

        None for a closed case that never had one. Raises `BusyTopic`.
        """
        topic = await self._known(wanted)
        if topic is None and not wanted.is_open:
            return None
        if topic is None:
            topic = await self._make(wanted)
        thread = topic.thread or 0
        if topic.name != wanted.name:
            await self._change(
                wanted,
                replace(topic, name=wanted.name),
                self.bot.edit_forum_topic(wanted.chat_id, thread, name=wanted.name),
            )
            topic = replace(topic, name=wanted.name)
        if topic.closed and wanted.is_open:
            opened = self.bot.reopen_forum_topic(wanted.chat_id, thread)
            await self._change(wanted, replace(topic, closed=False), opened)
        return topic.thread

    async def finish(self, wanted: Wanted) -> None:
        """Close the topic of a case that is closed."""
        topic = await self._known(wanted)
        if topic is None or topic.thread is None or topic.closed or wanted.is_open:
            return
        closed = self.bot.close_forum_topic(wanted.chat_id, topic.thread)
        await self._change(wanted, replace(topic, closed=True), closed)

    async def forget(self, case_id: CaseId) -> None:
        """Forget a topic that is gone."""
        _log.warning("topic is gone", case=case_id)
        await self.transactions(lambda store: store.topics.forget(case_id))

    async def _known(self, wanted: Wanted) -> Topic | None:
        topic = await self.transactions(lambda store: store.topics.of_case(wanted.case_id))
        return topic if topic and topic.chat_id == wanted.chat_id else None

    async def _make(self, wanted: Wanted) -> Topic:
        case_id, chat_id, now = wanted.case_id, wanted.chat_id, self.clock()
        until = now + RESERVED_FOR
        # The row first: of two that see no topic, one makes it.
        if not await self.transactions(
            lambda store: store.topics.reserve(case_id, chat_id, now=now, until=until)
        ):
            raise BusyTopic("another process is making the topic")
        try:
            made = await self.bot.create_forum_topic(chat_id, wanted.name)
        except _NOT_MADE:
            await self.transactions(lambda store: store.topics.forget(case_id))
            raise
        topic = Topic(chat_id=chat_id, thread=made.message_thread_id, name=wanted.name)
        await self.transactions(lambda store: store.topics.put(case_id, topic))
        return topic

    async def _change(self, wanted: Wanted, to: Topic, call: Awaitable[bool]) -> None:
        try:
            await call
        except TelegramBadRequest as error:
            if not any(words in error.message for words in _SAME):
                raise
        await self.transactions(lambda store: store.topics.put(wanted.case_id, to))
