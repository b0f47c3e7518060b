"""Says, once a working day, which cases nobody has taken."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pd_intake_bot.domain.clockwork import Audience, Matter, Queued, Reminder
from pd_intake_bot.domain.notices import Line, Titled
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork import looking
from pd_intake_bot.usecases.clockwork.moments import Hours, Moment
from pd_intake_bot.usecases.clockwork.telling import Saying, Tell, about
from pd_intake_bot.usecases.ports import Store, Transactions

BATCH = 1000

LOOKED = "clockwork.looked.untaken"
"""The mark that tells how far the cases of nobody were looked through."""


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
        if moment.awaits_report:
            return False
        return await self.transactions(lambda store: self._look(store, moment))

    async def _look(self, store: Store, moment: Moment) -> bool:
        sayings = await self.due(store, moment)
        if sayings:
            key = f"untaken:{moment.now.isoformat()}:{sayings[0].case.id}"
            await self.tell(store, sayings, key=key, now=moment.now)
        return bool(sayings)

    async def due(self, store: Store, moment: Moment) -> list[Saying]:
        """Take all that is to be said now, for the caller to say."""
        if moment.hours is not Hours.WORKING or not await self.tell.everyone(store):
            return []
        return [
            Saying(case=case, line=_line(case, moment), to=Audience.EVERYONE, is_untaken=True)
            for case in await self._claim(store, moment)
        ]

    async def _claim(self, store: Store, moment: Moment) -> list[Queued]:
        """Take all that nobody has said today, so that it is one message."""
        before = moment.working_days_ago(moment.rules.untaken_after)
        # Of that one day some more come to be spoken of with every minute of this one.
        since = moment.start_of(self.policy.local_date(before))
        look = await looking.begin(store, LOOKED, (moment.today, since))
        ask = partial(
            store.reminders.untaken,
            before=before,
            today=moment.today,
            limit=self.batch,
            after=look.after,
            since=since,
        )
        ours: list[Queued] = []
        while found := await ask():
            claimed = await store.reminders.claim([_reminder(case, moment) for case in found])
            ours += (case for case in found if (case.id, Matter.UNTAKEN) in claimed)
            if len(found) < self.batch or not claimed:
                break
        await look.end(store)
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
