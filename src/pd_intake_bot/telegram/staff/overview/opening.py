"""Presses that bring everything about a case, or a review item, into the private chat."""

from dataclasses import dataclass

from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.cards.dossier import Folder
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.records.look import look, look_at_review
from pd_intake_bot.usecases.records.showing import About


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opens in private; each look is written down, and what is shown goes in its time."""

    words: Wording

    async def case(self, press: Press) -> None:
        """Open a case."""
        turn = press.turn
        dossier = await look(turn.store, press.case_id, officer=press.actor, now=turn.now)
        folder = Folder(words=self.words, role=press.role)
        screens = await folder.of_case(turn.store, dossier, now=turn.now)
        await self._show(press, screens, About(case=press.case_id))

    async def review(self, press: Press) -> None:
        """Open a review item."""
        turn = press.turn
        review = await look_at_review(
            turn.store, press.review_id, officer=press.actor, now=turn.now
        )
        screens = await Folder(words=self.words, role=press.role).of_review(turn.store, review)
        await self._show(press, screens, About(review=review.id))

    async def _show(self, press: Press, screens: list[Screen], about: About) -> None:
        for screen in screens:
            await press.turn.replies.send(press.officer, screen, shows=about)
        if press.chat_id != press.officer:
            press.turn.effects.tell(self.words.label("staff-opened"))
