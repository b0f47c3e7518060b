"""Shows a letter as its person would get it, with the buttons that send it, change it or stop."""

from dataclasses import dataclass, replace

from aiogram.fsm.context import FSMContext

from pd_intake_bot.domain.case import Case
from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import quitting
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.letters import draft as drafts
from pd_intake_bot.telegram.staff.letters.draft import Answering, Draft
from pd_intake_bot.telegram.staff.letters.enclosing import Enclosing
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.records.showing import About
from pd_intake_bot.usecases.work.orders import Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewing:
    """Shows letters in the officer's private chat; the last preview alone can be sent."""

    words: Wording
    orders: Orders

    async def show(self, turn: Turn, state: FSMContext, draft: Draft, chat_id: int) -> None:
        """Show the letter, or what is wrong with what was ordered."""
        case = await turn.store.cases.get(draft.case)
        try:
            letter = await self.orders.preview(turn.store, case, draft.order, now=turn.now)
        except Unavailable:
            raise
        except IntakeError as error:
            # A day before the receipt, or one that has not come: another may be typed.
            await drafts.keep(state, replace(draft, day=None), at=Answering.choosing)
            wrong = self.words.say(error.key, **error.values)
            await turn.replies.send(chat_id, Screen(text=wrong))
            return
        draft = replace(draft, preview=turn.update_id)
        await drafts.keep(state, draft, at=Answering.checking)
        *first, last = letters.write(letter)
        about = About(case=case.id)
        for part in (self._heading(case, draft), *first):
            await turn.replies.send(chat_id, Screen(text=part), shows=about)
        keyboard = await self._buttons(turn, case, draft)
        await turn.replies.send(chat_id, Screen(text=last, keyboard=keyboard), shows=about)

    def _heading(self, case: Case, draft: Draft) -> str:
        nowhere = case.reply_to is None
        key = "staff-work-nowhere" if nowhere else f"staff-preview-{case.channel}"
        second = self.orders.needs_second(case, draft.order)
        consent = "staff-work-second-by-hand" if nowhere else "staff-work-second"
        told = [self.words.say(one) for one in (key, *[consent] * second)]
        files = Enclosing(words=self.words).listed(draft.order.files)
        return "\n\n".join([*told, *files])

    async def _buttons(
        self, turn: Turn, case: Case, draft: Draft
    ) -> tuple[tuple[Button, ...], ...]:
        maker = Maker(store=turn.store, now=turn.now)
        second = self.orders.needs_second(case, draft.order)
        labels = {
            Action.SEND: "staff-button-submit" if second else "staff-button-send",
            Action.REWRITE: "staff-button-rewrite",
            **({Action.NO_FILES: "staff-button-no-files"} if draft.files else {}),
        }
        about = {"case": case.id, "version": case.version, "preview": draft.preview}
        rows = [
            await maker.make(self.words.label(label), action, **about)
            for action, label in labels.items()
        ]
        act = draft.act.value
        rows.append(await quitting.button(self.words, maker, of="case", case=case.id, act=act))
        return tuple((one,) for one in rows)
