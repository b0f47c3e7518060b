import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.group import Group
from pd_intake_bot.sandbox.telegram.phone import Phone

STAFF = -1001000000001


@pytest.fixture
def forum(api: BotApi) -> Group:
    return api.group(STAFF, "Топ", forum=True)


async def test_group_tells_what_it_is(bot: Bot, forum: Group) -> None:
    chat = await bot.get_chat(forum.chat_id)
    assert (chat.type, chat.title, chat.is_forum) == ("supergroup", "Топ", True)


async def test_private_chat_has_no_administrators(bot: Bot, phone: Phone) -> None:
    assert (await bot.get_chat(7001)).first_name == "Үлгі"
    assert (await bot.get_chat_member(7001, 7001)).status == "member"
    with pytest.raises(TelegramBadRequest, match="no administrators in the private chat"):
        await bot.get_chat_administrators(phone.user_id)


async def test_members_are_told_apart(bot: Bot, forum: Group, api: BotApi) -> None:
    await forum.officer(8001, "Басшы", admin=True)
    gone = await forum.officer(8002, "Кетті")
    await gone.leave()
    api.person(8003, "Бөтен")
    standings = [(await bot.get_chat_member(STAFF, one)).status for one in (8001, 8002, 8003)]
    assert standings == ["administrator", "left", "left"]
    with pytest.raises(TelegramBadRequest, match="PARTICIPANT_ID_INVALID"):
        await bot.get_chat_member(STAFF, 9999)


async def test_administrators_are_people_and_the_bot(bot: Bot, forum: Group) -> None:
    await forum.officer(8001, "Басшы", admin=True)
    await forum.officer(8002, "Қызметкер")
    leading = [member.user.id for member in await bot.get_chat_administrators(STAFF)]
    assert leading == [8001, bot.id]
    assert await bot.get_chat_member_count(STAFF) == 3


async def test_bot_sees_its_own_rights(bot: Bot, forum: Group) -> None:
    me = await bot.get_chat_member(STAFF, bot.id)
    assert (me.status, getattr(me, "can_manage_topics", None)) == ("administrator", True)
    await forum.set_bot(Standing.MEMBER)
    assert (await bot.get_chat_member(STAFF, bot.id)).status == "member"


async def test_topic_is_opened_named_and_written_to(bot: Bot, forum: Group) -> None:
    topic = await bot.create_forum_topic(STAFF, "PD-2026-00001-7")
    await bot.send_message(STAFF, "Карточка", message_thread_id=topic.message_thread_id)
    assert (await forum.until("Карточка")).topic == topic.message_thread_id
    await bot.edit_forum_topic(STAFF, topic.message_thread_id, name="PD-2026-00001-7 ✓")
    assert forum.chat.topics[topic.message_thread_id].name == "PD-2026-00001-7 ✓"


async def test_deleted_topic_takes_its_messages_and_its_thread(bot: Bot, forum: Group) -> None:
    topic = (await bot.create_forum_topic(STAFF, "Бір")).message_thread_id
    await bot.send_message(STAFF, "Карточка", message_thread_id=topic)
    await forum.delete_topic(topic)
    assert not forum.messages
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(STAFF, "Карточка", message_thread_id=topic)
    with pytest.raises(TelegramBadRequest, match="TOPIC_ID_INVALID"):
        await bot.delete_forum_topic(STAFF, topic)


async def test_closed_topic_takes_messages_of_those_who_manage_topics(
    bot: Bot, forum: Group
) -> None:
    topic = (await bot.create_forum_topic(STAFF, "Бір")).message_thread_id
    await bot.close_forum_topic(STAFF, topic)
    await bot.send_message(STAFF, "Жабық", message_thread_id=topic)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.close_forum_topic(STAFF, topic)
    await forum.set_bot(Standing.MEMBER)
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await bot.send_message(STAFF, "Жабық", message_thread_id=topic)
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage topics"):
        await bot.reopen_forum_topic(STAFF, topic)


async def test_topics_need_a_forum_and_a_name_that_fits(bot: Bot, api: BotApi) -> None:
    api.group(STAFF, "Топ", forum=True)
    api.group(-1001000000002, "Басқа")
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(-1001000000002, "Бір")
    with pytest.raises(TelegramBadRequest, match="TOPIC_TITLE_INVALID"):
        await bot.create_forum_topic(STAFF, "ұ" * 129)


async def test_officer_presses_and_replies_in_the_group(bot: Bot, forum: Group) -> None:
    button = InlineKeyboardButton(text="Алдым", callback_data="take:1")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    card = await bot.send_message(STAFF, "PD-2026-00001-7", reply_markup=markup)
    officer = await forum.officer(8001, "Қызметкер")
    await officer.press("Алдым")
    await officer.send("Жауап дайын", reply_to=card.message_id)
    *_, press, reply = await bot.get_updates()
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == 8001
    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert reply.message.reply_to_message.message_id == card.message_id


async def test_anonymous_administrator_writes_as_the_group_but_presses_as_a_person(
    bot: Bot, forum: Group
) -> None:
    button = InlineKeyboardButton(text="Алдым", callback_data="take:1")
    await bot.send_message(
        STAFF, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    officer = await forum.officer(8001, "Басшы", admin=True, anonymous=True)
    await officer.send("Кім екенім белгісіз")
    await officer.press("Алдым")
    *_, written, press = await bot.get_updates()
    assert written.message is not None
    assert written.message.from_user is not None
    assert written.message.sender_chat is not None
    assert (written.message.from_user.id, written.message.sender_chat.id) == (1087968824, STAFF)
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == 8001


async def test_bot_without_rights_hears_only_commands_and_replies(bot: Bot, forum: Group) -> None:
    officer = await forum.officer(8001, "Қызметкер")
    await forum.set_bot(Standing.MEMBER)
    card = await bot.send_message(STAFF, "PD-2026-00001-7")
    await officer.send("Өзара әңгіме")
    await officer.send("/queue")
    await officer.send("Жауап", reply_to=card.message_id)
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert heard == [None, "/queue", "Жауап"]  # the first tells who came in


async def test_upgrade_is_told_from_both_sides_and_old_messages_are_void(
    bot: Bot, api: BotApi
) -> None:
    group = api.group(-500, "Топ")
    await group.officer(8001, "Басшы")
    old = await bot.send_message(-500, "Карточка")
    await group.upgrade(STAFF)
    to, since = [update.message for update in (await bot.get_updates())[-2:]]
    assert to is not None
    assert since is not None
    assert (to.chat.id, to.migrate_to_chat_id) == (-500, STAFF)
    assert (since.chat.id, since.migrate_from_chat_id) == (STAFF, -500)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("Екі", chat_id=STAFF, message_id=old.message_id + 5)


async def test_bot_leaves_a_group(bot: Bot, forum: Group) -> None:
    await bot.leave_chat(STAFF)
    assert forum.chat.bot is Standing.LEFT


async def test_reply_in_a_topic_stays_in_it(bot: Bot, forum: Group) -> None:
    topic = (await bot.create_forum_topic(STAFF, "Бір")).message_thread_id
    officer = await forum.officer(8001, "Қызметкер")
    asked = await officer.send("Қашан?", topic=topic)
    await bot.send_message(STAFF, "Ертең", reply_parameters=ReplyParameters(message_id=asked.id))
    assert (await officer.answer("Ертең")).topic == topic


async def test_topic_is_closed_by_hand_and_opened_by_the_bot(bot: Bot, forum: Group) -> None:
    topic = (await bot.create_forum_topic(STAFF, "Бір")).message_thread_id
    await forum.close_topic(topic)
    told = (await bot.get_updates())[-1].message
    assert told is not None
    assert told.forum_topic_closed is not None
    await bot.reopen_forum_topic(STAFF, topic)
    assert not forum.chat.topics[topic].closed


async def test_topic_is_deleted_by_a_bot_that_may_delete(bot: Bot, forum: Group) -> None:
    topic = (await bot.create_forum_topic(STAFF, "Бір")).message_thread_id
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.edit_forum_topic(STAFF, topic, name="Бір")
    await bot.delete_forum_topic(STAFF, topic)
    assert not forum.chat.topics
    await forum.set_bot(Standing.ADMINISTRATOR, "can_manage_topics")
    with pytest.raises(TelegramBadRequest, match="not enough rights to delete"):
        await bot.delete_forum_topic(STAFF, topic)


async def test_bot_can_not_leave_a_private_chat(bot: Bot, phone: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="can't be changed in private chats"):
        await bot.leave_chat(phone.user_id)


async def test_bot_out_of_a_group_hears_nothing(bot: Bot, forum: Group) -> None:
    officer = await forum.officer(8001, "Қызметкер")
    await forum.remove_bot()
    await bot.get_updates(offset=-1)
    await officer.send("/queue")
    assert len(await bot.get_updates()) == 1


async def test_what_is_written_into_a_topic_replies_to_its_first_message(
    bot: Bot, forum: Group
) -> None:
    topic = await bot.create_forum_topic(STAFF, "PD-2026-00001-7")
    officer = await forum.officer(8002, "Қызметкер")
    said = await officer.send("Мен аламын", topic=topic.message_thread_id)
    assert "forum_topic_created" in said.raw["reply_to_message"]


async def test_topics_are_out_of_reach_while_the_group_is_no_forum(bot: Bot, forum: Group) -> None:
    topic = await bot.create_forum_topic(STAFF, "PD-2026-00001-7")
    await forum.set_forum(on=False)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(STAFF, "a", message_thread_id=topic.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="not a forum"):
        await bot.create_forum_topic(STAFF, "PD-2026-00002-7")
    await forum.set_forum(on=True)
    await bot.send_message(STAFF, "a", message_thread_id=topic.message_thread_id)


async def test_topic_is_closed_and_opened_by_hand(bot: Bot, forum: Group, api: BotApi) -> None:
    topic = (await bot.create_forum_topic(STAFF, "PD-2026-00001-7")).message_thread_id
    await forum.close_topic(topic)
    await forum.reopen_topic(topic)
    told = [
        set(update["message"]) for update in api.telegram.updates.pending if "message" in update
    ]
    assert [bool({"forum_topic_closed", "forum_topic_reopened"} & one) for one in told] == [
        True,
        True,
    ]


async def test_mention_of_an_account_without_a_username_carries_the_account(
    bot: Bot, forum: Group
) -> None:
    assert bot.id
    officer = await forum.officer(8001, "Басшы")
    other = await forum.officer(8002, "Қызметкер")
    said = await officer.send("/officers", mention=other.person)
    assert [one.get("user", {}).get("id") for one in said.raw["entities"]] == [None, 8002]
