"""Plays what people do around the service, and writes down what they see of it, word for word.

A page is written as those of the staff are (`staff_transcript`), with what `person_stage` adds.
Of the staff group there is only what it is told of people; of a letter its first line and its
dates, or with `given> whole letters` every word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes, policy

from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.screen import Press
from tests.servers.person_stage import OTHER, PersonStage
from tests.servers.staff_transcript import WHOLE, Act, acts

_DATE = re.compile(r"\(\d\d\.\d\d\.\d{4}\)")
_CARD = re.compile(r"PD-\d{4}-\d{5}-\w")
_LETTER = re.compile(r"PD-\d{4}-\d{5}-\w: ")

Seen = Mapping[tuple[str, int], ChatMessage]
"""Every message, by whose phone it is on, or `group`, and its number."""


async def play(stage: PersonStage, story: str, openings: Mapping[str, str]) -> str:
    """Do what the story says and give the transcript of what came of it."""
    todo = acts(story)
    given = [one for one in todo if one.who == "given"]
    whole = any(one.what == WHOLE for one in given)
    for one in given:
        if one.what != WHOLE:
            await stage.set_up(one.what)
    await stage.enter()
    lines = [one.line for one in given]
    for one in todo[len(given) :]:
        lines.append(one.line)
        if one.who == "after":
            for before in acts(openings[one.what]):
                await _do(stage, before, whole=False)
        else:
            told = await _do(stage, one, whole=whole)
            lines += [] if one.silent else told
    return "\n".join(lines) + "\n"


async def _do(stage: PersonStage, act: Act, *, whole: bool) -> list[str]:
    before, letters = _look(stage), len(stage.sink.letters)
    presses = await stage.act(act.who, act.how, act.what)
    await stage.settle()
    told = [await _notice(press) for press in presses if act.who in {"person", OTHER}]
    return [
        *(line for line in told if line),
        *_compare(before, _look(stage), whole=whole),
        *_mails(stage, letters, whole=whole),
    ]


async def _notice(press: Press) -> str:
    said = await press.answered()
    return f"notice> {said}" if said else ""


def _look(stage: PersonStage) -> Seen:
    people = {"person": stage.person.chat, **stage.others}
    rooms = {"group": stage.service.group.chat, **people}
    return {(name, one.id): one for name, chat in rooms.items() for one in chat.messages.values()}


def _compare(before: Seen, now: Seen, *, whole: bool) -> Iterator[str]:
    fresh = [(key, one) for key, one in now.items() if one.from_bot and one != before.get(key)]
    for (room, number), one in sorted(fresh, key=lambda item: item[1].revision):
        if room == "group":
            yield from _told(one) if (room, number) not in before else ()
        elif (room, number) in before:
            yield from _shown(f"changed for {room}> ", one)
        elif _LETTER.match(one.text):
            yield from _letter(f"letter to {room}> ", one.text.splitlines(), whole=whole)
        else:
            yield from _shown(f"to {room}> ", one)


def _told(message: ChatMessage) -> Iterator[str]:
    """Write down what the group is told under the card of a case."""
    card = _CARD.match(message.raw.get("reply_to_message", {}).get("text", ""))
    if card is not None:
        yield from _shown(f"to group, under {card[0]}> ", message)


def _shown(where: str, message: ChatMessage) -> Iterator[str]:
    yield from f"{where}{message.text}".splitlines()
    for row in message.buttons:
        yield " ".join(f"[{button.label}]" for button in row)
    for keys in message.keyboard:
        yield " ".join(f"{{{key.label}}}" for key in keys)


def _mails(stage: PersonStage, since: int, *, whole: bool) -> Iterator[str]:
    for one in stage.sink.letters[since:]:
        mail = message_from_bytes(one.raw, policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None, "a letter has its words as plain text"
        lines = str(body.get_content()).strip().splitlines()
        yield from _letter(f"letter to {mail['To']}> ", [mail["Subject"], *lines], whole=whole)


def _letter(where: str, lines: Iterable[str], *, whole: bool) -> Iterator[str]:
    first, *rest = lines
    yield f"{where}{first}"
    yield from rest if whole else (line for line in rest if _DATE.search(line))
