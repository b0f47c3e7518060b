"""Makes the pictures and files that officers ask for, at the moment they leave."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.telegram.reports import Composed, Report
from pd_intake_bot.telegram.staff.overview import stats
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.overview import figures
from pd_intake_bot.usecases.ports import Transactions

LIMIT = 49 * 2**20
"""The largest file that the Bot API takes is 50 MB."""

Draw = Callable[[Figures, Language], Awaitable[bytes]]
WriteRegister = Callable[[Language], Awaitable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Gathers in a transaction of its own, and draws or writes outside of any."""

    words: Wording
    transactions: Transactions
    calendar: Calendar
    clock: Callable[[], datetime]
    draw: Draw
    write_register: WriteRegister

    async def __call__(self, report: Report, language: Language) -> Composed:
        """Make a report as things stand now."""
        words = self.words.in_language(language)
        match report:
            case Report.STATS:
                return await self._stats(words)
            case Report.REGISTER:
                return await self._register(words)

    async def _stats(self, words: Wording) -> Composed:
        moment = Moment(now=self.clock(), policy=words.policy, calendar=self.calendar)
        found = await self.transactions(lambda store: figures.of_now(store, moment))
        picture = await self.draw(found, words.language)
        text = stats.caption(words, found)
        return Composed(text=text, name="stats.png", content=picture, picture=True)

    async def _register(self, words: Wording) -> Composed:
        now = self.clock()
        content = await self.write_register(words.language)
        if len(content) > LIMIT:
            return Composed(text=words.say("queue-export-too-large"))
        day = words.policy.local_date(now)
        text = words.say("queue-exported", moment=words.moment(now), place=words.place)
        return Composed(text=text, name=f"register-{day.isoformat()}.xlsx", content=content)
