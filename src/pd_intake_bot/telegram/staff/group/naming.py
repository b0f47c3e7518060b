"""Asks Telegram how those are called who were given a role and have not written here yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import User

from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.group.again import Again
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.usecases.overview import names
from pd_intake_bot.usecases.ports import Store, Transactions

AGAIN = timedelta(hours=1)
"""How soon the same is asked again of whom Telegram tells nothing."""
_ANSWER_WITHIN = 3
_AT_ONCE = 20


@dataclass(slots=True, kw_only=True)
class Naming:
    """Learns names that leads see in private, so that a number is nobody to nobody."""

    bot: Bot
    transactions: Transactions
    clock: Callable[[], datetime]
    officers: Officers
    _asked: Again = field(default_factory=lambda: Again(AGAIN))

    async def __call__(self, chat: int, admins: frozenset[int]) -> None:
        """Ask about some of those whose name is not known."""
        now = self.clock()
        nameless = await self.transactions(lambda store: self._nameless(store, admins))
        for number in [one for one in nameless if self._asked.may_be(one, now)][:_AT_ONCE]:
            self._asked.note(number, now)
            await self._ask(chat, number)

    async def _nameless(self, store: Store, admins: frozenset[int]) -> Sequence[int]:
        numbers = await self.officers.everybody(store, admins)
        return [one for one in numbers if await names.told_name(store, str(one)) == _number(one)]

    async def _ask(self, chat: int, number: int) -> None:
        try:
            member = await self.bot.get_chat_member(chat, number, request_timeout=_ANSWER_WITHIN)
        except (TelegramBadRequest, TelegramForbiddenError):
            # Telegram knows nobody there by this number.
            return
        await self.transactions(lambda store: _keep(store, member.user))


async def _keep(store: Store, user: User) -> None:
    await store.marks.put(names.told_mark(str(user.id)), officers.shown_name(user))


def _number(number: int) -> str:
    return names.numbered(str(number))
