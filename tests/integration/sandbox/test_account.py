from datetime import timedelta
from typing import Protocol

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats

from pd_intake_bot.sandbox.telegram.files import DOWNLOAD_LIMIT
from pd_intake_bot.sandbox.telegram.phone import Phone


class Hands(Protocol):
    def turn(self, step: timedelta) -> None: ...


async def test_bot_knows_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.can_read_all_group_messages) == (bot.id, True, False)


async def test_menu_is_kept_for_each_scope_and_language(bot: Bot) -> None:
    start = [BotCommand(command="start", description="Басынан бастау")]
    queue = [BotCommand(command="queue", description="Очередь")]
    await bot.set_my_commands(start, language_code="kk")
    await bot.set_my_commands(queue, scope=BotCommandScopeAllGroupChats())
    menus = (
        await bot.get_my_commands(language_code="kk"),
        await bot.get_my_commands(scope=BotCommandScopeAllGroupChats()),
        await bot.get_my_commands(),
    )
    assert [[item.command for item in menu] for menu in menus] == [["start"], ["queue"], []]


async def test_menu_is_emptied_and_holds_a_hundred_commands(bot: Bot) -> None:
    menu = [BotCommand(command=f"c{number}", description="?") for number in range(101)]
    await bot.set_my_commands(menu[:100])
    with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands(menu)
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("Queue", "Очередь", "BOT_COMMAND_INVALID"),
        ("a" * 33, "Очередь", "BOT_COMMAND_INVALID"),
        ("queue", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("queue", "о" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_command_that_telegram_refuses(
    bot: Bot, command: str, description: str, words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_my_commands([BotCommand(command=command, description=description)])


async def test_description_falls_back_to_the_one_without_a_language(bot: Bot) -> None:
    await bot.set_my_description("Заявки о персональных данных")
    await bot.set_my_description("Дербес деректер туралы сұраулар", language_code="kk")
    kk = await bot.get_my_description(language_code="kk")
    en = await bot.get_my_description(language_code="en")
    assert (kk.description, en.description) == (
        "Дербес деректер туралы сұраулар",
        "Заявки о персональных данных",
    )
    with pytest.raises(TelegramBadRequest, match="short_description is too long"):
        await bot.set_my_short_description("о" * 121)


async def test_file_of_a_person_is_fetched_while_its_link_lives(
    bot: Bot, phone: Phone, hands: Hands
) -> None:
    sent = await phone.send_document("құжат.pdf", b"%PDF-1.7", "Міне")
    link = await bot.get_file(sent.raw["document"]["file_id"])
    assert link.file_path is not None
    content = await bot.download_file(link.file_path)
    assert content is not None
    assert content.read() == b"%PDF-1.7"
    hands.turn(timedelta(hours=1))
    with pytest.raises(Exception, match="404"):
        await bot.download_file(link.file_path)


async def test_file_beyond_20_megabytes_can_not_be_fetched(bot: Bot, phone: Phone) -> None:
    sent = await phone.send_document("архив.zip", bytes(DOWNLOAD_LIMIT + 1))
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(sent.raw["document"]["file_id"])
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("BQACAgIAAxNOBODY")


async def test_unknown_chat_is_not_found(bot: Bot) -> None:
    for chat_id in (424242, "@nobody_here"):
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.get_chat(chat_id)
