"""What every change of a date by an officer has in common: the history, the dates, the letter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import Cause, Happened
from pd_intake_bot.domain.events import Event
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.rights import Rule
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters.date_letters import DateLetters, News
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.look import unchanged
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import by_hand

__all__ = ["ClockStopped", "DateChange", "News", "TermOver"]


class ClockStopped(IntakeError):
    """The case is closed: nothing moves its dates any more."""

    key = "error-clock-stopped"


class TermOver(IntakeError):
    """The last day has passed: the term can't be paused or extended any more."""

    key = "error-term-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """Carries a change of a date through, inside the caller's transaction."""

    reckon: Reckon
    letters: DateLetters
    post: Post

    async def open(self, store: Store, case_id: CaseId, *, version: int) -> Case:
        """Give the case that an officer looked at. Raises `StaleCase` and `ClockStopped`."""
        case = await unchanged(store, case_id, version=version)
        if not case.state.is_open:
            raise ClockStopped(f"{case.ref} is closed")
        return case

    def rules(self, case: Case) -> tuple[Rule, ...]:
        """List the rules of policy and law that the case's clocks follow."""
        return self.reckon.policy.rights[case.right].rules

    def must_run(
        self, case: Case, happened: Happened, followed: Callable[[Rule], bool], now: datetime
    ) -> None:
        """Refuse what would move nothing: every clock whose rule is `followed` has ended.

        Raises `TermOver`.
        """
        today = self.reckon.policy.local_date(now)
        clocks = [clock for _, clock in self.reckon.count(case, happened).clocks()]
        if not any(
            clock.date is None or clock.date >= today for clock in clocks if followed(clock.rule)
        ):
            raise TermOver(f"the terms of {case.ref} that this would move are over")

    async def preview(
        self, store: Store, case: Case, news: News, happened: Happened | None = None
    ) -> Letter:
        """Show the letter of a change that is not made yet."""
        if happened is None:
            happened = await store.clocks.happened(case.id)
        dates = self.reckon.count(case, happened)
        return self.letters.write(case, dates, await _with_told(store, case, news))

    async def __call__(
        self, store: Store, case: Case, event: Event, cause: Cause, news: News
    ) -> Case:
        """Write the history, count the dates anew and post the letter."""
        await store.events.add(case.id, event)
        changed = await self.reckon(store, case, reason=cause, actor=event.actor, now=event.at)
        if changed.version == case.version:
            # The letter is named after a version of its own.
            changed = await store.cases.change(changed)
        dates = await self.reckon.dates(store, changed)
        letter = self.letters.write(changed, dates, await _with_told(store, case, news))
        await self.post(
            store, changed, letter, kind=news.kind, number=changed.version, now=event.at
        )
        await by_hand.keep(
            store, changed, letter, kind=news.kind, officer=event.actor, now=event.at
        )
        return changed


async def _with_told(store: Store, case: Case, news: News) -> News:
    told = await store.clocks.told(case.id)
    return replace(news, told=told[-1].promised if told else None)
