"""What the network must be asked before an update is handled: handlers themselves never do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message, Update

from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff_group import StaffGroup
from pd_intake_bot.telegram.turn import Surroundings
from pd_intake_bot.usecases.ports import Blobs, Store, Transactions

KEPT_FOR = timedelta(seconds=60)
UNKNOWN_FOR = timedelta(seconds=5)
"""Who is no administrator may have become one a moment ago."""
_ANSWER_WITHIN = 3
"""Seconds that a question to Telegram may take: a pressed button waits for the answer."""

Wants = Callable[[Store, Message], Awaitable[bool]]
"""Tells whether the file of a message is wanted where its sender now stands."""

_log = structlog.get_logger(__name__)


class MustAsk(Exception):
    """An update can't be handled before the network was asked."""


@dataclass(slots=True, kw_only=True)
class Survey:
    """Asks Telegram what a handler will want to know, and remembers it for a minute."""

    bot: Bot
    transactions: Transactions
    blobs: Blobs
    clock: Callable[[], datetime]
    wants: Wants
    group: StaffGroup
    _reachable_until: dict[int, datetime] = field(default_factory=dict)

    async def __call__(self, update: Update) -> Surroundings:
        """Look round for one update.

        Raises aiogram's errors when its file can't be fetched: it is then tried again later.
        """
        chat, may_act = await self.transactions(lambda store: self._known(store, update))
        if may_act:
            await self._look_at_group(update)
        return Surroundings(
            staff_chat=chat,
            admins=self.group.admins,
            reachable=await self._is_reachable(update.callback_query, chat),
            attached=await self._attached(update.message),
        )

    async def at_hand(self, store: Store, update: Update) -> Surroundings:
        """Look round inside of the transaction that handles an update.

        Raises `MustAsk` where that can't be done without the network.
        """
        chat, may_act = await self._known(store, update)
        message, press = update.message, update.callback_query
        has_file = message is not None and attachments.of(message) is not None
        if may_act or has_file or _stands_in(press, chat):
            raise MustAsk
        return Surroundings(staff_chat=chat, admins=self.group.admins)

    async def _known(self, store: Store, update: Update) -> tuple[int | None, bool]:
        """Tell which the staff group is, and whether an update may be an officer's."""
        chat = await self.group.current(store)
        return chat, await officers.may_act(store, update, chat)

    async def _look_at_group(self, update: Update) -> None:
        known = officers.actor(update) in self.group.admins
        # Who administers the group may be the very thing that has changed.
        changed = bool(update.chat_member or update.my_chat_member)
        every = timedelta() if changed else KEPT_FOR if known else UNKNOWN_FOR
        try:
            await self.group.look(at_most_every=every)
        except AiogramError as error:
            # A lost staff group must not hold anybody up: the last known list stands.
            _log.warning("administrators unknown", error=type(error).__name__)

    async def _is_reachable(self, press: CallbackQuery | None, chat: int | None) -> bool:
        if press is None or not _stands_in(press, chat):
            return True
        user_id, now = press.from_user.id, self.clock()
        if now < self._reachable_until.get(user_id, now):
            return True
        try:
            await self.bot.send_chat_action(user_id, "typing", request_timeout=_ANSWER_WITHIN)
        except AiogramError:
            return False
        self._reachable_until[user_id] = now + KEPT_FOR
        return True

    async def _attached(self, message: Message | None) -> Attachment | None:
        if message is None or attachments.of(message) is None:
            return None
        if not await self.transactions(lambda store: self.wants(store, message)):
            return None
        return await attachments.fetch(self.bot, self.blobs, message)


def _stands_in(press: CallbackQuery | None, chat: int | None) -> bool:
    """Tell whether the pressed button stands in this chat."""
    return press is not None and press.message is not None and press.message.chat.id == chat
