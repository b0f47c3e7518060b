"""Handlers of the screen that takes more words and files, until the person says it is all."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.person import files, flow, transcript
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import Draft
from pd_intake_bot.usecases import fields


def register(router: Router) -> None:
    """Register the handlers."""
    on(router, Talking.words, Action.DONE, done)
    on(router, Talking.words, Action.CLEAR, clear)
    router.message.register(add_words, Talking.words, F.text)
    router.message.register(add_file, Talking.words, F.document | F.photo)


async def add_words(message: Message, dialogue: Dialogue) -> None:
    """Take a message of words; forwarded ones are marked as another's."""
    _write_down(dialogue, message)
    trouble = _take_words(dialogue, message)
    await dialogue.again(trouble or dialogue.view.say("person-taken"), brief=False)


async def add_file(message: Message, dialogue: Dialogue) -> None:
    """Take a file with its caption; an album is answered once."""
    _write_down(dialogue, message)
    trouble = _take_file(dialogue, message) or _take_words(dialogue, message)
    album, draft = message.media_group_id, dialogue.talk.draft_now
    if album and album == draft.album and not trouble:
        await dialogue.keep_draft(draft)
        return
    dialogue.talk = replace(dialogue.talk, draft=replace(draft, album=album))
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


def _take_words(dialogue: Dialogue, message: Message) -> str:
    """Add the words of a message to the draft; gives what went wrong, if something did."""
    draft, view = dialogue.talk.draft_now, dialogue.view
    text = fields.clean(transcript.words_of(message), lines=True)
    if not text:
        return ""
    if not files.words_fit(draft, text):
        return view.say("person-words-full", email=view.policy.controller.email)
    if message.forward_origin is not None:
        text = view.label("person-forwarded-words", words=text)
    _change(dialogue, replace(draft, words=(*draft.words, (message.message_id, text))))
    return ""


def _take_file(dialogue: Dialogue, message: Message) -> str:
    """Add the file of a message to the draft; gives what went wrong, if something did."""
    draft, view = dialogue.talk.draft_now, dialogue.view
    file, email = attachments.of(message), view.policy.controller.email
    if file is None:
        return ""
    kept = dialogue.turn.surroundings.attached
    if file.size > attachments.LIMIT:
        return view.say("person-file-big", megabytes=files.MAX_MEGABYTES, email=email)
    if not files.fits(draft, file.size):
        return view.say("person-files-full", files=files.MAX_FILES, email=email)
    if kept is None:
        return view.say("person-file-big", megabytes=files.MAX_MEGABYTES, email=email)
    _change(dialogue, replace(draft, files=(*draft.files, kept)))
    return ""


def _write_down(dialogue: Dialogue, message: Message) -> None:
    draft = dialogue.talk.draft_now
    line = transcript.line(message, attached=dialogue.turn.surroundings.attached)
    _change(dialogue, replace(draft, messages=transcript.add(draft, line)))


def _change(dialogue: Dialogue, draft: Draft) -> None:
    dialogue.talk = replace(dialogue.talk, draft=draft)
