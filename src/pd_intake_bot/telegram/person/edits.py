"""Handler of changed messages: both versions are kept, and nothing changes by itself."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiogram import Router
from aiogram.types import Message

from pd_intake_bot.telegram.person import adding, transcript
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.talk import Draft
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.keep_edit import EditedMessage, KeepEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Keeps what a message reads now, in the draft or beside the case it went into."""

    keep: KeepEdit

    def register(self, router: Router) -> None:
        """Register the handler."""
        router.edited_message.register(self.edited)

    async def edited(self, message: Message, dialogue: Dialogue) -> None:
        """Keep the new version, and say what it does and does not change."""
        number, words = message.message_id, len(transcript.words_of(message))
        changed_at = datetime.fromtimestamp(message.edit_date or 0, UTC)
        if full := adding.over_the_day(dialogue, changed_at, words):
            await dialogue.again(full)
            return
        talk = dialogue.talk
        ref = talk.case_of(number)
        if talk.draft is not None and number in transcript.numbers(talk.draft.messages):
            changed = _with_version(talk.draft, message, dialogue)
            dialogue.talk = replace(talk, draft=changed)
            await dialogue.again(dialogue.view.say("person-edited-draft"))
        elif talk.addition is not None and number in transcript.numbers(talk.addition.messages):
            changed = _with_version(talk.addition, message, dialogue)
            dialogue.talk = replace(talk, addition=changed)
            await dialogue.again(dialogue.view.say("person-edited-addition"))
        elif ref is not None:
            await self._keep(message, dialogue, ref)
            await dialogue.again(dialogue.view.say("person-edited-sent", ref=ref))
        else:
            await dialogue.again(dialogue.view.say("person-edited-other"))

    async def _keep(self, message: Message, dialogue: Dialogue, ref: str) -> None:
        turn = dialogue.turn
        version = EditedMessage(
            update=turn.update_id,
            ref=ref,
            sender_name=dialogue.sender_name,
            language=dialogue.view.language,
            text=fields.clean(transcript.words_of(message), lines=True),
            line=transcript.line(message, edited=True),
            received_at=turn.received_at,
        )
        await self.keep(turn.store, version, now=turn.now)


def _with_version(draft: Draft, message: Message, dialogue: Dialogue) -> Draft:
    """Write the new version down, and beside the old words where it was words."""
    line = transcript.line(message, edited=True)
    words = draft.words
    if any(number == message.message_id for number, _ in words):
        now_reads = fields.clean(transcript.words_of(message), lines=True)
        new = dialogue.view.label("person-edited-words", words=now_reads)
        words = (*words, (message.message_id, new))
    return replace(draft, messages=transcript.add(draft, line), words=words)
