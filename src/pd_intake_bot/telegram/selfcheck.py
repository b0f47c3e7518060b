"""Asks Telegram whether the bot can do what the service needs of it."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientError

from pd_intake_bot.errors import IntakeError


class BotUnfit(IntakeError):
    """The bot lacks something; the message says what, and how to mend it."""

    key = "error-telegram-unfit"


async def meet(bot: Bot) -> str:
    """Give the bot's public name. Raises `BotUnfit` for a token that Telegram does not know."""
    try:
        me = await bot.me()
    except (TelegramNetworkError, ClientDecodeError) as error:
        raise _unreached(error) from error
    except TelegramAPIError as error:
        raise _refused(error) from error
    return f"@{me.username}"


def _unreached(error: TelegramNetworkError | ClientDecodeError) -> BotUnfit:
    if isinstance(error, ClientDecodeError):
        return BotUnfit("Telegram can't be reached: something else answers in its place")
    return BotUnfit(f"Telegram can't be reached: {error.message}")


def _refused(error: TelegramAPIError) -> BotUnfit:
    return BotUnfit(f"Telegram refuses the token: {error.message}")


async def read_clock(bot: Bot) -> datetime | None:
    """Tell what time it is at Telegram; None where it does not say, or can't be reached."""
    session = bot.session
    assert isinstance(session, AiohttpSession)
    try:
        web = await session.create_session()
        async with web.head(
            session.api.base.partition("/bot{")[0], allow_redirects=False
        ) as answer:
            return parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, TimeoutError, LookupError, ValueError):
        return None


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
    except (TelegramNetworkError, ClientDecodeError) as error:
        raise _unreached(error) from error
    except TelegramUnauthorizedError as error:
        raise _refused(error) from error
    except TelegramAPIError as error:
        raise BotUnfit(f"the group {chat_id} can't be seen: {error.message}") from error
    if member.status != ChatMemberStatus.ADMINISTRATOR:
        raise BotUnfit("the bot is no administrator of the group: make it one in its settings")
    if missing := missing_right(member, forum=bool(chat.is_forum)):
        raise BotUnfit(missing)
    return f"{chat.type} with topics" if chat.is_forum else str(chat.type)
