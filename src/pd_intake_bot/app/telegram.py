"""Puts together the bot: what it receives, handles and sends."""

from contextlib import AsyncExitStack

from aiogram import Bot

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.supervise import Loop
from pd_intake_bot.telegram import bot as bots


def open_bot(ground: Ground, stack: AsyncExitStack) -> Bot | None:
    """Make the bot; None where Telegram is off."""
    token = ground.settings.telegram_token
    if token is None:
        return None
    bot = bots.build_bot(token.get_secret_value(), api=str(ground.settings.telegram_api))
    stack.push_async_callback(bot.session.close)
    return bot


def build_loops(ground: Ground, bot: Bot) -> list[Loop]:
    return []


def build_delivery_loops(ground: Ground, bot: Bot) -> list[Loop]:
    return []
