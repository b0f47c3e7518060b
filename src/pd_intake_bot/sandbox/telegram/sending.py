"""Methods of the Bot API that put something new into a chat."""

from collections.abc import Mapping

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram import media
from pd_intake_bot.sandbox.telegram.call import CAPTION_LIMIT, Call, Method, formatted
from pd_intake_bot.sandbox.telegram.files import PHOTO_LIMIT, StoredFile
from pd_intake_bot.sandbox.telegram.refusal import Json, bad_request

ALBUM_SIZE = 10

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: Call) -> Json:
    """Send a text."""
    text = call.text()
    if not text:
        raise bad_request("message text is empty")
    return _send(call, text)


def send_document(call: Call) -> Json:
    """Send a file."""
    caption = call.caption()
    return _send(call, {**media.document(call.file(call.args["document"])), **caption})


def send_photo(call: Call) -> Json:
    """Send a picture."""
    caption = call.caption()
    return _send(call, {**media.photo(_photo(call, call.args["photo"])), **caption})


def send_media_group(call: Call) -> list[Json]:
    """Send files or pictures as one album."""
    items: list[Json] = call.args["media"]
    _check_album(items)
    chat = call.chat
    place = call.place(chat)
    contents = [_album_item(call, item) for item in items]
    call.telegram.pace.step(chat.id, count=len(items))
    album = str(13_000_000_000_000_000 + chat.last_id)
    return [
        dict(
            call.telegram.post(
                chat, call.telegram.bot, {"media_group_id": album, **content}, place=place
            ).raw
        )
        for content in contents
    ]


def send_chat_action(call: Call) -> bool:
    """Show that the bot is at work."""
    if call.args["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.telegram.changes.announce(What.TYPING, chat_id=call.chat.id, item=call.args["action"])
    return True


def _send(call: Call, content: Json) -> Json:
    chat = call.chat
    place, markup = call.place(chat), call.markup(chat)
    call.telegram.pace.step(chat.id)
    sent = call.telegram.post(chat, call.telegram.bot, content, place=place, markup=markup)
    return dict(sent.raw)


def _photo(call: Call, value: str) -> StoredFile:
    stored = call.file(value)
    if len(stored.upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    return stored


def _check_album(items: list[Json]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > ALBUM_SIZE:
        raise bad_request("too many messages to send as an album")
    kinds = {item["type"] for item in items}
    if not kinds <= {"photo", "document"}:
        raise bad_request("the sandbox sends albums of photos and documents only")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")


def _album_item(call: Call, item: Json) -> Json:
    caption = formatted(item, "caption", "caption_entities", CAPTION_LIMIT)
    if item["type"] == "photo":
        return {**media.photo(_photo(call, item["media"])), **caption}
    return {**media.document(call.file(item["media"])), **caption}


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
