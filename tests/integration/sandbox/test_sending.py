from collections.abc import Mapping

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    MediaUnion,
    MessageEntity,
    ReplyParameters,
)

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.chats import Standing
from pd_intake_bot.sandbox.telegram.files import PHOTO_LIMIT, UPLOAD_LIMIT
from pd_intake_bot.sandbox.telegram.phone import Phone

EMOJI = "😀"
"""One letter to a reader, two UTF-16 units to Telegram."""


async def test_sent_text_is_what_the_person_sees(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7001, "<b>Тіркелді</b> &amp; күтіңіз", parse_mode="HTML")
    seen = await phone.answer()
    assert (seen.id, seen.text) == (sent.message_id, "Тіркелді & күтіңіз")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("а" * 4096, True),
        ("а" * 4097, False),
        (EMOJI * 2048, True),
        (EMOJI * 2048 + ".", False),
        # What counts is the text that people see, not its markup.
        ("<b>" + "а" * 4096 + "</b>", True),
        ("&lt;" * 4096, True),
    ],
)
async def test_text_is_limited_after_its_entities_are_read(
    bot: Bot, phone: Phone, text: str, *, fits: bool
) -> None:
    if fits:
        assert (await bot.send_message(phone.user_id, text, parse_mode="HTML")).message_id
    else:
        with pytest.raises(TelegramBadRequest, match="message is too long"):
            await bot.send_message(phone.user_id, text, parse_mode="HTML")


async def test_caption_is_limited_to_1024_units(bot: Bot, phone: Phone) -> None:
    file = BufferedInputFile(b"pdf", "a.pdf")
    await bot.send_document(phone.user_id, file, caption=EMOJI * 512)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_document(phone.user_id, file, caption=EMOJI * 512 + ".")


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>"])
async def test_empty_text_is_refused(bot: Bot, phone: Phone, text: str) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(phone.user_id, text, parse_mode="HTML")


async def test_document_comes_with_its_name_and_can_be_fetched(bot: Bot, phone: Phone) -> None:
    await bot.send_document(7001, BufferedInputFile(b"%PDF", "жауап.pdf"), caption="Жауап")
    seen = await phone.answer()
    assert (seen.file_name, seen.text) == ("жауап.pdf", "Жауап")
    again = await bot.send_document(7001, seen.raw["document"]["file_id"])
    assert again.document is not None
    assert again.document.file_name == "жауап.pdf"


async def test_upload_is_limited_to_50_megabytes(bot: Bot, phone: Phone) -> None:
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(
            phone.user_id, BufferedInputFile(bytes(UPLOAD_LIMIT + 1), "big.zip")
        )


async def test_photo_is_limited_to_10_megabytes(bot: Bot, phone: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.send_photo(phone.user_id, BufferedInputFile(bytes(PHOTO_LIMIT + 1), "big.jpg"))


async def test_album_comes_as_one_group(bot: Bot, phone: Phone) -> None:
    media: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(b"1", "1.jpg"), caption="Екі бет"),
        InputMediaPhoto(media=BufferedInputFile(b"2", "2.jpg")),
    ]
    sent = await bot.send_media_group(phone.user_id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["Екі бет", None]


async def test_album_does_not_mix_files_and_pictures(bot: Bot, phone: Phone) -> None:
    media: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(b"1", "1.jpg")),
        InputMediaDocument(media=BufferedInputFile(b"2", "2.pdf")),
    ]
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await bot.send_media_group(phone.user_id, media)


async def test_reply_needs_the_message_it_replies_to(bot: Bot, phone: Phone) -> None:
    start = phone.messages[0]
    sent = await bot.send_message(7001, "Иә", reply_parameters=ReplyParameters(message_id=start.id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    lost = ReplyParameters(message_id=999)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(7001, "Иә", reply_parameters=lost)
    lost = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    sent = await bot.send_message(7001, "Иә", reply_parameters=lost)
    assert sent.reply_to_message is None


async def test_bot_can_not_write_first(bot: Bot, api: BotApi) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(7002, "Сәлем")
    await api.group(-1001000000001, "Топ").officer(7002, "Пример")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation with a user"):
        await bot.send_message(7002, "Сәлем")


async def test_blocked_bot_is_told_so_and_may_write_again_when_unblocked(
    bot: Bot, phone: Phone
) -> None:
    await phone.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(7001, "Сәлем")
    await phone.unblock()
    await bot.send_message(7001, "Сәлем")
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member"]


async def test_deleted_account_can_not_be_written_to(bot: Bot, phone: Phone) -> None:
    await phone.delete_account()
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(7001, "Сәлем")


async def test_bot_thrown_out_of_a_group_can_not_write_there(bot: Bot, api: BotApi) -> None:
    group = api.group(-1001000000001, "Топ")
    await group.remove_bot()
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.chat_id, "Сәлем")
    await group.set_bot(Standing.LEFT)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member"):
        await bot.send_message(group.chat_id, "Сәлем")


async def test_upgraded_group_tells_its_new_number(bot: Bot, api: BotApi) -> None:
    group = api.group(-500, "Топ")
    await group.officer(8001, "Пример", admin=True)
    await group.upgrade(-1001000000005)
    with pytest.raises(TelegramMigrateToChat) as refused:
        await bot.send_message(-500, "Сәлем")
    assert refused.value.migrate_to_chat_id == group.chat_id == -1001000000005


MALFORMED: Mapping[str, str] = {
    "<b>жоқ": 'Can\'t find end tag corresponding to start tag "b"',
    "<b>а</i>": 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"',
    "а</b>": "Unexpected end tag at byte offset 2",
    "<p>а</p>": 'Unsupported start tag "p" at byte offset 0',
    "5 < 6": 'Unsupported start tag "" at byte offset 2',
    "<b>а</b": "Unclosed end tag at byte offset 5",
    "<b": "Unclosed start tag at byte offset 0",
    "<span>а</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
}


async def test_ready_entities_are_taken_as_they_are(bot: Bot, phone: Phone) -> None:
    mark = MessageEntity(type="bold", offset=0, length=3)
    await bot.send_message(7001, "<b>", entities=[mark], parse_mode=None)
    seen = await phone.answer()
    assert (seen.text, seen.raw["entities"][0]["type"]) == ("<b>", "bold")


async def test_only_the_html_style_is_played(bot: Bot, phone: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="unsupported parse_mode"):
        await bot.send_message(phone.user_id, "*а*", parse_mode="MarkdownV2")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("https://example.test/a.pdf", "failed to get HTTP URL content"),
        ("BQACAgIAAxNOBODY", "wrong file identifier"),
        ("attach://lost", "wrong file identifier"),
        (BufferedInputFile(b"", "a.pdf"), "file must be non-empty"),
    ],
)
async def test_file_that_can_not_be_sent(
    bot: Bot, phone: Phone, document: str | BufferedInputFile, words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_document(phone.user_id, document)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "there are no messages to send"), (11, "too many messages to send as an album")],
)
async def test_album_holds_one_to_ten(bot: Bot, phone: Phone, count: int, words: str) -> None:
    file = (await bot.send_document(7001, BufferedInputFile(b"1", "1.pdf"))).document
    assert file is not None
    media: list[MediaUnion] = [InputMediaDocument(media=file.file_id)] * count
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_media_group(phone.user_id, media)


async def test_documents_go_as_an_album_too(bot: Bot, phone: Phone) -> None:
    media: list[MediaUnion] = [
        InputMediaDocument(media=BufferedInputFile(bytes([48 + one]), f"{one}.pdf"))
        for one in range(2)
    ]
    await bot.send_media_group(7001, media)
    assert [message.file_name for message in phone.messages[1:]] == ["0.pdf", "1.pdf"]


async def test_bot_is_seen_at_work(bot: Bot, api: BotApi, phone: Phone) -> None:
    with api.changes.listen() as feed:
        await bot.send_chat_action(phone.user_id, "typing")
    assert feed.get_nowait().what is What.TYPING


@pytest.mark.parametrize("text", MALFORMED)
async def test_broken_html_is_refused_in_telegrams_words(bot: Bot, phone: Phone, text: str) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await bot.send_message(phone.user_id, text, parse_mode="HTML")
    assert refused.value.message == f"Bad Request: can't parse entities: {MALFORMED[text]}"


async def test_flood_names_the_seconds_to_wait(bot: Bot, phone: Phone) -> None:
    for _ in range(5):
        await bot.send_message(phone.user_id, "Тез")
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(phone.user_id, "Тым тез")
    assert refused.value.retry_after == 5
