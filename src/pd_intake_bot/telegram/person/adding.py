"""Handlers of the screen that takes more words and files, until the person says it is all."""

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.person import files, flow, transcript
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import Draft
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.people import daily


def register(router: Router) -> None:
    """Register the handlers."""
    on(router, Talking.words, Action.DONE, done)
    on(router, Talking.words, Action.CLEAR, clear)
    router.message.register(add_words, Talking.words, F.text)
    router.message.register(add_file, Talking.words, F.document | F.photo)


async def add_words(message: Message, dialogue: Dialogue) -> None:
    """Take a message of words; forwarded ones are marked as another's."""
    draft, trouble = gather(dialogue.talk.draft_now, message, dialogue)
    dialogue.talk = replace(dialogue.talk, draft=draft)
    await dialogue.again(trouble or dialogue.view.say("person-taken"), brief=False)


async def add_file(message: Message, dialogue: Dialogue) -> None:
    """Take a file with its caption; an album is answered once."""
    before, album = dialogue.talk.draft_now, message.media_group_id
    after, trouble = gather(before, message, dialogue)
    if album and album == before.album and not trouble:
        await dialogue.keep_draft(after)
        return
    dialogue.talk = replace(dialogue.talk, draft=replace(after, album=album))
    await dialogue.again(trouble or dialogue.view.say("person-taken"), brief=False)


async def clear(_: Pressed, dialogue: Dialogue) -> None:
    """Leave out every word and file that was added, from the raw form too."""
    draft = dialogue.talk.draft_now
    added = {number for number, _ in draft.words}
    kept = tuple(
        one for one in draft.messages if one["message_id"] not in added and "file" not in one
    )
    emptied = replace(draft, words=(), files=(), album=None, messages=kept)
    dialogue.talk = replace(dialogue.talk, draft=emptied)
    await dialogue.show(Talking.words)


async def done(_: Pressed, dialogue: Dialogue) -> None:
    """Go on to what is left, which is the summary as a rule."""
    offered = replace(dialogue.talk.draft_now, offered=True)
    dialogue.talk = replace(dialogue.talk, draft=offered)
    await flow.go_on(dialogue)


def gather(draft: Draft, message: Message, dialogue: Dialogue) -> tuple[Draft, str]:
    """Add the file and the words of a message; gives what went wrong, if something did.

    Of a message that is too much for one day nothing is kept.
    """
    file, words = attachments.of(message), len(transcript.words_of(message))
    if full := over_the_day(dialogue, message.date, words, size=file.size if file else None):
        return draft, full
    line = transcript.line(message, attached=dialogue.turn.surroundings.attached)
    written = replace(draft, messages=transcript.add(draft, line))
    with_file, no_file = _with_file(written, message, dialogue)
    with_words, no_words = _with_words(with_file, message, dialogue.view)
    return with_words, no_file or no_words


def over_the_day(
    dialogue: Dialogue, at: datetime, characters: int, *, size: int | None = None
) -> str:
    """Count a message; where it is too much for one day it isn't counted, and this says so."""
    view, talk = dialogue.view, dialogue.talk
    taken = daily.with_one_more(talk.taken, at=at, size=size, characters=characters)
    if taken.fits(dialogue.most):
        dialogue.talk = replace(talk, taken=taken)
        return ""
    until = f"{taken.until.astimezone(view.policy.zone):%d.%m.%Y %H:%M}"
    return view.say("person-day-full", email=view.policy.controller.email, until=until)


def _with_words(draft: Draft, message: Message, view: View) -> tuple[Draft, str]:
    text = fields.clean(transcript.words_of(message), lines=True)
    if not text:
        return draft, ""
    if not files.words_fit(draft, text):
        return draft, view.say("person-words-full", email=view.policy.controller.email)
    if message.forward_origin is not None:
        text = view.label("person-forwarded-words", words=text)
    return replace(draft, words=(*draft.words, (message.message_id, text))), ""


def _with_file(draft: Draft, message: Message, dialogue: Dialogue) -> tuple[Draft, str]:
    view, kept = dialogue.view, dialogue.turn.surroundings.attached
    file, email = attachments.of(message), view.policy.controller.email
    if file is None:
        return draft, ""
    if file.size <= attachments.LIMIT and not files.fits(draft, file.size):
        return draft, view.say("person-files-full", files=files.MAX_FILES, email=email)
    if file.size > attachments.LIMIT or kept is None:
        return draft, view.say("person-file-big", megabytes=files.MAX_MEGABYTES, email=email)
    return replace(draft, files=(*draft.files, kept)), ""
