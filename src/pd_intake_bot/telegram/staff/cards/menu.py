"""What may be done about a case, as buttons in the officer's private chat."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.work import Act
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import whose
from pd_intake_bot.telegram.staff.letters import steps
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Offers what policy and law allow, and nothing else."""

    words: Wording

    async def show(self, press: Press) -> None:
        """Show what may be done about a case as it now stands."""
        store = press.turn.store
        case = await store.cases.get(press.case_id)
        acts = await steps.acts(self.words, store, case)
        rows = [
            await press.maker.make(
                self.words.label(_label(case, act)),
                Action.ACT,
                case=case.id,
                act=act.value,
            )
            for act in acts
        ]
        rows += [
            await self._button(press, case, action)
            for action in (Action.NOTE, *[Action.MERGE, Action.SPLIT] * case.state.is_open)
        ]
        text = self.words.say("staff-menu", ref=str(case.ref))
        passing = await whose.buttons(self.words, press.maker, case)
        screen = Screen(text=text, keyboard=(*((one,) for one in rows), *passing))
        await press.turn.replies.send(press.chat_id, screen)

    async def _button(self, press: Press, case: Case, action: Action) -> Button:
        label = self.words.label(f"staff-button-{action}")
        return await press.maker.make(label, action, case=case.id)


def answer_label(case: Case) -> str:
    """Give the key of the button that answers: without an address nothing can be sent."""
    return "staff-button-answer" if case.reply_to else "staff-button-answer-nowhere"


def _label(case: Case, act: Act) -> str:
    return answer_label(case) if act is Act.ANSWER else f"staff-button-act-{act}"


async def button(words: Wording, maker: Maker, case: Case) -> Button:
    """Make the button that shows the menu."""
    return await maker.make(words.label("staff-button-menu"), Action.MENU, case=case.id)
