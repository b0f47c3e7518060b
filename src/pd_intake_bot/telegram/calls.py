"""The calls of the Bot API by which a screen is shown."""

import html
import re
from dataclasses import dataclass

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
    ReplyParameters,
)

from pd_intake_bot.telegram.screens import Button, Keyboard, Screen

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"<[^>]+>")
_GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_AS_IT_IS = "message is not modified"
_BAD_HTML = "can't parse entities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something new is written: a chat, a topic of it, beneath a message.

    The General topic of a forum is no thread: there it is the chat alone.
    """

    chat_id: int
    thread: int | None = None
    reply_to: int | None = None

    @property
    def reply(self) -> ReplyParameters | None:
        """What it answers, as long as that stands."""
        if self.reply_to is None:
            return None
        return ReplyParameters(message_id=self.reply_to, allow_sending_without_reply=True)


async def show(
    bot: Bot,
    spot: int | Spot,
    screen: Screen,
    *,
    edit: int | None = None,
    content: bytes | None = None,
) -> int:
    """Show a screen, in the place of the message `edit` where that still stands.

    Gives the number of the message. Raises aiogram's errors.
    """
    where = _spot(spot)
    if edit is None:
        return await send(bot, where, screen, content=content)
    try:
        await edit_text(bot, where.chat_id, screen, edit)
    except TelegramBadRequest as error:
        if _AS_IT_IS in error.message:
            return edit
        if any(words in error.message for words in _GONE):
            return await send(bot, where, screen)
        raise
    return edit


async def send(bot: Bot, spot: int | Spot, screen: Screen, *, content: bytes | None = None) -> int:
    """Send a screen as a new message, and once more as plain text if its HTML is not read."""
    try:
        return await _send(bot, _spot(spot), screen, content, mode=ParseMode.HTML)
    except TelegramBadRequest as error:
        if _BAD_HTML not in error.message:
            raise
    return await _send(bot, _spot(spot), screen, content, mode=None)


async def _send(
    bot: Bot, spot: Spot, screen: Screen, content: bytes | None, *, mode: ParseMode | None
) -> int:
    text = screen.text if mode else _bare(screen.text)
    markup = markup_of(screen)
    if screen.file and content is not None:
        file = BufferedInputFile(content, filename=screen.file.name)
        carry = bot.send_photo if screen.file.picture else bot.send_document
        sent = await carry(
            spot.chat_id,
            file,
            message_thread_id=spot.thread,
            caption=text,
            parse_mode=mode,
            reply_markup=markup,
            reply_parameters=spot.reply,
        )
    else:
        sent = await bot.send_message(
            spot.chat_id,
            text,
            message_thread_id=spot.thread,
            parse_mode=mode,
            reply_markup=markup,
            reply_parameters=spot.reply,
            link_preview_options=_NO_PREVIEW,
        )
    return sent.message_id


async def edit_text(bot: Bot, chat_id: int, screen: Screen, message_id: int) -> None:
    """Put a screen in the place of a message. Raises aiogram's errors."""
    keyboard = _inline(screen.keyboard) if screen.keyboard else None
    await bot.edit_message_text(
        screen.text,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=_NO_PREVIEW,
    )


def _spot(spot: int | Spot) -> Spot:
    return Spot(chat_id=spot) if isinstance(spot, int) else spot


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
