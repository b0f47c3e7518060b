"""The staff group as Telegram shows it: who administers it, and whether the bot can work there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import ChatMember, User

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram import bot as bots
from pd_intake_bot.telegram import staff_chat, staff_mode
from pd_intake_bot.telegram.selfcheck import BotUnfit, missing_right
from pd_intake_bot.telegram.staff import officers, speech
from pd_intake_bot.telegram.staff.group import standing
from pd_intake_bot.telegram.staff.group.menus import Menus
from pd_intake_bot.telegram.staff.group.naming import Naming
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.usecases.clockwork import roster
from pd_intake_bot.usecases.ports import Store, Texts, Transactions

_ANSWER_WITHIN = 3
_NO_ADMIN = "the bot is no administrator of the staff group: make it one"


@dataclass(slots=True, kw_only=True)
class StaffGroup:
    """Knows the administrators of the group, as they were when it was last asked about."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]
    setting: int | None
    officers: Officers = field(default_factory=lambda: Officers(named={}))
    wake: Callable[[], None] = lambda: None
    admins: frozenset[int] = frozenset()
    _asked_at: datetime | None = None
    _told: tuple[int, Language] | None = None
    _unfit: str | None = None
    _mine: ChatMember | None = None
    _naming: Naming = field(init=False)
    _menus: Menus = field(init=False)

    def __post_init__(self) -> None:
        """Take on what learns the officers' names and what shows them their commands."""
        bot, transactions, clock = self.bot, self.transactions, self.clock
        everybody = self.officers
        self._naming = Naming(bot=bot, transactions=transactions, clock=clock, officers=everybody)
        self._menus = Menus(bot=bot, transactions=transactions, clock=clock, officers=everybody)

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
        if self._asked_at is None:
            self.admins = await self.transactions(roster.admins)
        self._asked_at = now
        try:
            await self._ask(chat)
        except TelegramMigrateToChat as error:
            to = error.migrate_to_chat_id
            await self.transactions(
                lambda store: staff_chat.moved(store, former=chat, to=to, now=now)
            )
            await self._ask(to)

    async def watch(self, texts: Texts, setting: Language) -> None:
        """Look at the group, and show its members the commands there are, once.

        Leads are told in private when it is lost. Raises `BotUnfit` where the bot can't work
        in it.
        """
        try:
            await self.look()
            fault = self._unfit
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            fault = f"the staff group can't be reached: {error.message}"
        chat = await self.transactions(lambda store: self._note(store, fault))
        if fault is not None:
            raise BotUnfit(fault)
        if chat is not None:
            await self._show_commands(texts, setting, chat)
            await self._naming(chat, self.admins)
            await self._menus(texts, setting, self.admins)
            await self._see_mode(chat)

    async def _note(self, store: Store, fault: str | None) -> int | None:
        """Tell leads of a loss, or send what the group has missed; gives the group's number."""
        chat, now = await self.current(store), self.clock()
        if chat is None:
            return None
        leads = await self.officers.leads(store, self.admins)
        if fault is not None:
            await standing.lost(store, leads, now=now)
        elif await standing.found(store, leads, now=now):
            self.wake()
        return chat

    async def _see_mode(self, chat: int) -> None:
        forum = bool((await self.bot.get_chat(chat, request_timeout=_ANSWER_WITHIN)).is_forum)
        await self.transactions(lambda store: staff_mode.put(store, chat, forum=forum))
        if missing := missing_right(self._mine, forum=forum):
            raise BotUnfit(missing)

    async def _show_commands(self, texts: Texts, setting: Language, chat: int) -> None:
        language = await self.transactions(lambda store: speech.of_group(store, setting))
        if self._told != (chat, language):
            await bots.set_staff_commands(self.bot, texts, language, chat)
            self._told = (chat, language)

    async def _ask(self, chat: int) -> None:
        members = await self.bot.get_chat_administrators(chat, request_timeout=_ANSWER_WITHIN)
        people = [one.user for one in members if not one.user.is_bot]
        self.admins = frozenset(one.id for one in people)
        await self.transactions(lambda store: _remember(store, people))
        mine = next((one for one in members if one.user.id == self.bot.id), None)
        self._unfit = None if mine else _NO_ADMIN
        self._mine = mine


async def _remember(store: Store, people: Sequence[User]) -> None:
    """Remember who the administrators are, and how they are called where a lead is named."""
    await roster.remember_admins(store, frozenset(one.id for one in people))
    for one in people:
        await officers.remember(store, one)
