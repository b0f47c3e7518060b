"""Builds aiogram's Bot and Dispatcher, and tells Telegram the commands in both languages."""

from collections.abc import Awaitable

import structlog
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError
from aiogram.methods import Response
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    File,
    Message,
    ResultChatMemberUnion,
)

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram import plain_filters, staff_chat
from pd_intake_bot.usecases.ports import Texts

__all__ = [
    "COMMANDS",
    "STAFF_COMMANDS",
    "Bot",
    "build_bot",
    "build_dispatcher",
    "leave_webhook",
    "set_commands",
    "set_staff_commands",
    "set_webhook",
]

COMMANDS = ("start", "status", "language", "cancel", "help")
STAFF_COMMANDS = ("queue", "new", "officers", "language", "feed", "help")

# pydantic forgets a generic model that nobody holds, and aiogram names one for each answer:
# building it anew would take longer than all else that sending a message costs.
_log = structlog.get_logger(__name__)
_HELD = (
    Response[bool],
    Response[Message],
    Response[Message | bool],
    Response[File],
    Response[list[ResultChatMemberUnion]],
)


def build_bot(token: str, *, api: str) -> Bot:
    """Build the bot that talks to the Bot API server at `api`."""
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))


def build_dispatcher(*routers: Router) -> Dispatcher:
    """Build a dispatcher that asks the routers in this order; where people stand is theirs."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(staff_chat.router(), *routers)
    plain_filters.ask_at_once(dispatcher)
    return dispatcher


async def set_webhook(bot: Bot, url: str, secret: str, *, allowed: list[str]) -> None:
    """Tell Telegram to post updates to `url`, showing the secret."""
    await bot.set_webhook(url, secret_token=secret, allowed_updates=allowed)


async def leave_webhook(bot: Bot) -> None:
    """Take back what an earlier installation may have set: it would keep updates from polls."""
    await _at_leisure(bot.delete_webhook(drop_pending_updates=False))


async def set_commands(bot: Bot, texts: Texts) -> None:
    """Show the commands in private chats: Kazakh to Kazakh apps, Russian to all others."""
    scope = BotCommandScopeAllPrivateChats()
    for language, code in ((Language.KK, "kk"), (Language.RU, None)):
        commands = [
            BotCommand(command=name, description=texts.text(language, f"person-command-{name}"))
            for name in COMMANDS
        ]
        await _at_leisure(bot.set_my_commands(commands, scope=scope, language_code=code))


async def set_staff_commands(bot: Bot, texts: Texts, language: Language, chat: int) -> None:
    """Show the officers' commands in the staff group."""
    commands = [
        BotCommand(command=name, description=texts.text(language, f"staff-command-{name}"))
        for name in STAFF_COMMANDS
    ]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat))


async def _at_leisure(call: Awaitable[bool]) -> None:
    """Do what is good to have: that it fails must not keep the bot from listening."""
    try:
        await call
    except AiogramError as error:
        _log.warning("not done by Telegram", error=type(error).__name__)
