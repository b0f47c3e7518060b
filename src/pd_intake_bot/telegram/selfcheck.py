"""Asks Telegram whether the bot can do what the service needs of it."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError

from pd_intake_bot.errors import IntakeError


class BotUnfit(IntakeError):
    """The bot lacks something; the message says what, and how to mend it."""

    key = "error-telegram-unfit"


async def meet(bot: Bot) -> str:
    """Give the bot's public name. Raises `BotUnfit` for a token that Telegram does not know."""
    try:
        me = await bot.me()
    except TelegramNetworkError as error:
        raise BotUnfit(f"Telegram can't be reached: {error.message}") from error
    except TelegramAPIError as error:
        raise BotUnfit(f"Telegram refuses the token: {error.message}") from error
    return f"@{me.username}"


async def look_at_group(bot: Bot, chat_id: int) -> str:
    """Say what the staff group is. Raises `BotUnfit` where the bot can't work in it."""
    try:
        chat = await bot.get_chat(chat_id)
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramAPIError as error:
        raise BotUnfit(f"the group {chat_id} can't be seen: {error.message}") from error
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        raise BotUnfit("the bot is no administrator of the group: make it one in its settings")
    if chat.is_forum and not getattr(member, "can_manage_topics", False):
        raise BotUnfit("the group has topics, and the bot may not manage them: allow it")
    return f"{chat.type} with topics" if chat.is_forum else str(chat.type)
