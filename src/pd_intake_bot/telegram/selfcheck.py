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


def missing_right(member: object, *, forum: bool) -> str | None:
    """Say which right an administrator lacks for the service's work; None where none is lacking.

    Personal data that an officer types in the group by mistake must be taken out of it.
    """
    if forum and not getattr(member, "can_manage_topics", False):
        return "the group has topics, and the bot may not manage them: allow it"
    if not getattr(member, "can_delete_messages", False):
        return "the bot may not delete messages of others in the group: allow it"
    return None


async def look_at_group(bot: Bot, chat_id: int) -> str:
    """Say what the staff group is. Raises `BotUnfit` where the bot can't work in it."""
    try:
        chat = await bot.get_chat(chat_id)
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramAPIError as error:
        raise BotUnfit(f"the group {chat_id} can't be seen: {error.message}") from error
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        raise BotUnfit("the bot is no administrator of the group: make it one in its settings")
    if missing := missing_right(member, forum=bool(chat.is_forum)):
        raise BotUnfit(missing)
    return f"{chat.type} with topics" if chat.is_forum else str(chat.type)
