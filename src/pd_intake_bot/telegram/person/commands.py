"""Handlers of the commands, which work at any point of a conversation."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram.person import gathering, proving
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.following import look, open_case, tell
from pd_intake_bot.telegram.person.gathering import Gathering
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.usecases.people.tie_channels import PAYLOAD, own_case

_IS_LINK = F.args.startswith(PAYLOAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Answers commands; what was being added to a case is filed before anything else is begun."""

    gathering: Gathering

    def register(self, router: Router) -> None:
        """Register the handlers."""
        router.message.register(
            self.link, CommandStart(ignore_mention=True, deep_link=True, magic=_IS_LINK)
        )
        router.message.register(self.start, CommandStart(ignore_mention=True))
        router.message.register(language, Command("language", ignore_mention=True))
        router.message.register(cancel, Command("cancel", ignore_mention=True))
        router.message.register(help_, Command("help", ignore_mention=True))
        router.message.register(self.status, Command("status", ignore_mention=True))
        router.message.register(unknown, F.text.startswith("/"))

    async def link(self, _: Message, dialogue: Dialogue, command: CommandObject) -> None:
        """Take a link that was mailed."""
        await self.gathering.settle(dialogue)
        await proving.press_link(dialogue, (command.args or "").removeprefix(PAYLOAD))

    async def start(self, _: Message, dialogue: Dialogue) -> None:
        """Begin; a draft is never thrown away without being asked about."""
        await self.gathering.settle(dialogue)
        if dialogue.talk.language is None:
            await dialogue.show(Talking.language)
        elif dialogue.talk.addition is not None:
            await dialogue.interrupt(Talking.which)
        elif dialogue.talk.draft is not None:
            await dialogue.interrupt(Talking.resume)
        elif dialogue.talk.sent is not None:
            # Who has sent a request has read the notice.
            await dialogue.show(Talking.menu)
        else:
            await dialogue.show(Talking.notice)

    async def status(self, _: Message, dialogue: Dialogue, command: CommandObject) -> None:
        """List the person's own cases, or show the one whose number was given."""
        await self.gathering.settle(dialogue)
        if dialogue.talk.addition is not None:
            await tell(dialogue)
            await dialogue.interrupt(Talking.which)
            return
        chat = TelegramChat(chat_id=dialogue.chat_id)
        named = (command.args or "").strip().upper()
        case = await own_case(dialogue.turn.store, chat, named) if named else None
        if case is not None:
            await open_case(dialogue, case)
        else:
            await look(dialogue)


async def language(_: Message, dialogue: Dialogue) -> None:
    """Ask for the language anew, and then go back."""
    await dialogue.interrupt(Talking.language)


async def cancel(_: Message, dialogue: Dialogue) -> None:
    """Ask whether to throw the draft away, saying what is in it."""
    if dialogue.talk.addition is not None:
        await gathering.drop(_, dialogue)
    elif dialogue.talk.draft is not None:
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


async def unknown(_: Message, dialogue: Dialogue) -> None:
    """Name the commands there are."""
    await dialogue.again(dialogue.view.say("person-unknown-command"))
