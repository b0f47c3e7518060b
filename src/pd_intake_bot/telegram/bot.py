"""Builds aiogram's Bot and Dispatcher, and tells Telegram the commands in both languages."""

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
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
from pd_intake_bot.telegram import staff_chat
from pd_intake_bot.usecases.ports import Texts

COMMANDS = ("start", "status", "language", "cancel", "help")
STAFF_COMMANDS = ("queue", "help")

# pydantic forgets a generic model that nobody holds, and aiogram names one for each answer:
# building it anew would take longer than all else that sending a message costs.
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
    return dispatcher


async def set_commands(bot: Bot, texts: Texts) -> None:
    """Show the commands in private chats: Kazakh to Kazakh apps, Russian to all others."""
    scope = BotCommandScopeAllPrivateChats()
    for language, code in ((Language.KK, "kk"), (Language.RU, None)):
        commands = [
            BotCommand(command=name, description=texts.text(language, f"person-command-{name}"))
            for name in COMMANDS
        ]
        await bot.set_my_commands(commands, scope=scope, language_code=code)


async def set_staff_commands(bot: Bot, texts: Texts, language: Language, chat: int) -> None:
    """Show the officers' commands in the staff group."""
    commands = [
        BotCommand(command=name, description=texts.text(language, f"staff-command-{name}"))
        for name in STAFF_COMMANDS
    ]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat))
