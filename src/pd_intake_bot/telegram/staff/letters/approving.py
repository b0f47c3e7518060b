"""Presses by which a second officer agrees to what would be sent, or gives it back."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.work import Approval, ApprovalId, Standing
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Button, File, Keyboard, Screen
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards.history import CHANGES, History
from pd_intake_bot.telegram.staff.letters.enclosing import Enclosing
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.showing import About
from pd_intake_bot.usecases.work.approve import Approve, stale

_DECIDED = (EventKind.APPROVED, EventKind.NOT_APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approving:
    """Shows an order as its letter, in private, and takes the decision on it."""

    words: Wording
    approve: Approve

    async def show(self, press: Press) -> None:
        """Show what waits on a case, with who asks for it."""
        store = press.turn.store
        approval = await store.approvals.open_of(press.case_id)
        case = await store.cases.get(press.case_id)
        if approval is None:
            await self._too_late(press, case)
        elif await self._has_moved(press, case, approval):
            return
        else:
            await self._show(press, case, approval)

    async def give(self, press: Press) -> None:
        """Agree: it is sent as it was shown."""
        turn, found = press.turn, await self._waiting(press)
        if found is None:
            return
        case, approval = found
        if approval.asked_by == press.actor:
            turn.effects.tell(self.words.label("staff-approval-own"), alert=True)
            return
        await self.approve.give(turn.store, approval.id, officer=press.actor, now=turn.now)
        act = self.words.label(f"staff-act-{approval.order.act}")
        await self._end(press, "staff-approval-given", ref=str(case.ref), act=act, way=_way(case))

    async def refuse(self, press: Press) -> None:
        """Give it back to the officer who asked."""
        found = await self._waiting(press)
        if found is None:
            return
        case, approval = found
        turn = press.turn
        await self.approve.refuse(turn.store, approval.id, officer=press.actor, now=turn.now)
        note = await press.maker.make(
            self.words.label(f"staff-button-{Action.NOTE}"), Action.NOTE, case=case.id
        )
        await self._end(press, "staff-approval-returned", note, ref=str(case.ref))

    async def _waiting(self, press: Press) -> tuple[Case, Approval] | None:
        """Give what is decided on, while it waits and its case is as it was."""
        store = press.turn.store
        approval = await store.approvals.get(ApprovalId(press.number("approval")))
        case = await store.cases.get(approval.case_id)
        if approval.standing is not Standing.OPEN:
            await self._too_late(press, case)
            return None
        return None if await self._has_moved(press, case, approval) else (case, approval)

    async def _has_moved(self, press: Press, case: Case, approval: Approval) -> bool:
        """Tell whether the case has changed since; then the order waits no more."""
        if case.version == approval.version:
            return False
        await stale(press.turn.store, approval, officer=press.actor, now=press.turn.now)
        await self._tell_stale(press, case)
        return True

    async def _show(self, press: Press, case: Case, approval: Approval) -> None:
        turn, order = press.turn, approval.order
        heading = self.words.say(
            "staff-approval-shown",
            ref=str(case.ref),
            act=self.words.label(f"staff-act-{order.act}"),
            officer=await officers.name_of(turn.store, approval.asked_by),
            moment=self.words.moment(approval.asked_at),
            way=_way(case),
        )
        letter = await self.approve.orders.preview(turn.store, case, order, now=turn.now)
        heading = "\n\n".join([heading, *Enclosing(words=self.words).listed(letter.files)])
        *first, last = [heading, *letters.write(letter)]
        about = About(case=case.id)
        for part in first:
            await turn.replies.send(press.chat_id, Screen(text=part), shows=about)
        for file in letter.files:
            enclosed = Screen(text="", file=File.of(file))
            await turn.replies.send(press.chat_id, enclosed, shows=about)
        keyboard = await self._buttons(press, approval)
        await turn.replies.send(press.chat_id, Screen(text=last, keyboard=keyboard), shows=about)

    async def _buttons(self, press: Press, approval: Approval) -> Keyboard:
        own = approval.asked_by == press.actor
        actions = [Action.RETURN] if own else [Action.APPROVE, Action.RETURN]
        labels = {one: self.words.label(f"staff-button-{one}") for one in actions}
        return tuple(
            [
                (await press.maker.make(label, action, approval=approval.id),)
                for action, label in labels.items()
            ]
        )

    async def _end(self, press: Press, key: str, *offers: Button, **values: str) -> None:
        """Take the buttons away and tell what was decided, with what may be done next."""
        keyboard = tuple((one,) for one in offers)
        screen = Screen(text=self.words.say(key, **values), keyboard=keyboard)
        await press.turn.replies.send(press.chat_id, screen)
        press.turn.effects.tell(self.words.label(key, **values))

    async def _tell_stale(self, press: Press, case: Case) -> None:
        what = await History(words=self.words).last(press.turn.store, case.id, *CHANGES)
        press.turn.effects.tell(self.words.label("staff-approval-stale", what=what), alert=True)

    async def _too_late(self, press: Press, case: Case) -> None:
        last = await press.turn.store.approvals.last_of(case.id)
        if last is not None and last.standing is Standing.STALE:
            await self._tell_stale(press, case)
            return
        what = await History(words=self.words).last(press.turn.store, case.id, *_DECIDED)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)


def _way(case: Case) -> str:
    return "hand" if case.reply_to is None else "sent"


async def lines(words: Wording, store: Store, case: Case) -> list[str]:
    """Say that something about a case waits for a second officer."""
    approval = await store.approvals.open_of(case.id)
    if approval is None or approval.version != case.version:
        return []
    name = await officers.name_of(store, approval.asked_by)
    act = words.label(f"staff-act-{approval.order.act}")
    return [words.say("staff-approval-waits", act=act, officer=name)]


async def buttons(words: Wording, maker: Maker, case: Case) -> Keyboard:
    """Give the button that shows what waits for a second officer, where something does."""
    approval = await maker.store.approvals.open_of(case.id)
    if approval is None or approval.version != case.version:
        return ()
    label = words.label("staff-button-approval")
    button: Button = await maker.make(label, Action.APPROVAL, case=case.id)
    return ((button,),)
