"""The press that sends a letter, which mail could not deliver, to its person in Telegram."""

from dataclasses import dataclass

from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.work.redirect import NothingToRedirect, redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirecting:
    """Sends it once, whoever presses."""

    words: Wording

    async def press(self, press: Press) -> None:
        """Send it, and tell so."""
        turn = press.turn
        try:
            case = await redirect(turn.store, press.case_id, officer=press.actor, now=turn.now)
        except NothingToRedirect as error:
            turn.effects.tell(self.words.label(error.key), alert=True)
            return
        turn.effects.tell(self.words.label("staff-redirected", ref=str(case.ref)), alert=True)
