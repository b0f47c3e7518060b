import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.phone import Phone


def inline(*data: str) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=f"№{one}", callback_data=one)] for one in data]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@pytest.mark.parametrize(
    ("data", "fits"),
    [("a" * 64, True), ("a" * 65, False), ("ә" * 32, True), ("ә" * 33, False), ("", False)],
)
async def test_callback_data_is_1_to_64_bytes(
    bot: Bot, phone: Phone, data: str, *, fits: bool
) -> None:
    if fits:
        await bot.send_message(phone.user_id, "?", reply_markup=inline(data))
    else:
        with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
            await bot.send_message(phone.user_id, "?", reply_markup=inline(data))


async def test_keyboard_holds_a_hundred_buttons(bot: Bot, phone: Phone) -> None:
    await bot.send_message(phone.user_id, "?", reply_markup=inline(*map(str, range(100))))
    with pytest.raises(TelegramBadRequest, match="reply markup is too long"):
        await bot.send_message(phone.user_id, "?", reply_markup=inline(*map(str, range(101))))


async def test_inline_button_must_do_something(bot: Bot, phone: Phone) -> None:
    dead = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="?")]])
    with pytest.raises(TelegramBadRequest, match="text buttons are unallowed"):
        await bot.send_message(phone.user_id, "?", reply_markup=dead)


async def test_contact_is_asked_for_in_private_chats_only(bot: Bot, api: BotApi) -> None:
    group = api.group(-1001000000001, "Топ")
    row = [KeyboardButton(text="Нөмірімді жіберу", request_contact=True)]
    with pytest.raises(TelegramBadRequest, match="private chats only"):
        await bot.send_message(group.chat_id, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[row]))


async def test_reply_keyboard_stays_till_it_is_taken_away(bot: Bot, phone: Phone) -> None:
    row = [KeyboardButton(text="Нөмірімді жіберу", request_contact=True)]
    await bot.send_message(7001, "Нөмір?", reply_markup=ReplyKeyboardMarkup(keyboard=[row]))
    await bot.send_message(7001, "Күтемін")
    contact = await phone.tap("Нөмірімді жіберу")
    assert contact.raw["contact"]["phone_number"] == "77010000001"
    await bot.send_message(7001, "Рақмет", reply_markup=ReplyKeyboardRemove())
    assert phone.keyboard == ()


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton(text="", callback_data="a"), "text must be non-empty"),
        (InlineKeyboardButton(text="?", callback_data="a", url="x"), "more than one action"),
    ],
)
async def test_button_that_telegram_refuses(
    bot: Bot, phone: Phone, button: InlineKeyboardButton, words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_message(
            phone.user_id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
        )


async def test_plain_button_needs_a_label(bot: Bot, phone: Phone) -> None:
    empty = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="")]])
    with pytest.raises(TelegramBadRequest, match="button text must be non-empty"):
        await bot.send_message(phone.user_id, "?", reply_markup=empty)
