"""What lies ahead of the queue: the moments that the page can move its clock to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.ports import Store

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_AFTER = timedelta(seconds=5)
"""How long after an hour has struck the page's clock stands."""
_DAYS = 100
"""How far ahead a reminder is looked for."""
_CASES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Looks for what comes next in a register, by the service's own rules."""

    store: Store
    policy: Policy
    calendar: Calendar

    async def deadline(self, *, after: datetime) -> datetime | None:
        """Find the moment at which work begins on the last day of the next target date."""
        today = self.policy.local_date(after)
        dues = [one.due for one in await self.store.reports.due_dates()]
        coming = min((due for due in dues if due and due > today), default=None)
        return self._opening(coming) if coming else None

    async def reminder(self, *, after: datetime) -> datetime | None:
        """Find the moment at which staff, or a silent person, will next be reminded."""
        for day in self._days(after):
            opens = self._at(self._opening(day))
            if opens.now > after and await self._is_said(opens):
                return opens.now
            for moment in self._hours(day):
                if moment.now > after and await self._is_untaken(moment):
                    return moment.now
        return None

    async def _is_said(self, moment: Moment) -> bool:
        """Tell whether a date or a silence comes to be spoken of at this moment."""
        return await self._is_dated(moment) or await self._is_silent(moment)

    async def _is_dated(self, moment: Moment) -> bool:
        for matter in (Matter.TARGET, Matter.PROMISED):
            for band in moment.bands(matter):
                for case in await self.store.reminders.dated(band.wanted, limit=_CASES):
                    due = case.due or moment.today
                    # A step that lay behind a case from the start is passed over in silence.
                    if band.step <= 0 or moment.stood_at(case.registered_at, due) > band.step:
                        return True
        return False

    async def _is_silent(self, moment: Moment) -> bool:
        patience = moment.rules.silent_after
        return any(
            moment.worked_since(moment.start_of(said.day) if said else asked_at) >= patience
            for _, asked_at, said in await self.store.reminders.waiting()
            if said is None or said.left >= 0
        )

    async def _is_untaken(self, moment: Moment) -> bool:
        before = moment.working_days_ago(moment.rules.untaken_after)
        untaken = self.store.reminders.untaken
        return bool(await untaken(before=before, today=moment.today, limit=1))

    def _days(self, after: datetime) -> Iterator[date]:
        today = self.policy.local_date(after)
        days = (today + _DAY * ahead for ahead in range(_DAYS))
        return (day for day in days if self.calendar.is_working(day))

    def _hours(self, day: date) -> Iterator[Moment]:
        """Give each hour of a working day: what nobody took is said at any of them."""
        moment = self._opening(day)
        closes = datetime.combine(day, self.policy.clockwork.closes, self.policy.zone)
        while moment < closes:
            yield self._at(moment)
            moment += _HOUR

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.policy.clockwork.opens, self.policy.zone) + _AFTER

    def _at(self, now: datetime) -> Moment:
        return Moment(now=now, policy=self.policy, calendar=self.calendar)
