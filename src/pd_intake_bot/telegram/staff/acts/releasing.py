"""The presses that let held letters go: one, or all that wait because too many have left."""

from dataclasses import dataclass

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.telegram.staff.cards.history import ENDS, History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.intake.release_held import ReleaseAll, ReleaseHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing:
    """Releases once; who comes too late is told what was done, and by whom."""

    words: Wording
    release: ReleaseHeld

    async def __call__(self, press: Press) -> None:
        """Release the acknowledgement of a case."""
        turn = press.turn
        case = await turn.store.cases.get(press.case_id)
        if case.held_because is None or not case.state.is_open:
            history = History(words=self.words)
            done = await history.last(turn.store, case.id, EventKind.RELEASED, *ENDS)
            turn.effects.tell(self.words.label("staff-too-late", what=done), alert=True)
            return
        await self.release(turn.store, case.id, officer=press.actor, now=turn.now)
        turn.effects.tell(self.words.label("staff-released"))

    async def everything(self, press: Press) -> None:
        """Release what the breaker holds, as many at a time as one press can bear."""
        turn = press.turn
        release = ReleaseAll(release=self.release)
        count, left = await release(turn.store, officer=press.actor, now=turn.now)
        said = self.words.label("staff-released-all", count=count, left=left)
        turn.effects.tell(said, alert=True)
