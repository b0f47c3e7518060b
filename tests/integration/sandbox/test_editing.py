from datetime import timedelta
from typing import Protocol

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReactionTypeEmoji,
)

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.phone import Phone


class Hands(Protocol):
    def turn(self, step: timedelta) -> None: ...


def keyboard(label: str = "Иә") -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text=label, callback_data="yes")
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def test_edited_text_takes_the_place_of_the_old(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7001, "Бір", reply_markup=keyboard())
    await bot.edit_message_text("Екі", chat_id=7001, message_id=sent.message_id)
    seen = await phone.answer("Екі")
    assert (seen.id, seen.buttons) == (sent.message_id, ())
    assert "edit_date" in seen.raw


async def test_same_text_is_not_modified(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.user_id, "Бір", reply_markup=keyboard())
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text(
            " Бір ", chat_id=7001, message_id=sent.message_id, reply_markup=keyboard()
        )
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(
            chat_id=7001, message_id=sent.message_id, reply_markup=keyboard()
        )


async def test_keyboard_changes_alone(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7001, "<b>Бір</b>", parse_mode="HTML", reply_markup=keyboard())
    await bot.edit_message_reply_markup(
        chat_id=7001, message_id=sent.message_id, reply_markup=keyboard("Жоқ")
    )
    seen = await phone.answer()
    assert (seen.text, seen.buttons[0][0].label) == ("Бір", "Жоқ")
    assert seen.raw["entities"][0]["type"] == "bold"


async def test_only_what_is_there_and_own_can_be_edited(bot: Bot, phone: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("Екі", chat_id=7001, message_id=999)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("Екі", chat_id=7001, message_id=phone.messages[0].id)


async def test_edits_count_as_messages(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.user_id, "0")
    for number in range(1, 5):
        await bot.edit_message_text(str(number), chat_id=7001, message_id=sent.message_id)
    with pytest.raises(TelegramRetryAfter):
        await bot.edit_message_text("5", chat_id=7001, message_id=sent.message_id)


async def test_message_is_deleted_within_48_hours_only(
    bot: Bot, phone: Phone, hands: Hands
) -> None:
    sent = await bot.send_message(7001, "Бір")
    await bot.delete_message(7001, sent.message_id)
    assert sent.message_id not in [message.id for message in phone.messages]
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(7001, sent.message_id)
    old = await bot.send_message(7001, "Екі")
    hands.turn(timedelta(hours=48, seconds=1))
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(7001, old.message_id)


async def test_press_comes_as_a_callback_and_its_answer_is_seen(bot: Bot, phone: Phone) -> None:
    await bot.send_message(7001, "?", reply_markup=keyboard())
    press = await phone.press("Иә")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("yes", 7001)
    await bot.answer_callback_query(query.id, text="Қабылданды", show_alert=True)
    assert (await press.answered(), press.alert) == ("Қабылданды", True)


async def test_press_is_answered_once_and_soon(bot: Bot, phone: Phone, hands: Hands) -> None:
    await bot.send_message(7001, "?", reply_markup=keyboard())
    press = await phone.press("yes")
    await bot.answer_callback_query(press.id)
    late = await phone.press("yes")
    hands.turn(timedelta(minutes=2))
    for query in (press.id, late.id, "12345"):
        with pytest.raises(TelegramBadRequest, match="query is too old and response timeout"):
            await bot.answer_callback_query(query)


async def test_button_that_is_not_there_names_those_that_are(bot: Bot, phone: Phone) -> None:
    await bot.send_message(7001, "?", reply_markup=keyboard())
    with pytest.raises(LookupError, match=r"no button 'Мүмкін'; there are \['Иә'\]"):
        await phone.press("Мүмкін")


async def test_reaction_is_put_on_a_message_and_taken_away(bot: Bot, phone: Phone) -> None:
    start = phone.messages[0].id
    await bot.set_message_reaction(7001, start, reaction=[ReactionTypeEmoji(emoji="👍")])
    assert list(phone.messages[0].reactions) == ["👍"]
    await bot.set_message_reaction(7001, start, reaction=[])
    assert list(phone.messages[0].reactions) == []


async def test_pinning_in_a_group_needs_the_right(bot: Bot, api: BotApi) -> None:
    group = api.group(-1001000000001, "Топ")
    sent = await bot.send_message(group.chat_id, "Күнделік")
    await bot.pin_chat_message(group.chat_id, sent.message_id)
    assert (await bot.get_chat(group.chat_id)).pinned_message is not None
    await group.set_bot(Standing.MEMBER)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned"):
        await bot.unpin_chat_message(group.chat_id)


async def test_caption_is_edited_where_a_text_can_not_be(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_document(7001, BufferedInputFile(b"%PDF", "a.pdf"), caption="Бір")
    await bot.edit_message_caption(chat_id=7001, message_id=sent.message_id, caption="Екі")
    seen = await phone.answer("Екі")
    assert seen.file_name == "a.pdf"
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("Үш", chat_id=7001, message_id=sent.message_id)
    text = await bot.send_message(7001, "Бір")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=7001, message_id=text.message_id, caption="Екі")


async def test_edit_needs_a_text_and_a_place(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.user_id, "Бір")
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.edit_message_text(" ", chat_id=7001, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message identifier is not specified"):
        await bot.edit_message_text("Екі", chat_id=7001)
    with pytest.raises(TelegramBadRequest, match="chat_id is empty"):
        await bot.edit_message_text("Екі", message_id=sent.message_id)


async def test_several_messages_are_deleted_and_lost_ones_passed_over(
    bot: Bot, phone: Phone
) -> None:
    first = await bot.send_message(7001, "Бір")
    second = await bot.send_message(7001, "Екі")
    await bot.delete_messages(7001, [first.message_id, 999, second.message_id])
    assert [message.text for message in phone.messages] == ["/start"]


async def test_message_that_opened_a_topic_can_not_be_deleted(bot: Bot, api: BotApi) -> None:
    group = api.group(-1001000000001, "Топ", forum=True)
    topic = await bot.create_forum_topic(group.chat_id, "Бір")
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.chat_id, topic.message_thread_id)


async def test_answer_to_a_press_is_limited(bot: Bot, phone: Phone) -> None:
    await bot.send_message(7001, "?", reply_markup=keyboard())
    press = await phone.press("Иә")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(press.id, text="ә" * 201)


async def test_newest_pinned_message_is_unpinned_first(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7001, "Бір")
    await bot.pin_chat_message(7001, sent.message_id)
    await bot.unpin_chat_message(7001)
    assert not phone.chat.pinned
    with pytest.raises(TelegramBadRequest, match="message to unpin not found"):
        await bot.unpin_chat_message(7001, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="REACTIONS_TOO_MANY"):
        await bot.set_message_reaction(
            7001, sent.message_id, reaction=[ReactionTypeEmoji(emoji=one) for one in "👍👎"]
        )
