"""The press by which a lead agrees to a changed calendar."""

from dataclasses import dataclass

from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """Moves the dates of open cases to the calendar that the files have, once."""

    words: Wording
    change: CalendarChange

    async def __call__(self, press: Press) -> None:
        """Apply the calendar; a second press is told that it is in force."""
        turn = press.turn
        if not await self.change.is_pending(turn.store):
            turn.effects.tell(self.words.label("staff-calendar-in-force"), alert=True)
            return
        moved = await self.change.apply(turn.store, actor=press.actor, now=turn.now)
        said = self.words.label("staff-calendar-applied", count=len(moved))
        turn.effects.tell(said, alert=True)
