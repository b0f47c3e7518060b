"""Handlers of the commands, which work at any point of a conversation."""

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import Message

from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram.person import status
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.states import Talking


def register(router: Router) -> None:
    """Register the handlers."""
    router.message.register(start, CommandStart(ignore_mention=True))
    router.message.register(language, Command("language", ignore_mention=True))
    router.message.register(cancel, Command("cancel", ignore_mention=True))
    router.message.register(help_, Command("help", ignore_mention=True))
    router.message.register(show_status, Command("status", ignore_mention=True))
    router.message.register(unknown, F.text.startswith("/"))


async def start(_: Message, dialogue: Dialogue) -> None:
    """Begin; a draft is never thrown away without being asked about."""
    if dialogue.talk.language is None:
        await dialogue.show(Talking.language)
    elif dialogue.talk.draft is not None:
        await dialogue.interrupt(Talking.resume)
    elif dialogue.talk.sent is not None:
        # Who has sent a request has read the notice.
        await dialogue.show(Talking.menu)
    else:
        await dialogue.show(Talking.notice)


async def language(_: Message, dialogue: Dialogue) -> None:
    """Ask for the language anew, and then go back."""
    await dialogue.interrupt(Talking.language)


async def cancel(_: Message, dialogue: Dialogue) -> None:
    """Ask whether to throw the draft away, saying what is in it."""
    if dialogue.talk.draft is not None:
        await dialogue.interrupt(Talking.cancel)
    else:
        await dialogue.finish(dialogue.view.say("person-nothing-to-cancel"))


async def help_(_: Message, dialogue: Dialogue) -> None:
    """Say what can be done here, then where the person stands."""
    controller = dialogue.policy.controller
    text = dialogue.view.say(
        "person-help",
        email=controller.email,
        address=controller.postal_address[dialogue.view.language],
    )
    await dialogue.again(text, brief=False)


async def show_status(_: Message, dialogue: Dialogue) -> None:
    """List the person's own cases, then show where the person stands."""
    reply_to = TelegramChat(chat_id=dialogue.chat_id)
    cases = await dialogue.turn.store.cases.of_person(reply_to)
    await dialogue.say(status.write(dialogue.view, cases))
    if dialogue.stood is not None:
        await dialogue.show(dialogue.stood)


async def unknown(_: Message, dialogue: Dialogue) -> None:
    """Name the commands there are."""
    await dialogue.again(dialogue.view.say("person-unknown-command"))
