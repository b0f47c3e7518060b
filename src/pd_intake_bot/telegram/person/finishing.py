"""Handlers of the last screens: send, correct, cancel, and what interrupted a draft."""

from dataclasses import dataclass, replace

from aiogram import Router

from pd_intake_bot.telegram.person import flow, transcript
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import LastSent
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest, WrittenRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """Sends the request as the summary shows it."""

    submit: SubmitRequest

    def register(self, router: Router) -> None:
        """Register the handlers."""
        on(router, Talking.summary, Action.SEND, self.send)
        on(router, Talking.summary, Action.CORRECT, correct)
        on(router, Talking.summary, Action.CANCEL, ask_to_cancel)
        for state in (Talking.summary, Talking.correct):
            on(router, state, Action.ADD, add)
        on(router, Talking.correct, Action.FIELD, correct_field)
        on(router, Talking.correct, Action.MENU, another_right)
        on(router, Talking.correct, Action.SUMMARY, back)
        for state in (Talking.resume, Talking.cancel, Talking.gone, Talking.cases):
            on(router, state, Action.RESUME, resume)
        on(router, Talking.resume, Action.OVER, start_over)
        on(router, Talking.cancel, Action.DISCARD, discard)

    async def send(self, _: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
        """Register the request; the acknowledgement follows as a letter."""
        turn, request = dialogue.turn, written(dialogue)
        # The thanks are put into the outbox first, so that they come before the letter.
        await dialogue.finish(dialogue.view.say("person-sent"))
        case = await self.submit(turn.store, request, now=turn.now)
        if case is not None:
            sent = LastSent(
                ref=str(case.ref),
                revision=callback_data.revision,
                messages=tuple(transcript.numbers(request.messages)),
            )
            await dialogue.remember(sent)


def written(dialogue: Dialogue) -> WrittenRequest:
    """Take the draft as the summary shows it: answers to questions of another right stay out."""
    draft, right = dialogue.talk.draft_now, dialogue.view.right
    asked = {field for requirement in talks.plan(right) for field in requirement}
    return WrittenRequest(
        draft=draft.id,
        chat_id=dialogue.chat_id,
        sender_name=dialogue.sender_name,
        language=dialogue.view.language,
        right=right.key,
        fields={field: value for field, value in draft.fields.items() if field in asked},
        proof=draft.proof,
        words=[text for _, text in draft.words],
        attachments=draft.files,
        messages=draft.messages,
        received_at=dialogue.turn.received_at,
    )


async def correct(_: Pressed, dialogue: Dialogue) -> None:
    """Ask what to change."""
    await dialogue.show(Talking.correct)


async def correct_field(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Ask one thing again; the answer there is stays until there is a new one."""
    dialogue.talk = replace(dialogue.talk, correcting=int(callback_data.arg))
    await flow.go_on(dialogue)


async def another_right(_: Pressed, dialogue: Dialogue) -> None:
    """Choose another right; the answers that it needs as well are kept."""
    await dialogue.show(Talking.menu)


async def add(_: Pressed, dialogue: Dialogue) -> None:
    """Take more words and files."""
    await dialogue.show(Talking.words)


async def back(_: Pressed, dialogue: Dialogue) -> None:
    """Go back to the summary."""
    await flow.go_on(dialogue)


async def ask_to_cancel(_: Pressed, dialogue: Dialogue) -> None:
    """Ask whether to throw the draft away."""
    await dialogue.interrupt(Talking.cancel)


async def resume(_: Pressed, dialogue: Dialogue) -> None:
    """Go back to the screen that was interrupted."""
    before = dialogue.before()
    if before is None:
        await flow.go_on(dialogue)
    else:
        await dialogue.show(before)


async def start_over(_: Pressed, dialogue: Dialogue) -> None:
    """Throw the draft away and begin another."""
    kept = dialogue.talk
    dialogue.talk = replace(kept, draft=None, back=None, asked=None, correcting=None, group=None)
    await dialogue.show(Talking.notice)


async def discard(_: Pressed, dialogue: Dialogue) -> None:
    """Throw the draft away."""
    await dialogue.finish(dialogue.view.say("person-discarded"))
