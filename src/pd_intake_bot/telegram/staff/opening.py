"""Presses that bring everything about a case, or a review item, into the private chat."""

from dataclasses import dataclass

from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.dossier import Folder
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.look import look


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opens in private; each look at a case is written into its history."""

    words: Wording

    async def case(self, press: Press) -> None:
        """Open a case."""
        turn = press.turn
        dossier = await look(turn.store, press.case_id, officer=press.actor, now=turn.now)
        folder = Folder(words=self.words)
        await self._show(press, await folder.of_case(turn.store, dossier, now=turn.now))

    async def review(self, press: Press) -> None:
        """Open a review item."""
        review = await press.turn.store.reviews.get(press.review_id)
        await self._show(press, Folder(words=self.words).of_review(review))

    async def _show(self, press: Press, screens: list[Screen]) -> None:
        for screen in screens:
            await press.turn.replies.send(press.officer, screen)
        if press.chat_id != press.officer:
            press.turn.effects.tell(self.words.label("staff-opened"))
