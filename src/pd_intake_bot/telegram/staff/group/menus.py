"""The menu of commands in each officer's private chat: theirs by role, in their language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeChat

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.staff.group.again import Again
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.usecases.overview.staff_language import of_group
from pd_intake_bot.usecases.ports import Store, Texts, Transactions

AGAIN = timedelta(minutes=10)
"""How soon it is tried again where the private chat has not been opened yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What an officer is shown: by role, and by language of the app where none was chosen."""

    role: Role
    language: Language
    chosen: bool

    def languages(self) -> Mapping[str | None, Language]:
        """Say in which language the menu is for each language that Telegram's apps have."""
        shown: dict[str | None, Language] = {None: self.language}
        shown |= {one.value: self.language if self.chosen else one for one in Language}
        return shown

    def commands(self, texts: Texts, language: Language) -> list[BotCommand]:
        """List the commands that the role may give."""
        return [
            BotCommand(command=name, description=texts.text(language, f"staff-command-{name}"))
            for name, needed in COMMANDS.items()
            if self.role.reaches(needed)
        ]


@dataclass(slots=True, kw_only=True)
class Menus:
    """Shows officers their commands, once for each change."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]
    officers: Officers
    _shown: dict[int, Menu] = field(default_factory=dict)
    _closed: Again = field(default_factory=lambda: Again(AGAIN))

    async def __call__(self, texts: Texts, setting: Language, admins: frozenset[int]) -> None:
        """Show what has changed since it last looked."""
        wanted = await self.transactions(lambda store: self._wanted(store, setting, admins))
        for number, menu in wanted.items():
            if self._shown.get(number) != menu and self._closed.may_be(number, self.clock()):
                await self._show(number, menu, texts)
        for number in self._shown.keys() - wanted.keys():
            await self._take_away(number)

    async def _wanted(
        self, store: Store, setting: Language, admins: frozenset[int]
    ) -> Mapping[int, Menu]:
        group, wanted = await of_group(store, setting), {}
        for number, role in (await self.officers.everybody(store, admins)).items():
            own = (await store.officers.get(number)).language
            wanted[number] = Menu(role=role, language=own or group, chosen=own is not None)
        return wanted

    async def _show(self, number: int, menu: Menu, texts: Texts) -> None:
        scope = BotCommandScopeChat(chat_id=number)
        try:
            for code, language in menu.languages().items():
                commands = menu.commands(texts, language)
                await self.bot.set_my_commands(commands, scope=scope, language_code=code)
        except (TelegramBadRequest, TelegramForbiddenError):
            # They have not opened the private chat, or have closed it.
            self._closed.note(number, self.clock())
        else:
            self._shown[number] = menu

    async def _take_away(self, number: int) -> None:
        menu, scope = self._shown.pop(number), BotCommandScopeChat(chat_id=number)
        for code in menu.languages():
            await self.bot.delete_my_commands(scope=scope, language_code=code)
