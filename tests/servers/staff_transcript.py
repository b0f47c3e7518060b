"""Plays the work of the staff written down as a page, and writes down what really happened.

A story is a block of code under a heading. A line begins with who acts and how; what the
service does follows it. Who acts: `Болат` leads, `Айгүл` is an officer, `Дана` a viewer, and
`Гүлнар` is in the group without a role; `person` has a phone, `mail` is what the person mails.

    Айгүл> words                 types to the bot in private; `Айгүл file>` sends a file
    Айгүл press> label           presses the newest button with that label in private
    Айгүл in group> words        types in the group, `in topic>` in the newest topic,
    Айгүл reply in group>        in answer to the bot's newest message there, and
    Айгүл reply to member in group>  to what somebody else said last
    Айгүл press in group> label  presses in the group; `Айгүл + Болат` press at the same moment
    mail> subject line | words   a mail comes; without a subject line it answers our newest letter
    mail machine>, mail other>   the same from a program, or from another address
    clock> 27.11.2026 09:00      time goes by, and the service looks round by itself
    given>, world>               what is so from the first, and what happens outside
    after> heading               what stands under that heading in the page `opening` has happened

An act in brackets, `(Айгүл press> label)`, is done and what came of it is not written down.

    to Айгүл>, to group>         a message of the bot, its buttons in brackets beneath
    to group, under PD-…>        in answer to the card of that case
    to topic PD-…>               the same in a topic; `topic made>` and the like tell of topics
    changed for group>           a message that was edited: lines that went, and lines that came
    gone from Айгүл>             a message that was deleted
    notice to Айгүл>             the line, or the `window`, that a press is answered with
    letter to person>            a letter: its first line and its dates; `given> whole letters`
                                 shows every word but the signature, of which `…` is left;
                                 what an officer was shown just so is not repeated
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from email import message_from_bytes, policy
from pathlib import Path

from pd_intake_bot.sandbox.telegram.chats import Chat, ChatMessage, Topic
from pd_intake_bot.sandbox.telegram.screen import Press
from tests.servers.staff_stage import CAST, Stage

WHOLE = "whole letters"
_WHO = "|".join((*CAST, "person", "other", "mail", "clock", "world", "given", "after"))
_ACT = re.compile(
    rf"(?P<silent>\()?(?P<who>(?:{_WHO})(?: \+ (?:{_WHO}))*)(?: (?P<how>[a-z ]+))?> ?(?P<what>.*)"
)
_DATE = re.compile(r"\(\d\d\.\d\d\.\d{4}\)")
_CARD = re.compile(r"PD-\d{4}-\d{5}-\w")
_LETTER = re.compile(r"PD-\d{4}-\d{5}-\w: ")
_BLOCK = re.compile(r"^```\n.*?^```", re.MULTILINE | re.DOTALL)
_SIGNED = ("С уважением,", "Құрметпен,")
_ALIKE = 0.3
"""A message of which less than this has stayed is written down anew."""

Topics = Mapping[int, tuple[str, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of a story that somebody does."""

    line: str
    who: str
    how: str
    what: str
    silent: bool


def acts(story: str) -> list[Act]:
    """Find in a story the lines that somebody does."""
    found = []
    for line in story.splitlines():
        if match := _ACT.fullmatch(line):
            silent = bool(match["silent"])
            what = match["what"].removesuffix(")") if silent else match["what"]
            how = match["how"] or ""
            found.append(Act(line=line, who=match["who"], how=how, what=what, silent=silent))
    return found


def write(path: Path, stories: Mapping[str, str]) -> None:
    """Put stories into their page, each under its heading; all other words stay."""
    parts = re.split(r"^## (.*)$", path.read_text("utf-8"), flags=re.MULTILINE)
    page = parts[0]
    for heading, section in zip(parts[1::2], parts[2::2], strict=True):
        block = f"```\n{stories[heading]}```"
        page += f"## {heading}{_BLOCK.sub(lambda _, new=block: new, section)}"
    path.write_text(page, "utf-8")


async def play(stage: Stage, story: str, openings: Mapping[str, str]) -> str:
    """Do what the story says and give the transcript of what came of it."""
    lines: list[str] = []
    todo = acts(story)
    given = [one for one in todo if one.who == "given"]
    for one in given:
        lines.append(one.line)
        if one.what != WHOLE:
            await stage.set_up(one.what)
    await stage.enter()
    whole = any(one.what == WHOLE for one in given)
    for one in todo[len(given) :]:
        lines.append(one.line)
        if one.who == "after":
            await _open(stage, openings[one.what])
        else:
            told = await _do(stage, one, whole=whole)
            lines += [] if one.silent else told
    return "\n".join(lines) + "\n"


async def _open(stage: Stage, story: str) -> None:
    for one in acts(story):
        await _do(stage, one, whole=False)


async def _do(stage: Stage, act: Act, *, whole: bool) -> list[str]:
    before = _Seen.of(stage)
    presses = await stage.act(act.who, act.how, act.what)
    await stage.settle()
    told = [
        await _notice(name, press)
        for name, press in zip(act.who.split(" + "), presses, strict=False)
    ]
    return [
        *(line for line in told if line),
        *before.compare(_Seen.of(stage), whole=whole),
        *_letters(stage, before, whole=whole),
    ]


async def _notice(name: str, press: Press) -> str:
    said = await press.answered()
    return f"{'window' if press.alert else 'notice'} to {name}> {said}" if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was to be seen at one moment, in every chat."""

    messages: Mapping[tuple[str, int, int], ChatMessage]
    topics: Topics
    letters: int

    @classmethod
    def of(cls, stage: Stage) -> "_Seen":
        chats = {name: officer.phone.chat for name, officer in stage.cast.items()}
        group = stage.service.group.chat
        rooms: dict[str, Chat] = {"group": group, "person": stage.person.chat, **chats}
        return cls(
            messages={
                (name, chat.id, message.id): message
                for name, chat in rooms.items()
                for message in chat.messages.values()
            },
            topics={one.id: _look_at(one) for one in group.topics.values()},
            letters=len(stage.sink.letters),
        )

    def compare(self, now: "_Seen", *, whole: bool) -> Iterator[str]:
        """Write down what has become of it."""
        yield from _topics(self.topics, now.topics)
        yield from self._gone(now)
        fresh = [
            (key, one)
            for key, one in now.messages.items()
            if one.from_bot and one != self.messages.get(key) and _lines(one)
        ]
        for (room, chat, number), one in sorted(fresh, key=lambda item: item[1].revision):
            where = now.place(room, one)
            before = self.messages.get((room, chat, number))
            if before:
                yield from _changed(where, before, one)
            elif where == "person" and _LETTER.match(one.text):
                first, _, *rest = _lines(one)
                yield f"letter to person> {first}"
                yield from _told_to_person(rest, self, whole=whole)
            else:
                yield from _new(where, one)

    def place(self, room: str, message: ChatMessage) -> str:
        """Say where a message stands."""
        if message.topic is None or message.topic not in self.topics:
            return room
        name, _ = self.topics[message.topic]
        return f"topic {name.split()[1]}"

    def _gone(self, now: "_Seen") -> Iterator[str]:
        chats = {chat for _, chat, _ in now.messages}
        for (room, chat, number), one in self.messages.items():
            closed = one.topic is not None and one.topic not in now.topics
            if (room, chat, number) in now.messages or chat not in chats or closed:
                continue
            yield f"gone from {room}> {_lines(one)[0]}"


def _look_at(topic: Topic) -> tuple[str, bool]:
    return topic.name, topic.closed


def _topics(before: Topics, now: Topics) -> Iterator[str]:
    for number, (name, closed) in now.items():
        was, stood_closed = before.get(number, ("", False))
        if was != name:
            yield f"topic {'renamed' if was else 'made'}> {name}"
        if closed != stood_closed:
            yield f"topic {'closed' if closed else 'opened again'}> {name}"


def _new(where: str, message: ChatMessage) -> Iterator[str]:
    first, *rest = _lines(message)
    above = message.raw.get("reply_to_message", {}).get("text", "")
    card = _CARD.match(above)
    yield f"to {where}{f', under {card[0]}' if card else ''}> {first}"
    yield from _unsigned(rest)


def _changed(where: str, before: ChatMessage, now: ChatMessage) -> Iterator[str]:
    old, new = _lines(before), _lines(now)
    if old == new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield f"changed for {where}> {new[0]}"
        yield from new[1:]
        return
    yield f"changed for {where}> {new[0]}"
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"- {line}".rstrip() for line in _on_one_line(old[i:j]))
            yield from (f"+ {line}".rstrip() for line in new[k:m])


def _on_one_line(lines: Iterable[str]) -> Iterator[str]:
    """Put rows of buttons that went together on one line; they come last in a message."""
    lines = list(lines)
    buttons = " ".join(line for line in lines if line.startswith("["))
    yield from (line for line in lines if not line.startswith("["))
    if buttons:
        yield buttons


def _lines(message: ChatMessage) -> Sequence[str]:
    """Give a message as it looks: what is sent with it, its words, its buttons."""
    sent = []
    if message.file_name:
        sent.append(f"[file {message.file_name}]")
    if "photo" in message.raw:
        sent.append("[picture]")
    rows = (" ".join(f"[{button.label}]" for button in row) for row in message.buttons)
    return [*sent, *message.text.splitlines(), *rows]


def _letters(stage: Stage, before: "_Seen", *, whole: bool) -> Iterator[str]:
    """Write down the letters that have left by mail."""
    for one in stage.sink.letters[before.letters :]:
        mail = message_from_bytes(one.raw, policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None, "a letter has its words as plain text"
        yield f"letter to {mail['To']}> {mail['Subject']}"
        lines = str(body.get_content()).strip().splitlines()
        yield from _told_to_person(lines, before, whole=whole)
        yield from (f"[file {part.get_filename()}]" for part in mail.iter_attachments())


def _told_to_person(lines: Sequence[str], before: "_Seen", *, whole: bool) -> Iterator[str]:
    words = "\n".join(lines)
    if any(words in shown.text for shown in before.messages.values()):
        yield "as it was shown"
    elif whole:
        yield from _unsigned(lines)
    else:
        yield from (line for line in lines if _DATE.search(line))


def _unsigned(lines: Iterable[str]) -> Iterator[str]:
    """Leave out who signs a letter, which is the same in each; buttons stay."""
    signed = False
    for line in lines:
        if line in _SIGNED:
            yield "…"
        signed = (signed or line in _SIGNED) and not line.startswith("[")
        if not signed:
            yield line
