"""Plays a conversation written down as a transcript, and writes down what really happened.

A line begins with who acts: `person>` types, `press>` presses a button, `tap>` a key of the
reply keyboard, `reply>` answers the newest letter, `file>` and `photo>` send a file, `restart>`
ends the service and starts it anew, `minutes>` lets time pass. `bot>` is a new message,
`bot edits>` one that changed in its place, `notice>` the line that a press is answered with.
Buttons stand in brackets, keys of the reply keyboard in braces.
Of a letter only its first line and the line with the date stand here: its words are tested
where they are written.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers.telegram import TelegramService

_DATE = re.compile(r"\(\d\d\.\d\d\.\d{4}\)")
_LETTER = re.compile(r"PD-\d{4}-\d{5}-\w: ")
_ACTS = ("person>", "press>", "tap>", "file>", "photo>", "reply>", "restart>", "minutes>")


def read(path: Path) -> dict[str, str]:
    """Read a page of transcripts: each under its heading, in a block of code."""
    stories: dict[str, str] = {}
    heading, inside = "", False
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("```"):
            inside = not inside
        elif inside:
            stories[heading] = stories.get(heading, "") + line + "\n"
    return stories


async def play(service: TelegramService, phone: Phone, story: str) -> str:
    """Do what the person does in the story and give the transcript of what came of it."""
    lines: list[str] = []
    for act in (line for line in story.splitlines() if line.startswith(_ACTS)):
        known = {message.id for message in phone.messages}
        since = service.api.changes.number
        lines.append(act)
        lines += await _do(service, phone, act)
        lines += _written(phone, since, known)
    return "\n".join(lines) + "\n"


async def _do(service: TelegramService, phone: Phone, act: str) -> list[str]:
    how, _, what = act.partition("> ")
    if how == "press":
        pressed = await phone.press(what)
        await service.settle()
        said = await pressed.answered()
        return [f"notice> {said}"] if said else []
    if act == "restart>":
        await service.restart()
    elif how == "minutes":
        service.clock.move(timedelta(minutes=int(what)))
        await service.tend()
    else:
        await _say(phone, how, what)
    await service.settle()
    return []


async def _say(phone: Phone, how: str, what: str) -> None:
    match how:
        case "person":
            await phone.send(what)
        case "tap":
            await phone.tap(what)
        case "reply":
            letters = [one for one in phone.messages if _LETTER.match(one.text)]
            await phone.send(what, reply_to=letters[-1])
        case "file":
            await phone.send_document(what, b"content of " + what.encode())
        case "photo":
            await phone.send_photo("photo.jpg", b"picture", what)


def _written(phone: Phone, since: int, known: set[int]) -> Iterator[str]:
    fresh = [one for one in phone.messages if one.from_bot and one.revision > since]
    for message in sorted(fresh, key=lambda one: one.revision):
        if _LETTER.match(message.text):
            yield from _letter(message.text)
            continue
        yield f"{'bot edits' if message.id in known else 'bot'}> {message.text}"
        yield from _buttons(message)


def _letter(text: str) -> Iterator[str]:
    first, *rest = text.splitlines()
    yield f"letter> {first}"
    yield from (line for line in rest if _DATE.search(line))


def _buttons(message: ChatMessage) -> Iterator[str]:
    for row in message.buttons:
        yield " ".join(f"[{button.label}]" for button in row)
    for keys in message.keyboard:
        yield " ".join(f"{{{key.label}}}" for key in keys)
