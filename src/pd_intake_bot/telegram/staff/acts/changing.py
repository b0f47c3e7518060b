"""Presses that say which right a case is about: the suggested one, or one of all by its group."""

from collections.abc import Iterable
from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.telegram.screens import Button, Keyboard, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards.history import ENDS, History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.work.change_right import ChangeRight

_SETTLED = (EventKind.RIGHT_CHANGED, *ENDS)


async def suggested(words: Wording, maker: Maker, case: Case) -> Keyboard:
    """Give the one-press button of the suggestion, where there is one to settle."""
    suggestion = case.understood.suggestion
    if suggestion is None or not case.state.is_open:
        return ()
    label = words.label("staff-button-it-is", right=words.ask(suggestion.right))
    return ((await _it_is(maker, case, suggestion.right, label),),)


async def all_rights(words: Wording, maker: Maker, case: Case) -> Keyboard:
    """Give the button behind which all rights are."""
    if not case.state.is_open:
        return ()
    label = words.label("staff-button-change")
    return ((await maker.make(label, Action.CHANGE, case=case.id, was=case.right),),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """Group, then right, then done; whoever comes second is told who was first."""

    words: Wording
    change: ChangeRight

    async def groups(self, press: Press) -> None:
        """Offer all rights by their groups, in a message of its own."""
        case = await self._unsettled(press)
        if case is None:
            return
        rows = []
        for group in self.words.policy.groups:
            if len(group.rights) == 1:
                rows.append(await self._right(press, case, group.rights[0]))
                continue
            label = group.ask[self.words.language]
            rows.append(await _step(press, case, label, Action.CHANGE_IN_GROUP, group=group.key))
        edit = press.message_id if "group" in press.args else None
        await self._ask(press, case, rows, edit=edit)

    async def rights(self, press: Press) -> None:
        """Offer the rights of one group, in the place of the groups."""
        case = await self._unsettled(press)
        if case is None:
            return
        key = press.word("group")
        [group] = [one for one in self.words.policy.groups if one.key == key]
        rows = [await self._right(press, case, right) for right in group.rights]
        back = self.words.label("staff-button-back")
        rows.append(await _step(press, case, back, Action.CHANGE, group=""))
        await self._ask(press, case, rows, edit=press.message_id)

    async def settle(self, press: Press) -> None:
        """Put the case under the right that was pressed."""
        if await self._unsettled(press) is None:
            return
        turn, right = press.turn, RightKey(press.word("right"))
        case = await self.change(
            turn.store,
            press.case_id,
            right,
            was=RightKey(press.word("was")),
            officer=press.actor,
            now=turn.now,
        )
        said = self.words.label("staff-changed-right", title=self.words.ask(case.right))
        turn.effects.tell(said)
        if press.args.get("chosen"):
            heading = self.words.say(
                "staff-case-heading", ref=str(case.ref), title=self.words.title(case.right)
            )
            await turn.replies.send(press.chat_id, Screen(text=heading), edit=press.message_id)

    async def _unsettled(self, press: Press) -> Case | None:
        """Give the case while it is as the officer saw it; else tell who did what, and when."""
        store = press.turn.store
        case = await store.cases.get(press.case_id)
        if case.right == press.word("was") and case.state.is_open:
            return case
        what = await History(words=self.words).last(store, case.id, *_SETTLED)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
        return None

    async def _ask(
        self, press: Press, case: Case, choices: Iterable[Button], *, edit: int | None
    ) -> None:
        text = self.words.say("staff-change", ref=str(case.ref), title=self.words.title(case.right))
        screen = Screen(text=text, keyboard=tuple((one,) for one in choices))
        await press.turn.replies.send(press.chat_id, screen, edit=edit)

    async def _right(self, press: Press, case: Case, right: RightKey) -> Button:
        return await _it_is(press.maker, case, right, self.words.ask(right), chosen=True)


async def _step(press: Press, case: Case, label: str, action: Action, *, group: str) -> Button:
    return await press.maker.make(label, action, case=case.id, was=case.right, group=group)


async def _it_is(
    maker: Maker, case: Case, right: RightKey, label: str, *, chosen: bool = False
) -> Button:
    return await maker.make(
        label, Action.SET_RIGHT, case=case.id, was=case.right, right=right, chosen=chosen
    )
