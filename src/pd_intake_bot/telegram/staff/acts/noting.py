"""Notes on a case: what is typed in answer to its card, in its topic, or after a press."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from pd_intake_bot.domain import reference
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.work import Note
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import officers, quitting
from pd_intake_bot.telegram.staff.letters import begun
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.showing import About
from pd_intake_bot.usecases.work.note import note

_NUMBER = re.compile(r"[A-Z]{2,6}-\d{4}-\d{5,}-[0-9A-Z]")


class Noting(StatesGroup):
    """Where an officer stands who notes something in private."""

    writing = State()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Keeps what officers say among themselves with the case; none of it reaches the person."""

    words: Wording
    officers: Officers

    async def begin(self, press: Press) -> None:
        """Ask for a note in private."""
        if other := await begun.unfinished(press.state):
            press.turn.effects.tell(self.words.label(other), alert=True)
            return
        case = await press.turn.store.cases.get(press.case_id)
        await press.state.set_state(Noting.writing)
        await press.state.set_data({"note": case.id})
        text = self.words.say("staff-note-ask", ref=str(case.ref))
        leave = await quitting.button(self.words, press.maker, of="note", case=case.id)
        await press.turn.replies.send(press.chat_id, Screen(text=text, keyboard=((leave,),)))

    async def write(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Keep a note that was asked for."""
        number = (await state.get_data()).get("note")
        if number is None or message.text is None or message.from_user is None:
            raise SkipHandler
        case = await turn.store.cases.get(CaseId(number))
        await turn.replies.typed(message, About(case=case.id))
        await self._keep(turn, case, message)
        await state.clear()
        text = self.words.say("staff-note-kept", ref=str(case.ref))
        await turn.replies.send(message.chat.id, Screen(text=text))

    async def in_group(self, message: Message, turn: Turn, state: FSMContext, bot: Bot) -> None:
        """Keep what is said in a case's topic or in answer to its card; say so once a day."""
        user = message.from_user
        role = await self.officers.role(turn, user.id) if user else None
        case = await _meant(message, turn, bot)
        said = message.text or message.caption
        if case is None or user is None or not said or said.startswith("/"):
            raise SkipHandler
        if user.is_bot or message.sender_chat is not None:
            raise SkipHandler
        if role is None or not role.reaches(Role.OFFICER):
            await officers.meet(turn.store, user)
            await self._tell_once(message, turn, state, "staff-note-not-kept")
            return
        await officers.remember(turn.store, user)
        await self._keep(turn, case, message)
        await self._tell_once(message, turn, state, "staff-note-kept-group", ref=str(case.ref))

    async def _tell_once(
        self, message: Message, turn: Turn, state: FSMContext, key: str, **values: str
    ) -> None:
        """Tell once a day what became of what was said."""
        today = turn.now.date().isoformat()
        data = await state.get_data()
        if data.get("noted_on") != today:
            await state.set_data({**data, "noted_on": today})
            text = self.words.say(key, **values)
            await turn.replies.send(message.chat.id, Screen(text=text))

    async def _keep(self, turn: Turn, case: Case, message: Message) -> None:
        assert message.from_user is not None
        said = message.text or message.caption or ""
        await note(turn.store, case.id, said, officer=str(message.from_user.id), now=turn.now)


async def screens(words: Wording, store: Store, notes: Sequence[Note]) -> list[Screen]:
    """Write the notes on a case, and letters handed over, for the private view."""
    handed = [one for note in notes for one in await _handed(words, store, note)]
    told = [
        words.label(
            "staff-note",
            moment=words.moment(one.at),
            officer=await officers.name_of(store, one.actor),
            words=one.words,
        )
        for one in notes
        if one.letter is None
    ]
    if not told:
        return handed
    page = Letter(subject_line=words.label("staff-notes"), paragraphs=tuple(told))
    return [*handed, *(Screen(text=part) for part in letters.write(page))]


async def _handed(words: Wording, store: Store, note: Note) -> list[Screen]:
    """Write a letter that went by no channel, whole; nothing of what is a note."""
    if note.letter is None:
        return []
    heading = words.label(
        "staff-handed",
        letter=words.label(f"staff-letter-{note.letter.replace('_', '-')}"),
        moment=words.moment(note.at),
        officer=await officers.name_of(store, note.actor),
    )
    page = Letter(subject_line=heading, paragraphs=tuple(note.words.split("\n\n")))
    return [Screen(text=part) for part in letters.write(page)]


async def _meant(message: Message, turn: Turn, bot: Bot) -> Case | None:
    """Give the case that a message of the group belongs to; None where that is not clear."""
    store = turn.store
    if message.is_topic_message and message.message_thread_id is not None:
        found = await store.topics.in_thread(message.chat.id, message.message_thread_id)
        if found is not None:
            return await store.cases.get(found)
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot.id:
        return None
    numbers = set(_NUMBER.findall(replied.text or replied.caption or ""))
    if len(numbers) != 1:
        return None
    try:
        return await store.cases.by_ref(reference.parse(numbers.pop()))
    except reference.InvalidReference:
        return None
