"""Handlers of the questions: each answer is checked, and told how to be put right."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Contact, Message

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Requirement
from pd_intake_bot.telegram.person import flow, summary, transcript
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.fields import FieldError

Key = Callable[[Message, Dialogue], Awaitable[None]]
"""What a key of the reply keyboard does."""

_PLAIN = frozenset({Field.PHONE, Field.EMAIL})
"""Fields that are told from each other, and from talk, by how they are written."""


def register(router: Router) -> None:
    """Register the handlers."""
    on(router, Talking.choice, Action.FIELD, pick_field)
    for state in (Talking.choice, Talking.answer):
        on(router, state, Action.SKIP, skip)
        on(router, state, Action.KEEP, keep)
        on(router, state, Action.MENU, another_right)
    on(router, Talking.answer, Action.ANOTHER, another)
    on(router, Talking.answer, Action.ALL_DATA, all_data)
    router.message.register(forwarded, Talking.answer, F.forward_origin, F.text)
    router.message.register(type_answer, Talking.answer, F.text)
    router.message.register(type_instead, Talking.choice, F.text, ~F.forward_origin)
    for state in (Talking.choice, Talking.answer):
        router.message.register(share_contact, state, F.contact)


async def type_answer(message: Message, dialogue: Dialogue) -> None:
    """Take a typed answer, or a key of the reply keyboard, which types its label."""
    asked = dialogue.talk.asked
    assert asked is not None, "no field is asked"
    text = message.text or ""
    keys = _keys(dialogue) if dialogue.talk.keys else {}
    if text in keys:
        await keys[text](message, dialogue)
        return
    _write_down(dialogue, message)
    try:
        value = fields.check(asked, text, insisted=text == dialogue.talk.doubted)
    except FieldError as error:
        if not await _take_other(dialogue, text):
            await _refuse(dialogue, text, error)
        return
    await _take(dialogue, asked, value)


async def type_instead(message: Message, dialogue: Dialogue) -> None:
    """Take what was typed where a button was awaited, if it is plainly one of the fields."""
    _write_down(dialogue, message)
    if not await _take_other(dialogue, message.text or ""):
        await dialogue.again(dialogue.view.say("person-press-a-button"))


async def share_contact(message: Message, dialogue: Dialogue) -> None:
    """Take one's own contact as a proven number; somebody else's is no answer."""
    contact = message.contact
    assert contact is not None, "the filter lets contacts through"
    _write_down(dialogue, message)
    if not _is_phone_wanted(dialogue):
        await dialogue.again(dialogue.view.say("person-cannot-contact"))
    elif contact.user_id != dialogue.user.id:
        await dialogue.again(dialogue.view.say("person-foreign-contact"))
    else:
        await _take(dialogue, Field.PHONE, _number(contact), proof=Proof.PHONE)


async def forwarded(message: Message, dialogue: Dialogue) -> None:
    """Refuse another's words for an answer of the person's own."""
    _write_down(dialogue, message)
    await dialogue.again(dialogue.view.say("person-forwarded"))


async def pick_field(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Ask for the field that the person would rather give."""
    await flow.ask(dialogue, Field(callback_data.arg))


async def another(_: Pressed, dialogue: Dialogue) -> None:
    """Let the person choose among the fields again."""
    dialogue.talk = replace(dialogue.talk, asked=None)
    await dialogue.show(Talking.choice)


async def skip(_: Pressed, dialogue: Dialogue) -> None:
    """Leave out what the policy does not require."""
    draft = dialogue.talk.draft_now
    left_out = dialogue.view.requirement or ()
    skipped = replace(draft, skipped=(*draft.skipped, *left_out))
    dialogue.talk = replace(dialogue.talk, draft=skipped)
    await flow.go_on(dialogue, note=dialogue.view.say("person-skipped"))


async def keep(_: Pressed, dialogue: Dialogue) -> None:
    """Leave an answer as it was."""
    dialogue.talk = replace(dialogue.talk, correcting=None)
    await flow.go_on(dialogue)


async def another_right(_: Pressed, dialogue: Dialogue) -> None:
    """Let the person choose another right; the way back leads to the question again."""
    await dialogue.show(Talking.menu)


async def all_data(_: Pressed, dialogue: Dialogue) -> None:
    """Answer which data with: all of them."""
    await _take(dialogue, Field.DATA, dialogue.view.label("person-all-data"))


def _is_phone_wanted(dialogue: Dialogue) -> bool:
    """Tell whether the question is the phone, or lets the person choose it."""
    asked = dialogue.talk.asked
    return asked is Field.PHONE or (asked is None and Field.PHONE in _wanted(dialogue))


def _wanted(dialogue: Dialogue) -> Requirement:
    return dialogue.view.requirement or ()


async def _take_other(dialogue: Dialogue, text: str) -> bool:
    """Take a text for any field that is as good here, if it is plainly one."""
    for field in _PLAIN.intersection(_wanted(dialogue)):
        try:
            value = fields.check(field, text)
        except FieldError:
            continue
        await _take(dialogue, field, value)
        return True
    return False


async def _refuse(dialogue: Dialogue, text: str, error: FieldError) -> None:
    """Say what to mend; the second time also which other way there is."""
    view = dialogue.view
    notes = [view.say(error.key, **error.values)]
    if dialogue.talk.doubted:
        notes.append(view.say("person-stuck", email=view.policy.controller.email))
    dialogue.talk = replace(dialogue.talk, doubted=text)
    await dialogue.again("\n\n".join(notes))


async def _take(
    dialogue: Dialogue, field: Field, value: str, *, proof: Proof = Proof.CHANNEL
) -> None:
    draft = dialogue.talk.draft_now.without(_wanted(dialogue))
    answered = draft.with_field(field, value, proof=proof)
    dialogue.talk = replace(dialogue.talk, draft=answered, correcting=None, doubted="")
    shown = summary.show(field, value)
    note = dialogue.view.say("person-phone-kept", phone=shown) if field is Field.PHONE else ""
    await flow.go_on(dialogue, note=note)


def _write_down(dialogue: Dialogue, message: Message) -> None:
    draft = dialogue.talk.draft_now
    messages = transcript.add(draft, transcript.line(message))
    dialogue.talk = replace(dialogue.talk, draft=replace(draft, messages=messages))


def _number(contact: Contact) -> str:
    # Telegram vouches for the number, so it is not checked, only given its plus.
    return f"+{contact.phone_number.removeprefix('+')}"


def _keys(dialogue: Dialogue) -> dict[str, Key]:
    names: dict[str, Key] = {
        "skip": skip,
        "keep": keep,
        "another": another,
        "another-right": another_right,
    }
    return {dialogue.view.label(f"person-button-{name}"): does for name, does in names.items()}
