"""The calls of the Bot API by which a screen is shown."""

import html
import re

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from pd_intake_bot.telegram.screens import Button, Keyboard, Screen

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"<[^>]+>")
_GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_AS_IT_IS = "message is not modified"
_BAD_HTML = "can't parse entities"


async def show(
    bot: Bot,
    chat_id: int,
    screen: Screen,
    *,
    edit: int | None = None,
    content: bytes | None = None,
) -> int:
    """Show a screen, in the place of the message `edit` where that still stands.

    Gives the number of the message. Raises aiogram's errors.
    """
    if edit is None:
        return await send(bot, chat_id, screen, content=content)
    try:
        await _edit(bot, chat_id, screen, edit)
    except TelegramBadRequest as error:
        if _AS_IT_IS in error.message:
            return edit
        if any(words in error.message for words in _GONE):
            return await send(bot, chat_id, screen)
        raise
    return edit


async def send(bot: Bot, chat_id: int, screen: Screen, *, content: bytes | None = None) -> int:
    """Send a screen as a new message, and once more as plain text if its HTML is not read."""
    try:
        return await _send(bot, chat_id, screen, content, mode=ParseMode.HTML)
    except TelegramBadRequest as error:
        if _BAD_HTML not in error.message:
            raise
    return await _send(bot, chat_id, screen, content, mode=None)


async def _send(
    bot: Bot, chat_id: int, screen: Screen, content: bytes | None, *, mode: ParseMode | None
) -> int:
    text = screen.text if mode else _bare(screen.text)
    markup = markup_of(screen)
    if screen.file and content is not None:
        file = BufferedInputFile(content, filename=screen.file.name)
        sent = await bot.send_document(
            chat_id, file, caption=text, parse_mode=mode, reply_markup=markup
        )
    else:
        sent = await bot.send_message(
            chat_id,
            text,
            parse_mode=mode,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
    return sent.message_id


async def _edit(bot: Bot, chat_id: int, screen: Screen, message_id: int) -> None:
    keyboard = _inline(screen.keyboard) if screen.keyboard else None
    await bot.edit_message_text(
        screen.text,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=_NO_PREVIEW,
    )


def markup_of(screen: Screen) -> Markup | None:
    """Give the keyboard of a screen in the form that a new message takes."""
    if screen.clears:
        return ReplyKeyboardRemove(remove_keyboard=True)
    if screen.replaces_keyboard:
        rows = [[_key(button) for button in row] for row in screen.keyboard]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    return _inline(screen.keyboard) if screen.keyboard else None


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[_inline_button(one) for one in row] for row in keyboard]
    )


def _inline_button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label, callback_data=button.data or None, url=button.url or None
    )


def _key(button: Button) -> KeyboardButton:
    return KeyboardButton(text=button.label, request_contact=button.contact or None)


def _bare(text: str) -> str:
    return html.unescape(_TAG.sub("", text))
