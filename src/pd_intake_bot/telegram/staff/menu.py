"""What may be done about a case, as buttons in the officer's private chat."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import steps
from pd_intake_bot.telegram.staff.buttons import Action, Maker
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
                self.words.label(f"staff-button-act-{act}"),
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
        screen = Screen(text=text, keyboard=tuple((one,) for one in rows))
        await press.turn.replies.send(press.chat_id, screen)

    async def _button(self, press: Press, case: Case, action: Action) -> Button:
        label = self.words.label(f"staff-button-{action}")
        return await press.maker.make(label, action, case=case.id)


async def button(words: Wording, maker: Maker, case: Case) -> Button:
    """Make the button that shows the menu."""
    return await maker.make(words.label("staff-button-menu"), Action.MENU, case=case.id)
