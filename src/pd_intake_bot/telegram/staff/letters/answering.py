"""An officer's letter to a person: what it takes, then a preview, and only then a press."""

from dataclasses import dataclass, replace
from datetime import date

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.work import Act
from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Screen, plain
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Maker
from pd_intake_bot.telegram.staff.cards.history import CHANGES, ENDS, History
from pd_intake_bot.telegram.staff.letters import begun, lacking, steps
from pd_intake_bot.telegram.staff.letters import draft as drafts
from pd_intake_bot.telegram.staff.letters.asking import Asking
from pd_intake_bot.telegram.staff.letters.draft import Answering, Draft
from pd_intake_bot.telegram.staff.letters.enclosing import Enclosing
from pd_intake_bot.telegram.staff.letters.previewing import Previewing
from pd_intake_bot.telegram.staff.letters.returning import brought_back
from pd_intake_bot.telegram.staff.letters.steps import Step
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.records.showing import About
from pd_intake_bot.usecases.work.approve import Approve
from pd_intake_bot.usecases.work.orders import Orders
from pd_intake_bot.usecases.work.take_on import take_on

_TYPED = frozenset({Step.DAY, Step.AMOUNT})
_WHERE = {Step.WORDS: Answering.writing, Step.LETTER: Answering.checking}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """The steps of a letter, all of them in the officer's private chat."""

    words: Wording
    orders: Orders

    @property
    def enclosing(self) -> Enclosing:
        """What takes files."""
        return Enclosing(words=self.words)

    @property
    def asking(self) -> Asking:
        """What asks for each thing that a letter takes."""
        return Asking(words=self.words, orders=self.orders)

    async def begin(self, press: Press) -> None:
        """Ask for what the letter takes, where the case is still as it must be for it."""
        case = await press.turn.store.cases.get(press.case_id)
        draft = Draft(case=case.id, act=Act(str(press.args.get("act", Act.ANSWER))))
        if steps.is_over(case, draft.act):
            await self._tell_ended(press, case)
        elif other := await self._other(press, draft):
            press.turn.effects.tell(self.words.label(other), alert=True)
        elif self.orders.lacking(case, draft.order) and draft.act is Act.ANSWER:
            await self._tell_lacking(press.turn, case, draft, press.chat_id)
        else:
            await self._warn(press, case)
            await self._begin(press, case, draft)

    async def pick(self, press: Press) -> None:
        """Take a ground, a day or a length by its button."""
        draft = await drafts.read(press.state)
        if draft is None or draft.case != press.case_id:
            press.turn.effects.tell(self.words.label("staff-step-over"), alert=True)
            return
        if "choice" in press.args:
            draft = replace(draft, choice=press.word("choice"))
        if "day" in press.args:
            draft = replace(draft, day=date.fromisoformat(press.word("day")))
        if "amount" in press.args:
            case = await press.turn.store.cases.get(draft.case)
            taken = self.asking.take(case, draft, Step.AMOUNT, str(press.number("amount")))
            draft = taken if isinstance(taken, Draft) else draft
        await self._go_on(press.turn, press.state, draft, press.chat_id)

    async def template(self, press: Press) -> None:
        """Begin with words that are kept for such letters."""
        draft = await drafts.read(press.state)
        if draft is None or draft.case != press.case_id:
            press.turn.effects.tell(self.words.label("staff-step-over"), alert=True)
            return
        case = await press.turn.store.cases.get(draft.case)
        words = self.orders.fill(case, draft.act, press.number("number"))
        draft = draft.with_words(-press.message_id, words)
        await self._go_on(press.turn, press.state, draft, press.chat_id)

    async def look(self, press: Press) -> None:
        """Show the letter as it now is."""
        draft = await drafts.read(press.state)
        if draft is None or draft.case != press.case_id:
            self._tell_stale(press, draft)
            return
        await self._go_on(press.turn, press.state, draft, press.chat_id)

    async def leave_out(self, press: Press) -> None:
        """Leave the files out of the letter, and show it so."""
        draft = await drafts.read(press.state)
        if draft is None or draft.preview != press.number("preview"):
            self._tell_stale(press, draft)
            return
        await self._go_on(press.turn, press.state, replace(draft, files={}), press.chat_id)

    async def write(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take what is typed or sent and go on; another message adds to the letter."""
        draft = await drafts.read(state)
        if draft is None:
            await self._say(turn, message.chat.id, "staff-answer-words-only")
            return
        await turn.replies.typed(message, About(case=draft.case))
        case = await turn.store.cases.get(draft.case)
        if message.text is None:
            taken = self.enclosing.take(message, turn, draft, case)
        else:
            taken = self._typed(message.message_id, message.text, draft, case)
        if isinstance(taken, str):
            await turn.replies.send(message.chat.id, Screen(text=taken))
        elif message.text is None and (
            message.media_group_id or steps.next_of(taken) is Step.WORDS
        ):
            await self._added(message, turn, state, taken)
        else:
            await self._go_on(turn, state, taken, message.chat.id)

    async def amend(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take the new form of a message that is part of the letter."""
        draft = await drafts.read(state)
        if draft is None or message.message_id not in {*draft.words, *draft.files}:
            raise SkipHandler
        await self.write(message, turn, state)

    async def send(self, press: Press) -> None:
        """Send exactly what was shown, unless something has happened since."""
        turn, draft = press.turn, await drafts.read(press.state)
        case = await turn.store.cases.get(press.case_id)
        if steps.is_over(case, draft.act if draft else Act.ANSWER):
            await press.state.clear()
            await self._tell_ended(press, case)
        elif draft is None or draft.preview != press.number("preview"):
            self._tell_stale(press, draft)
        elif case.version != press.number("version"):
            what = await History(words=self.words).last(turn.store, case.id, *CHANGES)
            turn.effects.tell(self.words.label("staff-changed", what=what), alert=True)
            await self._go_on(turn, press.state, draft, press.chat_id)
        elif self.orders.lacking(case, draft.order):
            await self._tell_lacking(turn, case, draft, press.chat_id)
        else:
            await self._send(press, case, draft)

    async def rewrite(self, press: Press) -> None:
        """Begin the words anew, with the old ones at hand."""
        draft = await drafts.read(press.state)
        if draft is None or draft.preview != press.number("preview"):
            self._tell_stale(press, draft)
            return
        if draft.text:
            await self._say(press.turn, press.chat_id, "staff-answer-old-words")
            for part in letters.split(draft.text):
                await press.turn.replies.send(
                    press.chat_id, Screen(text=plain(part)), shows=About(case=draft.case)
                )
        fresh = replace(draft, words={}, day=None, preview=0)
        await self._go_on(press.turn, press.state, fresh, press.chat_id)

    def _typed(self, message_id: int, text: str, draft: Draft, case: Case) -> Draft | str:
        """Take what was typed; gives what is wrong with it (HTML) where it is no good."""
        step = steps.next_of(draft)
        if step in _TYPED:
            return self.asking.take(case, draft, step, text.strip())
        if draft.act in steps.WORDLESS:
            return self.words.say("staff-work-no-words")
        return draft if step is Step.CHOICE else draft.with_words(message_id, text)

    async def _added(self, message: Message, turn: Turn, state: FSMContext, draft: Draft) -> None:
        """Tell that a file is taken; of an album, once."""
        told = bool(message.media_group_id) and draft.album == message.media_group_id
        draft = replace(draft, album=message.media_group_id or "")
        at = _WHERE.get(steps.next_of(draft), Answering.choosing)
        await drafts.keep(state, draft, at=at)
        if not told:
            await turn.replies.send(message.chat.id, await self.enclosing.added(turn, draft))

    async def _go_on(self, turn: Turn, state: FSMContext, draft: Draft, chat_id: int) -> None:
        """Ask for what is missing; show the letter where nothing is."""
        step = steps.next_of(draft)
        case = await turn.store.cases.get(draft.case)
        if step is Step.LETTER:
            shows = Previewing(words=self.words, orders=self.orders)
            await shows.show(turn, state, draft, chat_id)
        elif step is Step.WORDS and self.orders.lacking(case, draft.order):
            await state.clear()
            await self._tell_lacking(turn, case, draft, chat_id)
        else:
            at = Answering.writing if step is Step.WORDS else Answering.choosing
            await drafts.keep(state, draft, at=at)
            await turn.replies.send(chat_id, await self.asking.screen(turn, case, draft, step))

    async def _send(self, press: Press, case: Case, draft: Draft) -> None:
        turn = press.turn
        preview = await self.orders.preview(turn.store, case, draft.order, now=turn.now)
        shown = letters.write(preview)[-1]
        if case.officer is None and case.state.is_open:
            case = await take_on(turn.store, case, officer=press.actor, now=turn.now)
        try:
            said = await self._do(press, case, draft)
        except Unavailable:
            raise
        except IntakeError as error:
            # What can't be done now was refused before anything was written.
            turn.effects.tell(self.words.label(error.key, **error.values), alert=True)
            return
        await press.state.clear()
        about = About(case=case.id)
        screen = Screen(text=shown)
        await turn.replies.send(press.chat_id, screen, edit=press.message_id, shows=about)
        await turn.replies.send(press.chat_id, Screen(text=said))

    async def _do(self, press: Press, case: Case, draft: Draft) -> str:
        """Do it, or put it before a second officer; gives what to tell (HTML)."""
        turn, order, ref = press.turn, draft.order, str(case.ref)
        if self.orders.needs_second(case, order):
            await Approve(orders=self.orders).ask(
                turn.store,
                case.id,
                order,
                version=case.version,
                officer=press.actor,
                now=turn.now,
            )
            return self.words.say("staff-approval-asked")
        await self.orders(
            turn.store, case.id, order, version=case.version, officer=press.actor, now=turn.now
        )
        if draft.act is Act.ANSWER and case.reply_to is not None:
            return self.words.say("staff-answer-sent", ref=ref)
        key = "staff-work-done" if case.reply_to is not None else "staff-work-done-nowhere"
        return self.words.say(key, ref=ref, act=self.words.label(f"staff-act-{draft.act}"))

    async def _warn(self, press: Press, case: Case) -> None:
        """Tell who holds the case where it is somebody else: two would answer at once."""
        if case.officer not in {None, press.actor}:
            name = await officers.name_of(press.turn.store, case.officer or "")
            held = self.words.label("staff-held-by", officer=name)
            press.turn.effects.tell(held, alert=True)

    async def _begin(self, press: Press, case: Case, draft: Draft) -> None:
        """Go on with what is being written, with words that came back, or with none."""
        at_hand = await drafts.read(press.state)
        if at_hand is None or not at_hand.is_begun:
            at_hand = await brought_back(press.turn.store, case, draft, press.actor)
            if at_hand.text:
                await self._say(press.turn, press.chat_id, "staff-words-back")
        await self._go_on(press.turn, press.state, at_hand, press.chat_id)

    async def _other(self, press: Press, draft: Draft) -> str | None:
        """Give the key of what is said where something else would be lost; else None."""
        at_hand = await drafts.read(press.state)
        same = at_hand is not None and (at_hand.case, at_hand.act) == (draft.case, draft.act)
        return await begun.unfinished(press.state, on=draft.case if same else None)

    def _tell_stale(self, press: Press, draft: Draft | None) -> None:
        """Point to the newest preview of the same case; say so where there is none."""
        newer = draft is not None and draft.case == press.case_id
        key = "staff-preview-stale" if newer else "staff-step-over"
        press.turn.effects.tell(self.words.label(key), alert=True)

    async def _tell_ended(self, press: Press, case: Case) -> None:
        what = await History(words=self.words).last(press.turn.store, case.id, *ENDS)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)

    async def _tell_lacking(self, turn: Turn, case: Case, draft: Draft, chat_id: int) -> None:
        """Say which proof is needed, which there is, and how to get it."""
        needed = self.orders.lacking(case, draft.order) or case.proof
        maker = Maker(store=turn.store, now=turn.now)
        screen = await lacking.screen(self.words, maker, case, needed)
        await turn.replies.send(chat_id, screen)

    async def _say(self, turn: Turn, chat_id: int, key: str, **values: str | int) -> None:
        await turn.replies.send(chat_id, Screen(text=self.words.say(key, **values)))
