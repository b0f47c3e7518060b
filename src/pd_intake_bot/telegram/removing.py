"""Takes messages out of a chat: at once where that goes, else each for itself."""

from collections.abc import Sequence
from typing import cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from pd_intake_bot.domain.delivery import Outcome, Refused, Sent
from pd_intake_bot.domain.outbox import Parcel

_GONE = "message to delete not found"


async def remove(bot: Bot, parcel: Parcel) -> Outcome:
    """Remove the messages of a parcel; refused where one of them stays. Raises aiogram's errors."""
    chat_id = cast("int", parcel.payload["chat_id"])
    messages = cast("list[int]", parcel.payload["messages"])
    try:
        await bot.delete_messages(chat_id, messages)
    except TelegramBadRequest:
        # One that is too old, or not the bot's to delete, keeps all the others back.
        stayed = await _one_by_one(bot, chat_id, messages)
        if stayed:
            return Refused(answer=stayed)
    return Sent(answer="ok")


async def _one_by_one(bot: Bot, chat_id: int, messages: Sequence[int]) -> str:
    """Remove what can be removed; gives why something stayed, nothing where all went."""
    why = ""
    for message_id in messages:
        try:
            await bot.delete_message(chat_id, message_id)
        except TelegramBadRequest as error:
            if _GONE not in error.message:
                why = error.message
    return why
