"""The work of the staff in English: every page of it once more, and officers of two languages.

The pages of `transcripts/` are played with a group that speaks English and a person who writes
Russian. What stands on officers' screens is then English, save what is quoted: names, the words
of people and officers, letters, and what stands in quotation marks.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.usecases.overview import staff_language
from tests.servers import staff_transcript, transcript
from tests.servers.staff_stage import CAST, Stage, open_stage
from tests.servers.staff_transcript import Act
from tests.servers.telegram import POLICY, TEXTS

RU, EN = Language.RU, Language.EN
STORIES = {
    page.name.removesuffix(".ru.md"): transcript.read(page)
    for page in sorted(Path(__file__).with_name("transcripts").glob("*.ru.md"))
}
NOT_PLAYED = {"opening", "language"}  # what others begin with; where Kazakh is chosen
TOLD = [
    pytest.param(page, heading, id=f"{page}: {heading}")
    for page in STORIES
    for heading in STORIES[page]
    if page not in NOT_PLAYED
]
LABEL = re.compile(
    r"^((?:staff-button|queue-button|clockwork-feed-button|staff-way|staff-closed|staff-work-template)"
    r"[a-z-]*) = (.*)$",
    re.MULTILINE,
)
VARIABLE = re.compile(r"\{ \$([a-z]+) \}")
CYRILLIC = re.compile(r"[^\n]*[\u0400-\u04ff][^\n]*")
LETTER = re.compile(r"PD-\d{4}-\d{5}-\w: ")
HANDED = "🖨"
"""How a letter begins that an officer hands over: a heading, and then the person's language."""
QUOTED = re.compile(r"“[^”]*”|\b\w\*{3}")
"""What stands in quotation marks, and names that only begin to be said: П***."""


def _labels() -> Iterator[tuple[re.Pattern[str], str]]:
    """Give the Russian form of each label, and its key."""
    for file in i18n.FILES_FOR_STAFF:
        written = (i18n.locales() / RU / file).read_text("utf-8")
        for key, label in LABEL.findall(written):
            yield re.compile(VARIABLE.sub(r"(?P<\1>.+)", _escaped(label))), key


def _escaped(label: str) -> str:
    parts = VARIABLE.split(label)
    words, names = parts[::2], parts[1::2]
    marks = [f"{{ ${name} }}" for name in names] + [""]
    return "".join(re.escape(word) + mark for word, mark in zip(words, marks, strict=True))


def _policy_words() -> Iterator[tuple[str, str]]:
    asks = [right.ask for right in POLICY.rights.values()]
    asks += [group.ask for group in POLICY.groups]
    asks += [refusal.ask for refusal in POLICY.work.refusals.values()]
    asks += [template.ask for template in POLICY.work.templates]
    return ((ask[RU], ask[EN]) for ask in asks)


LABELS, POLICY_WORDS = list(_labels()), dict(_policy_words())


def in_english(label: str) -> str:
    """Give the label of the same button in English; a name or a number is its own."""
    if label in POLICY_WORDS:
        return POLICY_WORDS[label]
    for pattern, key in LABELS:
        if found := pattern.fullmatch(label):
            values = {name: in_english(value) for name, value in found.groupdict().items()}
            return TEXTS.text(EN, key, **values)
    return label


@pytest.mark.parametrize(("page", "heading"), TOLD)
async def test_page_played_in_english_shows_no_other_language(
    tmp_path: Path, tables: Path, page: str, heading: str
) -> None:
    async with open_stage(tmp_path, tables, RU) as stage:
        await stage.service.database(lambda store: store.marks.put(staff_language.MARK, EN))
        acts = list(_acts(STORIES[page][heading]))
        for act in acts:
            if act.who == "given" and act.what != staff_transcript.WHOLE:
                await stage.set_up(act.what)
        await stage.enter()
        # Everybody has been a person for a moment, who opened the chat with /status.
        before = {text for _, text in _screens(stage)}
        shown = [one for act in acts for one in await _play(stage, act)]
    foreign = {
        f"{where}: {line}"
        for where, text in shown
        if text not in before
        for line in CYRILLIC.findall(_unquoted(text, acts))
    }
    assert foreign == set()


def _acts(story: str) -> Iterator[Act]:
    """List the acts of a story, with those that stand before it."""
    for act in staff_transcript.acts(story):
        if act.who == "after":
            yield from _acts(STORIES["opening"][act.what])
        else:
            yield act


async def _play(stage: Stage, act: Act) -> list[tuple[str, str]]:
    """Do one thing, and give what is to be seen after it: where, and the words."""
    if act.who == "given":
        return []
    presses = await stage.act(act.who, act.how, _what(stage, act))
    await stage.settle()
    said = [await press.answered() for press in presses] if act.who != "person" else []
    return [*(("answer to a press", one) for one in said), *_screens(stage)]


def _what(stage: Stage, act: Act) -> str:
    """Give what is typed, or the English label of what is pressed."""
    if act.who == "person" or "press" not in act.how:
        return act.what
    shown = stage.cast[act.who.split(" + ")[0]].phone.last
    of_file = act.what == "Русский" and "English" in _buttons(shown)
    return "English" if of_file else in_english(act.what)


def _screens(stage: Stage) -> Iterator[tuple[str, str]]:
    """Give what officers see: words and buttons of the bot's messages, letters left out."""
    rooms = {name: officer.phone for name, officer in stage.cast.items()}
    for where, room in {"group": stage.service.group, **rooms}.items():
        for message in (one for one in room.messages if one.from_bot):
            if message.text.startswith(HANDED):
                yield where, message.text.partition("\n")[0]
            elif not LETTER.match(message.text):
                yield where, message.text
            yield from ((where, label) for label in _buttons(message))


def _buttons(message: ChatMessage) -> Iterator[str]:
    return (button.label for row in message.buttons for button in row)


def _unquoted(text: str, acts: list[Act]) -> str:
    quoted = [part.strip() for act in acts for part in re.split(r" \| ", act.what)]
    names = ["Пример Примерович", "Пример", *CAST, "Қазақша", "Русский"]
    for part in (*sorted(quoted, key=len, reverse=True), *names):
        text = text.replace(part, "") if part else text
    return QUOTED.sub("", text)
