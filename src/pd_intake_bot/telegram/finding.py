"""Finds the staff group while a bot is set up, and says what its settings lack."""

import re

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError
from aiogram.types import Update

from pd_intake_bot.telegram.receive import ALLOWED
from pd_intake_bot.telegram.selfcheck import BotUnfit

HERE = re.compile(r"/here(@\w+)?\b")
_FULL = 100
"""Telegram shows no more updates at once."""


async def wants_of(bot: Bot) -> tuple[str, ...]:
    """Say what BotFather must be told before the bot can work, a sentence each."""
    me = await bot.me()
    if me.can_join_groups:
        return ()
    return (f"it may not join groups: in @BotFather, /setjoingroups, @{me.username}, Enable",)


async def hints_for(bot: Bot) -> tuple[str, ...]:
    """Say what the bot's settings ask of the group, a line each."""
    me = await bot.me()
    if me.can_read_all_group_messages:
        return ()
    return (
        "privacy mode is on: the bot hears the staff group only as its administrator",
        f"(or in @BotFather: /setprivacy, @{me.username}, Disable, and add it anew)",
    )


async def group_of(bot: Bot) -> int | None:
    """Give the group in which somebody wrote /here last, or which the bot was added to.

    Nothing is confirmed to Telegram: what people wrote to the bot is still there for the
    service. Raises `BotUnfit` where another program takes the updates.
    """
    try:
        updates = await bot.get_updates(limit=_FULL, timeout=0, allowed_updates=ALLOWED)
    except TelegramConflictError as error:
        raise BotUnfit(
            "another program takes what is written to this bot: stop it, or its webhook"
        ) from error
    except TelegramAPIError as error:
        raise BotUnfit(f"Telegram can't be asked: {error.message}") from error
    groups = [*map(_added_to, updates), *map(_called_from, updates)]
    named = [group for group in groups if group is not None]
    if not named and len(updates) == _FULL:
        raise BotUnfit("too much waits for this bot to be looked through")
    return named[-1] if named else None


def _called_from(update: Update) -> int | None:
    message = update.message
    if message is None or message.chat.type == "private":
        return None
    if message.migrate_to_chat_id is not None:
        return message.migrate_to_chat_id
    return message.chat.id if HERE.match(message.text or "") else None


def _added_to(update: Update) -> int | None:
    change = update.my_chat_member
    if change is None or change.chat.type not in {"group", "supergroup"}:
        return None
    return change.chat.id if change.new_chat_member.status in {"member", "administrator"} else None
