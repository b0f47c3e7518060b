"""Handlers of what belongs to a registered case: replies to letters, words, files and albums.

All that comes until the person says that it is all, or falls silent, is one submission.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.state import State as Screen
from aiogram.types import Message

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.person import adding, files, flow, status, transcript
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.following import KEPT, chosen, open_case, pick, take_down
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import Draft, Talk
from pd_intake_bot.usecases.people.add_to_case import Addition, AddToCase
from pd_intake_bot.usecases.people.tie_channels import own_case, own_cases
from pd_intake_bot.usecases.ports import Store

_TAKEN = F.text | F.document | F.photo
_NUMBER = re.compile(r"\b[A-Z]{2,6}-\d{4}-\d{5,}-\w\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Gathers what belongs to a case, and files it as one submission."""

    add: AddToCase

    def register(self, router: Router) -> None:
        """Register the handlers; they come before those of the questions of a draft."""
        router.message.register(self.reply, _TAKEN, answers_letter)
        on(router, Talking.case, Action.MORE, begin)
        on(router, Talking.more, Action.FILE, self.file)
        on(router, Talking.more, Action.CASE, pick)
        on(router, Talking.more, Action.OTHER, about_other)
        on(router, Talking.which, Action.CASE, self.file_in)
        for state in (Talking.more, Talking.which):
            on(router, state, Action.DROP, drop)
            on(router, state, Action.NEW, as_request)
            router.message.register(take, state, _TAKEN)
        for state in (Talking.case, Talking.proof):
            router.message.register(self.begin_with, state, _TAKEN)

    async def reply(self, message: Message, dialogue: Dialogue, case: Case) -> None:
        """Gather a reply to a letter for its case."""
        await self._for_case(message, dialogue, case)

    async def begin_with(self, message: Message, dialogue: Dialogue) -> None:
        """Gather what was written under the screen of a case for that case."""
        case = await chosen(dialogue)
        if case is not None:
            await self._for_case(message, dialogue, case)

    async def _for_case(self, message: Message, dialogue: Dialogue, case: Case) -> None:
        if dialogue.talk.addition is not None and not dialogue.talk.chosen:
            # The person is being asked already where what they write belongs.
            await _take(message, dialogue, Talking.which)
            return
        if dialogue.talk.chosen != str(case.ref):
            await self.settle(dialogue)
        await take_down(dialogue, case)
        await _take(message, dialogue, Talking.more)

    async def settle(self, dialogue: Dialogue) -> None:
        """File what was gathered for a case when the person turns to something else."""
        if dialogue.talk.addition is None or not dialogue.talk.chosen:
            return
        case = await chosen(dialogue)
        if case is not None and await self._file(dialogue, case):
            await dialogue.say(dialogue.view.say("person-added", ref=str(case.ref)))

    async def file_in(self, _: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
        """File it in the case that the person has named."""
        dialogue.talk = replace(dialogue.talk, chosen=callback_data.arg)
        await self.close(dialogue)

    async def file(self, _: Pressed, dialogue: Dialogue) -> None:
        """File it: the person has said that it is all."""
        await self.close(dialogue)

    async def close(self, dialogue: Dialogue) -> None:
        """File what was gathered, and show the case."""
        case = await chosen(dialogue)
        if case is None:
            return
        is_filed = await self._file(dialogue, case)
        note = dialogue.view.say("person-added", ref=str(case.ref)) if is_filed else ""
        await open_case(dialogue, await dialogue.turn.store.cases.get(case.id), note=note)

    async def _file(self, dialogue: Dialogue, case: Case) -> bool:
        if dialogue.talk.addition is None:
            return False
        turn = dialogue.turn
        dialogue.talk = replace(dialogue.talk, chat=dialogue.chat_id, name=dialogue.sender_name)
        made = addition_of(dialogue.talk, received_at=turn.received_at)
        await self.add(turn.store, case, made, now=turn.now)
        dialogue.talk = filed(dialogue.talk, case)
        return True


def addition_of(talk: Talk, *, received_at: datetime) -> Addition:
    """Give what was gathered in a conversation, ready to be filed."""
    added = talk.addition
    assert added is not None, "nothing was gathered"
    return Addition(
        id=f"add:{added.id}",
        chat_id=talk.chat,
        sender_name=talk.name,
        language=talk.language or Language.KK,
        words=[text for _, text in added.words],
        attachments=added.files,
        messages=added.messages,
        received_at=received_at,
    )


def filed(talk: Talk, case: Case) -> Talk:
    """Give the conversation once what was gathered is in a case."""
    messages = tuple(transcript.numbers(talk.addition.messages)) if talk.addition else ()
    return replace(talk.with_filed(str(case.ref), messages), addition=None, guessed=False)


async def answers_letter(message: Message, dialogue: Dialogue) -> dict[str, Case] | bool:
    """Let a reply to any letter of ours through, with the case that the letter is about."""
    letter = message.reply_to_message
    if letter is None or letter.from_user is None or not letter.from_user.is_bot:
        return False
    case = await _case_of(dialogue, letter)
    return {"case": case} if case else False


async def begin(_: Pressed, dialogue: Dialogue) -> None:
    """Ask for what is to be added to the case."""
    if await chosen(dialogue) is not None:
        await dialogue.show(Talking.more)


async def take(message: Message, dialogue: Dialogue) -> None:
    """Gather one more part."""
    await _take(message, dialogue, Talking.more if dialogue.talk.chosen else Talking.which)


async def loose(message: Message, dialogue: Dialogue) -> bool:
    """Gather what was written to nobody in particular; False for who has no case to add to.

    Where one case alone waits for an answer, this is it, unless its person says otherwise.
    """
    found = await own_cases(dialogue.turn.store, TelegramChat(chat_id=dialogue.chat_id))
    if not found:
        return False
    cases = await status.follow(dialogue.turn.store, found[:KEPT], dialogue.policy)
    dialogue.talk = replace(dialogue.talk, cases=cases, chosen="")
    waiting = [case for case in found if case.state is State.WAITING]
    if len(waiting) == 1 and dialogue.talk.addition is None:
        await take_down(dialogue, waiting[0])
        dialogue.talk = replace(dialogue.talk, guessed=True)
        await _take(message, dialogue, Talking.more)
    else:
        await _take(message, dialogue, Talking.which)
    return True


async def about_other(_: Pressed, dialogue: Dialogue) -> None:
    """Ask what it is about: it is no answer to what was asked."""
    dialogue.talk = replace(dialogue.talk, chosen="", guessed=False)
    await dialogue.show(Talking.which)


async def as_request(_: Pressed, dialogue: Dialogue) -> None:
    """Make a request of its own of what was gathered, or put it to the draft there is."""
    added, draft = dialogue.talk.addition, dialogue.talk.draft
    if added is None:
        return
    if draft is None:
        dialogue.talk = replace(dialogue.talk, draft=added, addition=None, back=None)
        await dialogue.show(Talking.menu)
        return
    both = files.together(draft, added)
    if both is None:
        email = dialogue.policy.controller.email
        note = dialogue.view.say("person-draft-full", files=files.MAX_FILES, email=email)
        await dialogue.again(note, brief=False)
        return
    back = dialogue.talk.back
    dialogue.talk = replace(dialogue.talk, draft=both, addition=None, back=None)
    note = dialogue.view.say("person-taken")
    if back is None:
        await flow.go_on(dialogue, note=note)
    else:
        await dialogue.show(back, note=note)


async def drop(_: Pressed, dialogue: Dialogue) -> None:
    """Throw away what was gathered, of the person's own will."""
    dialogue.talk = replace(dialogue.talk, addition=None, guessed=False)
    if dialogue.talk.chosen:
        await dialogue.show(Talking.case, note=dialogue.view.say("person-dropped"))
    elif dialogue.talk.back is not None:
        await dialogue.show(dialogue.talk.back, note=dialogue.view.say("person-dropped"))
    else:
        await dialogue.finish(dialogue.view.say("person-dropped"))


async def _take(message: Message, dialogue: Dialogue, screen: Screen) -> None:
    """Add a part to what is gathered; an album is answered once."""
    before = dialogue.talk.addition or Draft(id=str(dialogue.turn.update_id))
    after, trouble = adding.gather(before, message, dialogue)
    if after.is_empty:
        dialogue.talk = replace(dialogue.talk, guessed=False)
        # Nothing of it can be taken, so there is nothing to ask about.
        await dialogue.again(trouble or dialogue.view.say("person-cannot-other"), brief=False)
        return
    album = message.media_group_id
    dialogue.talk = replace(dialogue.talk, addition=replace(after, album=album))
    if album and album == before.album and not trouble:
        await dialogue.keep()
        return
    await dialogue.interrupt(screen, note=trouble)


async def _case_of(dialogue: Dialogue, letter: Message) -> Case | None:
    """Find the case of a letter: by its number among those sent, else by what it says of itself.

    Telegram itself vouches for the letter; and only the person's own cases are looked through.
    """
    store, chat = dialogue.turn.store, TelegramChat(chat_id=dialogue.chat_id)
    for case in await own_cases(store, chat):
        if await _was_sent(store, case, letter.message_id):
            return case
    named = _NUMBER.search(letter.text or letter.caption or "")
    return await own_case(store, chat, named[0]) if named else None


async def _was_sent(store: Store, case: Case, message_id: int) -> bool:
    """Tell whether a letter about a case, one of its parts, is this very message."""
    events = await store.events.of_case(case.id)
    sent = [one.data for one in events if one.kind is EventKind.LETTER_SENT]
    return any(
        int(one.get("first_id") or one["message_id"] or 0)
        <= message_id
        <= int(one["message_id"] or 0)
        for one in sent
        if "message_id" in one
    )
