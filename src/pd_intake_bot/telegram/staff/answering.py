"""An officer answers a person: words, then a preview, and only then a press that sends."""

from dataclasses import dataclass, replace

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Button, Screen, plain
from pd_intake_bot.telegram.staff import draft as drafts
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.draft import Answering, Draft
from pd_intake_bot.telegram.staff.history import History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.answer import Answer
from pd_intake_bot.usecases.take_on import take_on

_CHANGES = (
    EventKind.LETTER_SENT,
    EventKind.LETTER_REFUSED,
    EventKind.LETTER_UNSURE,
    EventKind.RELEASED,
    EventKind.FOLLOWED_UP,
    EventKind.ANSWERED,
    EventKind.TAKEN,
    EventKind.HANDED_OVER,
    EventKind.LET_GO,
)
"""What may have happened to a case while an officer was writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """The steps of an answer, all of them in the officer's private chat."""

    words: Wording
    answer: Answer

    async def begin(self, press: Press) -> None:
        """Ask for the words, where the case still waits for an answer."""
        case = await press.turn.store.cases.get(press.case_id)
        if not case.state.is_open:
            await self._tell_answered(press, case)
        elif await self._is_busy(press):
            press.turn.effects.tell(self.words.label("staff-answer-unfinished"), alert=True)
        else:
            await drafts.keep(press.state, Draft(case=case.id), at=Answering.writing)
            await self._warn(press, case)
            await self._ask(press, case)

    async def write(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take the words and show the letter; another message adds to it."""
        draft = await drafts.read(state)
        if draft is None or message.text is None:
            await self._say(turn, message.chat.id, "staff-answer-words-only")
            return
        draft = draft.with_words(message.message_id, message.text)
        await self._preview(turn, state, draft, message.chat.id)

    async def amend(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take the new form of a message that is part of the answer."""
        draft = await drafts.read(state)
        if draft is None or message.message_id not in draft.words:
            raise SkipHandler
        await self.write(message, turn, state)

    async def send(self, press: Press) -> None:
        """Send exactly what was shown, unless something has happened since."""
        turn, draft = press.turn, await drafts.read(press.state)
        case = await turn.store.cases.get(press.case_id)
        if not case.state.is_open:
            await press.state.clear()
            await self._tell_answered(press, case)
        elif draft is None or draft.preview != press.number("preview"):
            turn.effects.tell(self.words.label("staff-preview-stale"), alert=True)
        elif case.version != press.number("version"):
            what = await History(words=self.words).last(turn.store, case.id, *_CHANGES)
            turn.effects.tell(self.words.label("staff-changed", what=what), alert=True)
            await self._preview(turn, press.state, draft, press.chat_id)
        else:
            await self._send(press, case, draft)

    async def rewrite(self, press: Press) -> None:
        """Begin the words anew, with the old ones at hand."""
        draft = await drafts.read(press.state)
        if draft is None or draft.preview != press.number("preview"):
            press.turn.effects.tell(self.words.label("staff-preview-stale"), alert=True)
            return
        case = await press.turn.store.cases.get(draft.case)
        await drafts.keep(press.state, Draft(case=case.id), at=Answering.writing)
        await self._say(press.turn, press.chat_id, "staff-answer-old-words")
        for part in letters.split(draft.text):
            await press.turn.replies.send(press.chat_id, Screen(text=plain(part)))
        await self._ask(press, case)

    async def cancel(self, press: Press) -> None:
        """Throw the words away."""
        await press.state.clear()
        cancelled = Screen(text=self.words.say("staff-answer-cancelled"))
        await press.turn.replies.send(press.chat_id, cancelled, edit=press.message_id)

    async def stop(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Throw the words away, by command."""
        await state.clear()
        await self._say(turn, message.chat.id, "staff-answer-cancelled")

    async def _send(self, press: Press, case: Case, draft: Draft) -> None:
        turn = press.turn
        shown = letters.write(self.answer.preview(case, draft.text))[-1]
        if case.officer is None:
            case = await take_on(turn.store, case, officer=press.actor, now=turn.now)
        await self.answer(
            turn.store,
            case.id,
            draft.text,
            version=case.version,
            officer=press.actor,
            now=turn.now,
        )
        await press.state.clear()
        await turn.replies.send(press.chat_id, Screen(text=shown), edit=press.message_id)
        await self._say(turn, press.chat_id, "staff-answer-sent", ref=str(case.ref))

    async def _warn(self, press: Press, case: Case) -> None:
        """Tell who holds the case where it is somebody else: two would answer at once."""
        if case.officer not in {None, press.actor}:
            name = await officers.name_of(press.turn.store, case.officer or "")
            held = self.words.label("staff-held-by", officer=name)
            press.turn.effects.tell(held, alert=True)

    async def _is_busy(self, press: Press) -> bool:
        """Tell whether words for another case would be lost."""
        draft = await drafts.read(press.state)
        return draft is not None and draft.case != press.case_id and bool(draft.words)

    async def _ask(self, press: Press, case: Case) -> None:
        cancel = await self._button(press.maker, Action.CANCEL, case)
        text = self.words.say("staff-answer-ask", ref=str(case.ref))
        await press.turn.replies.send(press.chat_id, Screen(text=text, keyboard=((cancel,),)))

    async def _preview(self, turn: Turn, state: FSMContext, draft: Draft, chat_id: int) -> None:
        case = await turn.store.cases.get(draft.case)
        draft = replace(draft, preview=turn.update_id)
        await drafts.keep(state, draft, at=Answering.checking)
        maker = Maker(store=turn.store, now=turn.now)
        actions = (Action.SEND, Action.REWRITE, Action.CANCEL)
        keyboard = tuple(
            [
                (await self._button(maker, action, case, preview=draft.preview),)
                for action in actions
            ]
        )
        *first, last = letters.write(self.answer.preview(case, draft.text))
        await self._say(turn, chat_id, f"staff-preview-{case.channel}")
        for part in first:
            await turn.replies.send(chat_id, Screen(text=part))
        await turn.replies.send(chat_id, Screen(text=last, keyboard=keyboard))

    async def _button(
        self, maker: Maker, action: Action, case: Case, *, preview: int = 0
    ) -> Button:
        label = self.words.label(f"staff-button-{action}")
        return await maker.make(label, action, case=case.id, version=case.version, preview=preview)

    async def _tell_answered(self, press: Press, case: Case) -> None:
        history = History(words=self.words)
        what = await history.last(press.turn.store, case.id, EventKind.ANSWERED)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)

    async def _say(self, turn: Turn, chat_id: int, key: str, **values: str) -> None:
        await turn.replies.send(chat_id, Screen(text=self.words.say(key, **values)))
