"""Handlers by which a person shows who they are: own contact, mailed code, mailed link."""

import re
from dataclasses import dataclass, replace

from aiogram import F, Router
from aiogram.types import Message

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import MailAddress, TelegramChat, mask_address
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.following import chosen, look, open_case
from pd_intake_bot.telegram.person.presses import Action
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.fields import FieldError
from pd_intake_bot.usecases.people.prove_mailbox import Asked, ProveMailbox, Proving
from pd_intake_bot.usecases.people.raise_proof import raise_proof
from pd_intake_bot.usecases.people.renew_link import RenewLink
from pd_intake_bot.usecases.people.tie_channels import own_case, tie
from pd_intake_bot.usecases.ports import Tried

PERSON = "person"

_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Makes sure who the person of a case is."""

    mailbox: ProveMailbox
    renewing: RenewLink

    def register(self, router: Router) -> None:
        """Register the handlers."""
        on(router, Talking.case, Action.PROVE, offer)
        on(router, Talking.proof, Action.BY_PHONE, ask_phone)
        for state in (Talking.proof, Talking.code):
            on(router, state, Action.BY_MAIL, ask_address)
        on(router, Talking.address, Action.MAIL_TO, self.mail_to_known)
        on(router, Talking.code, Action.AGAIN, self.mail_again)
        on(router, Talking.gone, Action.RENEW, self.renew)
        router.message.register(take_contact, Talking.phone, F.contact)
        router.message.register(leave_phone, Talking.phone, F.text)
        router.message.register(self.take_address, Talking.address, F.text)
        router.message.register(self.take_code, Talking.code, F.text)

    async def mail_to_known(self, _: Pressed, dialogue: Dialogue) -> None:
        """Mail a code to the address that the case holds."""
        await self._mail(dialogue, dialogue.talk.followed.email)

    async def mail_again(self, _: Pressed, dialogue: Dialogue) -> None:
        """Mail another code to the same address."""
        await self._mail(dialogue, dialogue.talk.address)

    async def take_address(self, message: Message, dialogue: Dialogue) -> None:
        """Take a typed address, and mail a code there."""
        try:
            address = fields.check(Field.EMAIL, message.text or "")
        except FieldError as error:
            await dialogue.again(dialogue.view.say(error.key, **error.values))
            return
        await self._mail(dialogue, address)

    async def take_code(self, message: Message, dialogue: Dialogue) -> None:
        """Take a typed code."""
        typed = "".join((message.text or "").split())
        if not _CODE.fullmatch(typed):
            await dialogue.again(dialogue.view.say("person-proof-code-form"))
            return
        case = await chosen(dialogue)
        if case is None:
            return
        turn = dialogue.turn
        proving = _proving(dialogue, case, dialogue.talk.address)
        tried = await self.mailbox.answer(turn.store, proving, typed, now=turn.now)
        note = dialogue.view.say(f"person-proof-{tried}")
        if tried is Tried.RIGHT:
            await open_case(dialogue, await turn.store.cases.get(case.id), note=note)
        else:
            await dialogue.again(note)

    async def renew(self, _: Pressed, dialogue: Dialogue) -> None:
        """Ask for a fresh link; what is said does not depend on what comes of it."""
        turn, token = dialogue.turn, dialogue.talk.link
        chat = TelegramChat(chat_id=dialogue.chat_id)
        await self.renewing(turn.store, chat, token, number=turn.update_id, now=turn.now)
        note = dialogue.view.say("person-tie-renewed", email=dialogue.policy.controller.email)
        dialogue.talk = replace(dialogue.talk, link="")
        before = dialogue.before()
        if before is None:
            await dialogue.finish(note)
        else:
            await dialogue.show(before, note=note)

    async def _mail(self, dialogue: Dialogue, address: str) -> None:
        case = await chosen(dialogue)
        if case is None:
            return
        turn = dialogue.turn
        asked = await self.mailbox.ask(
            turn.store,
            _proving(dialogue, case, address),
            number=turn.update_id,
            now=turn.now,
        )
        if asked is Asked.TOO_MANY:
            await dialogue.again(dialogue.view.say("person-proof-too-many"))
            return
        dialogue.talk = replace(dialogue.talk, address=address)
        await dialogue.interrupt(Talking.code)


async def offer(_: Pressed, dialogue: Dialogue) -> None:
    """Say why it must be known who the person is, and by what it can be shown."""
    if await chosen(dialogue) is not None:
        await dialogue.show(Talking.proof)


async def ask_phone(_: Pressed, dialogue: Dialogue) -> None:
    """Ask for the person's own contact."""
    await dialogue.show(Talking.phone)


async def ask_address(_: Pressed, dialogue: Dialogue) -> None:
    """Ask which mailbox to send a code to."""
    await dialogue.show(Talking.address)


async def take_contact(message: Message, dialogue: Dialogue) -> None:
    """Take one's own contact; anybody else's proves nothing."""
    contact, case = message.contact, await chosen(dialogue)
    if contact is None or case is None:
        return
    if contact.user_id != dialogue.user.id:
        await dialogue.again(dialogue.view.say("person-foreign-contact"), brief=False)
        return
    turn = dialogue.turn
    proven = await raise_proof(turn.store, case, Proof.PHONE, actor=PERSON, now=turn.now)
    await open_case(dialogue, proven, note=dialogue.view.say("person-proof-phone-done"))


async def leave_phone(message: Message, dialogue: Dialogue) -> None:
    """Go back to the case, or say that a typed number proves nothing."""
    case = await chosen(dialogue)
    if case is None:
        return
    if message.text == dialogue.view.label("person-button-back"):
        await open_case(dialogue, case)
    else:
        await dialogue.again(dialogue.view.say("person-proof-phone-typed"), brief=False)


async def press_link(dialogue: Dialogue, token: str) -> None:
    """Tie the mailbox that a link was sent to with this chat, once."""
    chat, turn = TelegramChat(chat_id=dialogue.chat_id), dialogue.turn
    tied = await tie(turn.store, chat, token, now=turn.now)
    if tied is None:
        await _refuse(dialogue, token)
        return
    if dialogue.talk.language is None:
        # Who has come by the link is spoken to as they wrote.
        dialogue.talk = replace(dialogue.talk, language=tied.case.language)
    address = mask_address(tied.address.address)
    await dialogue.say(dialogue.view.say("person-tied", email=address))
    await _show_all(dialogue)


async def _refuse(dialogue: Dialogue, token: str) -> None:
    """Say that a link is good no more, and offer a fresh one where nothing else is being asked.

    Who has tied that mailbox before is told so, and needs no other link.
    """
    chat, store = TelegramChat(chat_id=dialogue.chat_id), dialogue.turn.store
    mailed = await store.ties.mailed(token)
    if mailed is not None and mailed[1] in await store.ties.mailboxes(chat, shared=True):
        address = mask_address(mailed[1].address)
        await dialogue.say(dialogue.view.say("person-tied-before", email=address))
        await _show_all(dialogue)
    elif dialogue.talk.addition is not None:
        email = dialogue.policy.controller.email
        await dialogue.again(dialogue.view.say("person-tie-gone", email=email))
    else:
        dialogue.talk = replace(dialogue.talk, link=token)
        await dialogue.interrupt(Talking.gone)


async def _show_all(dialogue: Dialogue) -> None:
    """Show the person's cases; what they are being asked comes first."""
    if dialogue.talk.addition is not None:
        await dialogue.interrupt(Talking.which)
    elif dialogue.stood == Talking.code.state and not await _is_proven(dialogue):
        await dialogue.show(Talking.code)
    else:
        await look(dialogue)


async def _is_proven(dialogue: Dialogue) -> bool:
    """Tell whether the case that a code is awaited for needs it no more."""
    chat = TelegramChat(chat_id=dialogue.chat_id)
    case = await own_case(dialogue.turn.store, chat, dialogue.talk.chosen)
    return case is None or case.proof.rank >= Proof.MAILBOX.rank


def _proving(dialogue: Dialogue, case: Case, address: str) -> Proving:
    return Proving(
        case=case,
        chat=TelegramChat(chat_id=dialogue.chat_id),
        address=MailAddress(address=address),
        language=dialogue.view.language,
    )
