"""The press by which an officer records that a person has shown a document."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.telegram.screens import Button
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.raise_proof import raise_proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """Records that a document was seen; of the document itself nothing is kept."""

    words: Wording

    async def __call__(self, press: Press) -> None:
        """Record it, once."""
        turn = press.turn
        case = await turn.store.cases.get(press.case_id)
        raised = await raise_proof(
            turn.store, case, Proof.DOCUMENT, actor=press.actor, now=turn.now
        )
        is_new = raised.proof is not case.proof
        key = "staff-document-seen" if is_new else "staff-document-known"
        turn.effects.tell(self.words.label(key), alert=True)


async def buttons(words: Wording, maker: Maker, case: Case) -> list[Button]:
    """Make the button, for an open case of which no document was seen."""
    if case.proof is Proof.DOCUMENT or not case.state.is_open:
        return []
    label = words.label("staff-button-document-seen")
    return [await maker.make(label, Action.DOCUMENT_SEEN, case=case.id)]
