"""Handlers of what Telegram tells of a person's chat: the bot is blocked, or let in again."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.letters import lost_chats


def register(router: Router) -> None:
    """Register the handler."""
    router.my_chat_member.register(changed, F.chat.type == "private")


async def changed(event: ChatMemberUpdated, turn: Turn) -> None:
    """Note whether the person can be written to; their case goes on either way."""
    chat = TelegramChat(chat_id=event.chat.id)
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await lost_chats.lose(turn.store, chat, now=turn.now)
    else:
        await lost_chats.find(turn.store, chat, now=turn.now)
