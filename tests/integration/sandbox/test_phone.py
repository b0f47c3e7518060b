import asyncio

import pytest
from aiogram import Bot
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.phone import Phone


async def newest(bot: Bot) -> Message:
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    return message


async def test_person_comes_with_name_language_and_command(bot: Bot, phone: Phone) -> None:
    message = await newest(bot)
    assert message.from_user is not None
    assert message.entities is not None
    assert (message.from_user.id, message.from_user.language_code) == (phone.user_id, "kk")
    assert message.entities[0].type == "bot_command"


async def test_own_contact_is_told_from_a_strangers(bot: Bot, phone: Phone) -> None:
    await phone.send_contact()
    own = (await newest(bot)).contact
    await phone.send_contact(own=False, phone="77010000002")
    other = (await newest(bot)).contact
    assert own is not None
    assert other is not None
    assert (own.user_id, own.phone_number) == (7001, "77010000001")
    assert (other.user_id, other.phone_number) == (None, "77010000002")


async def test_album_is_several_updates_with_one_group(bot: Bot, phone: Phone) -> None:
    await phone.send_photo("1.jpg", b"1", "Екі бет", album="a1")
    await phone.send_photo("2.jpg", b"2", album="a1")
    first, second = [update.message for update in (await bot.get_updates())[-2:]]
    assert first is not None
    assert second is not None
    assert (first.media_group_id, second.media_group_id) == ("a1", "a1")
    assert (first.caption, second.caption) == ("Екі бет", None)


@pytest.mark.parametrize("kind", ["sticker", "voice", "location", "poll"])
async def test_every_kind_of_message_reaches_the_bot(bot: Bot, phone: Phone, kind: str) -> None:
    await getattr(phone, f"send_{kind}")()
    assert (await newest(bot)).content_type == kind


async def test_edited_message_comes_as_an_update_of_its_own(bot: Bot, phone: Phone) -> None:
    said = await phone.send("Бір")
    await phone.edit(said, "Екі")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said.id, "Екі")
    assert edited.edit_date is not None


async def test_reply_carries_what_it_replies_to(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7001, "Аты-жөніңіз?")
    await phone.send("Үлгі Үлгіұлы", reply_to=sent.message_id)
    replied = (await newest(bot)).reply_to_message
    assert replied is not None
    assert replied.text == "Аты-жөніңіз?"


async def test_answer_is_what_came_after_the_persons_last_act(bot: Bot, phone: Phone) -> None:
    old = await bot.send_message(7001, "Бірінші")
    await phone.send("келесі")
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(phone.answer())
        tasks.create_task(bot.edit_message_text("Екінші", chat_id=7001, message_id=old.message_id))
    assert waiting.result().text == "Екінші"


async def test_waiting_in_vain_tells_what_was_seen(bot: Bot, phone: Phone) -> None:
    await bot.send_message(7001, "Басқа")
    with pytest.raises(TimeoutError, match=r"waited 0\.01 s for 'Тіркелді'; seen:\nБасқа"):
        await phone.until("Тіркелді", within=0.01)


async def test_waiting_for_a_number_or_a_condition(bot: Bot, phone: Phone) -> None:
    await bot.send_message(7001, "Бір")
    await bot.send_message(7001, "Екі")
    assert (await phone.until(2)).text == "Екі"
    assert (await phone.until(lambda message: message.text.startswith("Б"))).text == "Бір"


async def test_blocked_bot_hears_nothing_more(phone: Phone) -> None:
    await phone.block()
    with pytest.raises(AssertionError, match="unblock it first"):
        await phone.send("Сәлем")


async def test_feed_tells_of_each_change_in_order(bot: Bot, api: BotApi) -> None:
    with api.changes.listen() as feed:
        await api.person(7002, "Пример").send("/start")
        await bot.send_message(7002, "Сәлем")
        await bot.delete_message(7002, 2)
    told = [feed.get_nowait() for _ in range(feed.qsize())]
    assert [(change.what, change.chat_id, change.item) for change in told] == [
        (What.MESSAGE, 7002, 1),
        (What.UPDATE, None, 500_000_001),
        (What.MESSAGE, 7002, 2),
        (What.DELETION, 7002, 2),
    ]


async def test_tap_sends_the_label_of_a_plain_button(bot: Bot, phone: Phone) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Қазақша")]])
    await bot.send_message(7001, "Тіл?", reply_markup=keyboard)
    assert (await phone.tap("Қазақша")).text == "Қазақша"
    with pytest.raises(LookupError, match=r"no button 'Русский'; there are \['Қазақша'\]"):
        await phone.tap("Русский")


async def test_phone_without_buttons_shows_none(phone: Phone) -> None:
    assert list(phone.keyboard) == []
