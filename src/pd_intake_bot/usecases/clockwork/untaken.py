"""Says, once a working day, which cases nobody has taken."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.clockwork import Audience, Matter, Queued, Reminder
from pd_intake_bot.domain.notices import Line, Titled
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork.moments import Hours, Moment
from pd_intake_bot.usecases.clockwork.telling import Saying, Tell, about
from pd_intake_bot.usecases.ports import Store, Transactions

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SayUntaken:
    """One look at the cases that nobody holds; in working hours alone."""

    transactions: Transactions
    policy: Policy
    calendar: Calendar
    tell: Tell
    batch: int = BATCH

    async def __call__(self, now: datetime) -> bool:
        """Say what nobody has taken for as long as the policy file names; tells whether."""
        moment = Moment(now=now, policy=self.policy, calendar=self.calendar)
        if moment.hours is not Hours.WORKING:
            return False
        return await self.transactions(lambda store: self._look(store, moment))

    async def _look(self, store: Store, moment: Moment) -> bool:
        if not await self.tell.everyone(store):
            return False
        sayings = [
            Saying(case=case, line=_line(case, moment), to=Audience.EVERYONE)
            for case in await self._claim(store, moment)
        ]
        if sayings:
            key = f"untaken:{moment.now.isoformat()}:{sayings[0].case.id}"
            await self.tell(store, sayings, key=key, now=moment.now)
        return bool(sayings)

    async def _claim(self, store: Store, moment: Moment) -> list[Queued]:
        """Take all that nobody has said today, so that it is one message."""
        before = moment.working_days_ago(moment.rules.untaken_after)
        limit, today, ours = self.batch, moment.today, list[Queued]()
        while found := await store.reminders.untaken(before=before, today=today, limit=limit):
            claimed = await store.reminders.claim([_reminder(case, moment) for case in found])
            ours += (case for case in found if (case.id, Matter.UNTAKEN) in claimed)
            if len(found) < limit or not claimed:
                break
        return ours


def _reminder(case: Queued, moment: Moment) -> Reminder:
    return Reminder(
        case_id=case.id, matter=Matter.UNTAKEN, due=moment.today, left=0, day=moment.today
    )


def _line(case: Queued, moment: Moment) -> Line:
    days = max(1, moment.worked_since(case.registered_at))
    title = Titled(right=case.right)
    if case.due is None:
        return about(case, "clockwork-untaken-undated", title=title, days=days)
    return about(case, "clockwork-untaken", title=title, days=days, date=case.due)
