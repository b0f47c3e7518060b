"""Counts the dates of a case anew from its present facts, and keeps what they were before."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases import dates as dates_of
from pd_intake_bot.usecases import parcels
from pd_intake_bot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckon:
    """Brings the dates of a case up to its facts, inside the caller's transaction."""

    policy: Policy
    calendar: Calendar

    async def __call__(
        self, store: Store, case: Case, *, reason: str, actor: str, now: datetime
    ) -> Case:
        """Count the dates anew; where one moved, write the case, its history and its card.

        `reason` is a `Cause`. The case is given back as it then stands. Raises `StaleCase`
        where it has moved on since it was read, and what `deadlines.compute` raises.
        """
        dates = self.dates(case)
        if (dates.promised, dates.target) == (case.promised, case.target):
            return case
        moved = await store.cases.change(
            replace(case, promised=dates.promised, target=dates.target)
        )
        await store.events.add(case.id, _moved(case, moved, reason, actor=actor, now=now))
        await store.outbox.add(parcels.card(moved), now=now)
        return moved

    def dates(self, case: Case) -> Deadlines:
        """Give all clocks of a case as its facts now are."""
        return dates_of.count(
            self.policy.rights[case.right],
            received_at=case.received_at,
            confirmed_on=case.confirmed_on,
            policy=self.policy,
            calendar=self.calendar,
        )


def _moved(before: Case, after: Case, reason: str, *, actor: str, now: datetime) -> Event:
    data = {
        "reason": reason,
        "promised": _plain(after.promised),
        "promised_before": _plain(before.promised),
        "target": _plain(after.target),
        "target_before": _plain(before.target),
    }
    return Event(kind=EventKind.DATES_CHANGED, at=now, actor=actor, data=data)


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
