"""The staff group as Telegram shows it: who administers it, and whether the bot can work there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram import bot as bots
from pd_intake_bot.telegram import staff_chat
from pd_intake_bot.telegram.selfcheck import BotUnfit
from pd_intake_bot.usecases.clockwork import roster
from pd_intake_bot.usecases.ports import Store, Texts, Transactions

_ANSWER_WITHIN = 10


@dataclass(slots=True, kw_only=True)
class StaffGroup:
    """Knows the administrators of the group, as they were when it was last asked about."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]
    setting: int | None
    admins: frozenset[int] = frozenset()
    _asked_at: datetime | None = None
    _told: int | None = None
    _fit: bool = True

    async def current(self, store: Store) -> int | None:
        """Give the number of the group; None where the service has none."""
        return await staff_chat.current(store, self.setting)

    async def look(self, *, at_most_every: timedelta = timedelta()) -> None:
        """Ask who administers the group, unless that was asked a moment ago.

        Raises aiogram's errors; the administrators known before then stand.
        """
        now, chat = self.clock(), await self.transactions(self.current)
        if chat is None or (self._asked_at and now < self._asked_at + at_most_every):
            return
        self._asked_at = now
        try:
            await self._ask(chat)
        except TelegramMigrateToChat as error:
            to = error.migrate_to_chat_id
            await self.transactions(lambda store: staff_chat.moved(store, to=to))
            await self._ask(to)

    async def watch(self, texts: Texts, language: Language) -> None:
        """Look at the group, and show its members the commands there are, once.

        Raises `BotUnfit` where the bot can't work in it.
        """
        try:
            await self.look()
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            raise BotUnfit(f"the staff group can't be reached: {error.message}") from error
        if not self._fit:
            raise BotUnfit("the bot is no administrator of the staff group: make it one")
        chat = await self.transactions(self.current)
        if chat is not None and chat != self._told:
            await bots.set_staff_commands(self.bot, texts, language, chat)
            self._told = chat

    async def _ask(self, chat: int) -> None:
        members = await self.bot.get_chat_administrators(chat, request_timeout=_ANSWER_WITHIN)
        self.admins = frozenset(one.user.id for one in members if not one.user.is_bot)
        await self.transactions(lambda store: roster.remember_admins(store, self.admins))
        self._fit = self.bot.id in {one.user.id for one in members}
