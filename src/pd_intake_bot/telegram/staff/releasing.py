"""The press that lets a held acknowledgement go."""

from dataclasses import dataclass

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.telegram.staff.history import History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.release_held import ReleaseHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing:
    """Releases once; who comes second is told who was first."""

    words: Wording
    release: ReleaseHeld

    async def __call__(self, press: Press) -> None:
        """Release the acknowledgement of a case."""
        turn = press.turn
        case = await turn.store.cases.get(press.case_id)
        if case.held_because is None:
            history = History(words=self.words)
            done = await history.last(turn.store, case.id, EventKind.RELEASED)
            turn.effects.tell(self.words.label("staff-too-late", what=done), alert=True)
            return
        await self.release(turn.store, case.id, officer=press.actor, now=turn.now)
        turn.effects.tell(self.words.label("staff-released"))
