"""Handlers of what no screen expects: every message gets an answer, every press too."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message

from pd_intake_bot.domain.rights import Request
from pd_intake_bot.telegram.person import gathering
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Press
from pd_intake_bot.telegram.person.states import Talking

CANNOT: Mapping[str, str] = {
    ContentType.VOICE: "voice",
    ContentType.VIDEO_NOTE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO: "video",
    ContentType.ANIMATION: "video",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.CONTACT: "contact",
    ContentType.POLL: "poll",
    ContentType.DOCUMENT: "file-yet",
    ContentType.PHOTO: "file-yet",
}
"""How a kind of message is declined; every other kind has one common answer."""

SERVICE = frozenset(
    {
        ContentType.PINNED_MESSAGE,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.CHAT_BACKGROUND_SET,
        ContentType.WRITE_ACCESS_ALLOWED,
    }
)
"""What Telegram itself writes into a chat: nobody waits for an answer."""

_BEFORE = frozenset({Talking.notice.state, Talking.menu.state, Talking.rights.state})
"""The screens before the first question."""


def register(router: Router) -> None:
    """Register the handlers; they come after all others."""
    router.callback_query.register(sent_before, Press.filter(), _is_of_last_sent)
    router.callback_query.register(stale)
    router.message.register(ignore, F.content_type.in_(SERVICE))
    router.message.register(text, F.text)
    router.message.register(file, F.document | F.photo)
    router.message.register(cannot)


async def sent_before(_: CallbackQuery, dialogue: Dialogue) -> None:
    """Answer the second tap on the button that sent a request."""
    sent = dialogue.talk.sent
    assert sent is not None, "the filter has seen it"
    dialogue.turn.effects.tell(dialogue.view.label("person-press-sent", ref=sent.ref))


async def stale(_: CallbackQuery, dialogue: Dialogue) -> None:
    """Answer a button of a screen that has been left."""
    dialogue.turn.effects.tell(dialogue.view.label("person-press-stale"))


async def ignore(_: Message) -> None:
    """Leave Telegram's own messages alone."""


async def text(message: Message, dialogue: Dialogue) -> None:
    """Answer words where a button is awaited; take them for a case where nothing is."""
    if dialogue.stood not in {None, Talking.cases.state}:
        await dialogue.again(_press_a_button(dialogue))
    elif dialogue.talk.language is None:
        await dialogue.show(Talking.language)
    elif not await gathering.loose(message, dialogue):
        await dialogue.say(dialogue.view.say("person-hint"))


def _press_a_button(dialogue: Dialogue) -> str:
    """Ask for a press; who says at once what they want is told which button takes any words.

    Before anything is asked their words are kept nowhere, and that is said.
    """
    asked = dialogue.view.say("person-press-a-button")
    if dialogue.stood in _BEFORE:
        asked = f"{dialogue.view.say('person-not-kept')} {asked}"
    anything = dialogue.policy.defaults.get(Request.INQUIRY)
    if dialogue.stood != Talking.menu.state or anything is None:
        return asked
    button = next(one for one in dialogue.policy.groups if anything in one.rights)
    label = button.ask[dialogue.view.language]
    return f"{asked} {dialogue.view.say('person-press-for-anything', button=label)}"


async def file(message: Message, dialogue: Dialogue) -> None:
    """Take a file for a case, where the person has one and is asked nothing else."""
    is_free = dialogue.stood in {None, Talking.cases.state}
    if not is_free or not await gathering.loose(message, dialogue):
        await cannot(message, dialogue)


async def cannot(message: Message, dialogue: Dialogue) -> None:
    """Say what to do instead of a message that can't be taken."""
    if dialogue.talk.language is None:
        await dialogue.show(Talking.language)
        return
    kind = CANNOT.get(message.content_type, "other")
    await dialogue.again(dialogue.view.say(f"person-cannot-{kind}"))


def _is_of_last_sent(_: CallbackQuery, callback_data: Press, dialogue: Dialogue) -> bool:
    sent = dialogue.talk.sent
    return sent is not None and callback_data.revision == sent.revision
