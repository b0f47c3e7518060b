"""What is in a message beside text, as fields of the Bot API's `Message`."""

from pd_intake_bot.sandbox.telegram import entities
from pd_intake_bot.sandbox.telegram.chats import Person
from pd_intake_bot.sandbox.telegram.files import StoredFile
from pd_intake_bot.sandbox.telegram.refusal import Json


def text(written: str) -> Json:
    """A text as it was typed, with what Telegram finds in it."""
    found = entities.detect(written)
    return {"text": written, "entities": found} if found else {"text": written}


def mention(written: str, person: Person) -> Json:
    """A text that ends with the name of somebody: the account goes along, as it has no username."""
    whole = text(f"{written} {person.first_name}")
    named = {
        "type": "text_mention",
        "offset": entities.length(written) + 1,
        "length": entities.length(person.first_name),
        "user": person.face,
    }
    return {**whole, "entities": [*whole.get("entities", ()), named]}


def document(stored: StoredFile) -> Json:
    """A file."""
    name = {"file_name": stored.upload.name, "mime_type": stored.mime}
    return {"document": {**stored.face, **name}}


def photo(stored: StoredFile) -> Json:
    """A picture, in one size."""
    return {"photo": [{**stored.face, "width": 1280, "height": 960}]}


def contact(person: Person, phone: str, *, own: bool) -> Json:
    """A telephone number: the person's own carries the account's id."""
    name = person.first_name if own else "Басқа біреу"
    card: Json = {"phone_number": phone, "first_name": name}
    return {"contact": {**card, "user_id": person.user_id} if own else card}


def sticker(stored: StoredFile) -> Json:
    """A still sticker."""
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False}
    return {"sticker": {**stored.face, **shape, "is_video": False, "emoji": "👍"}}


def voice(stored: StoredFile) -> Json:
    """A voice message of three seconds."""
    return {"voice": {**stored.face, "duration": 3, "mime_type": "audio/ogg"}}


def location() -> Json:
    """A place on the map: the main square of Almaty."""
    return {"location": {"latitude": 43.238_293, "longitude": 76.945_465}}


def poll() -> Json:
    """A poll with two options."""
    options = [
        {"persistent_id": str(place), "text": text, "voter_count": 0}
        for place, text in enumerate(("Иә", "Жоқ"))
    ]
    return {
        "poll": {
            "id": "5201",
            "question": "?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }
