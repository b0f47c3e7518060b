"""The presses by which an officer records that a person has shown a document."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import backing_out, officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import menu
from pd_intake_bot.telegram.staff.cards.history import ENDS, History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.people.raise_proof import raise_proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """Records that a document was seen; of the document itself nothing is kept."""

    words: Wording

    async def ask(self, press: Press) -> None:
        """Say what is going to be written down, and ask whether it is so."""
        turn, case = press.turn, await self._unproven(press)
        if case is None:
            return
        officer = await officers.name_of(turn.store, press.actor)
        moment = self.words.moment(turn.now)
        text = self.words.say(
            "staff-document-ask", ref=str(case.ref), officer=officer, moment=moment
        )
        sure = self.words.label("staff-button-document-sure")
        rows = [
            await press.maker.make(sure, Action.DOCUMENT_SURE, case=case.id),
            await backing_out.button(self.words, press.maker),
        ]
        screen = Screen(text=text, keyboard=tuple((one,) for one in rows))
        await turn.replies.send(press.chat_id, screen)

    async def record(self, press: Press) -> None:
        """Record it, once, and offer what it was needed for."""
        turn, case = press.turn, await self._unproven(press)
        if case is None:
            return
        case = await raise_proof(turn.store, case, Proof.DOCUMENT, actor=press.actor, now=turn.now)
        turn.effects.tell(self.words.label("staff-document-seen"))
        text = self.words.say(
            "staff-document-kept",
            ref=str(case.ref),
            officer=await officers.name_of(turn.store, press.actor),
            moment=self.words.moment(turn.now),
        )
        onward = await menu.button(self.words, press.maker, case)
        screen = Screen(text=text, keyboard=((onward,),))
        await turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def _unproven(self, press: Press) -> Case | None:
        """Give the case while there is something to record; else tell who was first, and when."""
        store = press.turn.store
        case = await store.cases.get(press.case_id)
        if case.proof is not Proof.DOCUMENT and case.state.is_open:
            return case
        kinds = (EventKind.PROVEN,) if case.proof is Proof.DOCUMENT else ENDS
        what = await History(words=self.words).last(store, case.id, *kinds)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
        return None


async def buttons(words: Wording, maker: Maker, case: Case) -> list[Button]:
    """Make the button, for an open case of which no document was seen."""
    if case.proof is Proof.DOCUMENT or not case.state.is_open:
        return []
    label = words.label("staff-button-document-seen")
    return [await maker.make(label, Action.DOCUMENT_SEEN, case=case.id)]
