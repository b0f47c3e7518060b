"""What the bot shows: a text in Telegram's HTML with its buttons, and its form in a parcel."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import cast

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.submission import Attachment, Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message.

    With `data` (at most 64 bytes) it is pressed, with `url` it opens an address. `contact`
    shares the person's own number; a screen that has one stands on the reply keyboard, where
    every other button simply types its label.
    """

    label: str
    data: str = ""
    url: str = ""
    contact: bool = False


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A kept file to be sent along, under the name it is shown by; a picture is seen at once."""

    digest: Digest
    name: str
    picture: bool = False

    @classmethod
    def of(cls, kept: Attachment) -> "File":
        """Give a kept file as a document, byte for byte."""
        return cls(digest=kept.digest, name=kept.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message of the bot: HTML in which everything from outside is escaped.

    `clears` takes a reply keyboard away; only a screen without buttons can do that.
    """

    text: str
    keyboard: Keyboard = ()
    file: File | None = None
    clears: bool = False

    @property
    def replaces_keyboard(self) -> bool:
        """Tell whether it stands on the reply keyboard, which no edit can bring or take."""
        return self.clears or any(button.contact for row in self.keyboard for button in row)


def plain(value: str) -> str:
    """Escape words from outside for a screen."""
    return escape(value, quote=False)


def write(
    screen: Screen, chat_id: int, *, edit: int | None = None, thread: int | None = None
) -> dict[str, Json]:
    """Turn a screen into the payload of a MESSAGE parcel.

    `edit` is the message it replaces, `thread` the topic that it goes into.
    """
    return {
        "chat_id": chat_id,
        "text": screen.text,
        "keyboard": [[_write_button(button) for button in row] for row in screen.keyboard],
        "edit": edit,
        "thread": thread,
        "file": _write_file(screen.file) if screen.file else None,
        "clears": screen.clears,
    }


def read(payload: Mapping[str, Json]) -> Screen:
    """Turn the payload of a MESSAGE parcel back into the screen."""
    file = cast("dict[str, Json] | None", payload["file"])
    rows = cast("list[list[dict[str, Json]]]", payload["keyboard"])
    return Screen(
        text=cast("str", payload["text"]),
        keyboard=tuple(tuple(_read_button(button) for button in row) for row in rows),
        file=_read_file(file) if file else None,
        clears=bool(payload["clears"]),
    )


def _write_file(file: File) -> dict[str, Json]:
    return {"digest": file.digest, "name": file.name, "picture": file.picture}


def _read_file(file: Mapping[str, Json]) -> File:
    return File(
        digest=Digest(cast("str", file["digest"])),
        name=cast("str", file["name"]),
        picture=bool(file.get("picture", False)),
    )


def _write_button(button: Button) -> dict[str, Json]:
    written: dict[str, Json] = {"text": button.label}
    kinds: dict[str, Json] = {"data": button.data, "url": button.url, "contact": button.contact}
    written.update((kind, value) for kind, value in kinds.items() if value)
    return written


def _read_button(button: Mapping[str, Json]) -> Button:
    return Button(
        label=cast("str", button["text"]),
        data=cast("str", button.get("data", "")),
        url=cast("str", button.get("url", "")),
        contact=bool(button.get("contact", False)),
    )
