"""The queue as officers see it: open cases by target date, page by page, no personal data."""

from dataclasses import dataclass

from pd_intake_bot.domain.case import Case
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

PAGE = 6
"""Cases on a page: each takes two lines and a button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Writes the pages of the queue."""

    words: Wording

    async def page(self, turn: Turn, number: int) -> Screen:
        """Write a page; one beyond the last is the last."""
        waiting = await turn.store.cases.open()
        if not waiting:
            return Screen(text=self.words.say("staff-queue-empty"))
        pages = -(-len(waiting) // PAGE)
        number = min(number, pages - 1)
        shown = waiting[number * PAGE : (number + 1) * PAGE]
        lines = [self.words.say("staff-queue", count=len(waiting), page=number + 1, pages=pages)]
        lines += [self._line(case, turn) for case in shown]
        maker = Maker(store=turn.store, now=turn.now)
        rows = [(await self._open(maker, case),) for case in shown]
        turning = await self._turning(maker, number, pages)
        return Screen(text="\n\n".join(lines), keyboard=(*rows, *([turning] if turning else [])))

    async def turn_page(self, press: Press) -> None:
        """Turn to another page in the place of this one."""
        screen = await self.page(press.turn, press.number("page"))
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    def _line(self, case: Case, turn: Turn) -> str:
        line = self.words.say(
            "staff-queue-case", ref=str(case.ref), title=self.words.title(case.right)
        )
        if case.target is None:
            return f"{line}\n{self.words.say('staff-target-waits')}"
        left = self.words.left(case.target, turn.now)
        due = self.words.say("staff-target-left", date=self.words.day(case.target), left=left)
        return f"{line}\n{due}"

    async def _open(self, maker: Maker, case: Case) -> Button:
        return await maker.make(str(case.ref), Action.OPEN_CASE, case=case.id, version=case.version)

    async def _turning(self, maker: Maker, number: int, pages: int) -> tuple[Button, ...]:
        around = (("←", number - 1), ("→", number + 1))
        return tuple(
            [
                await maker.make(sign, Action.QUEUE, page=page)
                for sign, page in around
                if 0 <= page < pages
            ]
        )
