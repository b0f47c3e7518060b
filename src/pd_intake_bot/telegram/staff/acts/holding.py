"""Presses that say whose a case is: taken, handed over, let go."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.cards.history import ENDS, History
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.work.hand_over import hand_over, let_go
from pd_intake_bot.usecases.work.take_on import TakenAlready, take_on

_HOLDS = (EventKind.TAKEN, EventKind.HANDED_OVER, EventKind.LET_GO)
_ENDS = (*ENDS, *_HOLDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Says whose a case is; who comes too late is told what has happened meanwhile."""

    words: Wording
    officers: Officers
    cards: Cards

    async def take(self, press: Press) -> None:
        """Take the case on."""
        turn, case = press.turn, await self._open(press)
        if case is None:
            return
        if case.officer == press.actor:
            turn.effects.tell(self.words.label("staff-yours-already"))
            return
        try:
            await take_on(turn.store, case, officer=press.actor, now=turn.now)
        except TakenAlready:
            await self._too_late(press, case, *_HOLDS)
        else:
            turn.effects.tell(self.words.label("staff-taken", ref=str(case.ref)))

    async def let_go(self, press: Press) -> None:
        """Give the case back, so that anybody may take it."""
        turn, case = press.turn, await self._open(press)
        if case is None:
            return
        if case.officer is None:
            await self._too_late(press, case, *_HOLDS)
        elif await self._may_pass_on(press, case):
            await let_go(turn.store, case, officer=press.actor, now=turn.now)
            turn.effects.tell(self.words.label("staff-let-go", ref=str(case.ref)))

    async def choose(self, press: Press) -> None:
        """Offer the officers that the case may be handed to, in the place of the card."""
        turn, case = press.turn, await self._open(press)
        if case is None or not await self._may_pass_on(press, case):
            return
        rows = [(one,) for one in await self._candidates(press, case)]
        if not rows:
            turn.effects.tell(self.words.label("staff-nobody-else"), alert=True)
            return
        back = await press.maker.make(
            self.words.label("staff-button-back"), Action.CARD, case=case.id
        )
        card = await self.cards.render_card(turn.store, case.id, now=turn.now)
        text = f"{card.text}\n\n{self.words.say('staff-hand-over-to')}"
        screen = Screen(text=text, keyboard=(*rows, (back,)))
        await turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def hand(self, press: Press) -> None:
        """Hand the case over."""
        turn, case = press.turn, await self._open(press)
        if case is None:
            return
        if case.version != press.number("version"):
            await self._too_late(press, case, *_HOLDS)
            await self.back(press)
        elif await self._may_pass_on(press, case):
            to = press.number("to")
            await hand_over(turn.store, case, to=to, officer=press.actor, now=turn.now)
            name = await officers.name_of(turn.store, str(to))
            said = self.words.label("staff-handed-over", ref=str(case.ref), officer=name)
            turn.effects.tell(said)
            if press.chat_id == press.officer:
                # In the group the card is edited anyway.
                await self.back(press)

    async def back(self, press: Press) -> None:
        """Show the card as it now stands."""
        turn = press.turn
        card = await self.cards.render_card(turn.store, press.case_id, now=turn.now)
        await turn.replies.send(press.chat_id, card, edit=press.message_id)

    async def _open(self, press: Press) -> Case | None:
        case = await press.turn.store.cases.get(press.case_id)
        if case.state.is_open:
            return case
        await self._too_late(press, case, *_ENDS)
        return None

    async def _may_pass_on(self, press: Press, case: Case) -> bool:
        """Tell whether this is the holder's or a lead's press; else say whose it is to do."""
        if case.officer in {None, press.actor} or press.role is Role.LEAD:
            return True
        holder = await officers.name_of(press.turn.store, case.officer or "")
        said = self.words.label("staff-not-yours", officer=holder)
        press.turn.effects.tell(said, alert=True)
        return False

    async def _candidates(self, press: Press, case: Case) -> list[Button]:
        turn = press.turn
        known = await self.officers.all(turn)
        return [
            await press.maker.make(
                await officers.name_of(turn.store, str(number)),
                Action.HAND_TO,
                case=case.id,
                version=case.version,
                to=number,
            )
            for number, role in known.items()
            if role.reaches(Role.OFFICER) and str(number) != case.officer
        ]

    async def _too_late(self, press: Press, case: Case, *kinds: EventKind) -> None:
        what = await History(words=self.words).last(press.turn.store, case.id, *kinds)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
