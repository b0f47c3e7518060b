"""Reminds of dates before they come, the more people the nearer they are, each time once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.clockwork import Matter, Queued, Reminder
from pd_intake_bot.domain.notices import Line, Titled
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork import looking
from pd_intake_bot.usecases.clockwork.looking import Look
from pd_intake_bot.usecases.clockwork.moments import Band, Moment
from pd_intake_bot.usecases.clockwork.telling import Saying, Tell, about
from pd_intake_bot.usecases.ports import Store, Transactions

BATCH = 1000
"""Cases that one statement looks at."""

LOOKED = "clockwork.looked.dates"
"""The mark that tells how far the dates were looked through."""

_DATED = (Matter.TARGET, Matter.PROMISED)
_Found = tuple[Queued, Band, Reminder]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """One look at the dates of all open cases; cheap where there is nothing to say.

    What is said is written down in the transaction that puts the message into the outbox, one
    row a case and date: a second process finds the row and is silent. Steps that were missed
    while the service was down collapse into the last of them, and where a date has moved the
    steps begin anew.
    """

    transactions: Transactions
    policy: Policy
    calendar: Calendar
    tell: Tell
    batch: int = BATCH

    async def __call__(self, now: datetime) -> bool:
        """Say what is due; tells whether there was anything."""
        moment = Moment(now=now, policy=self.policy, calendar=self.calendar)
        if moment.awaits_report or not _bands(moment):
            return False
        return await self.transactions(lambda store: self._look(store, moment))

    async def _look(self, store: Store, moment: Moment) -> bool:
        sayings = await self.due(store, moment)
        if sayings:
            key = f"remind:{moment.now.isoformat()}:{sayings[0].case.id}:{sayings[0].line.text}"
            await self.tell(store, sayings, key=key, now=moment.now)
        return bool(sayings)

    async def due(self, store: Store, moment: Moment) -> list[Saying]:
        """Take all that is to be said now, for the caller to say."""
        if not await self.tell.everyone(store):
            # Nobody is there to hear it yet: it stays unsaid, and due.
            return []
        bands, ours = _bands(moment), list[_Found]()
        look = await looking.begin(store, LOOKED, bands)
        for band in bands if not look.is_needless else ():
            ours += await self._claim(store, band, moment, look)
        await look.end(store)
        return list(_sayings(ours, moment))

    async def _claim(self, store: Store, band: Band, moment: Moment, look: Look) -> list[_Found]:
        """Take all of a band that nobody has said, however many, so that it is one message."""
        ours: list[_Found] = []
        limit, after = self.batch, look.after
        while cases := await store.reminders.dated(band.wanted, limit=limit, after=after):
            found = [(case, band, _reminder(case, band, moment)) for case in cases]
            claimed = await store.reminders.claim([reminder for _, _, reminder in found])
            ours += (one for one in found if (one[2].case_id, one[2].matter) in claimed)
            if len(cases) < limit or not claimed:
                break
        return ours


def _bands(moment: Moment) -> Sequence[Band]:
    return [band for matter in _DATED for band in moment.bands(matter)]


def _reminder(case: Queued, band: Band, moment: Moment) -> Reminder:
    due = case.due or moment.today
    # Past the date each day is a step of its own; before it, a step stands until the next one.
    left = moment.left(due) if band.step < 0 else band.step
    return Reminder(
        case_id=case.id, matter=band.wanted.matter, due=due, left=left, day=moment.today
    )


def _sayings(found: Iterable[_Found], moment: Moment) -> Iterable[Saying]:
    """Put into words what was found, save steps that lay behind a case when it was registered.

    Its card, posted then, says how many days are left.
    """
    for case, band, reminder in found:
        fresh = band.step > 0 and moment.stood_at(case.registered_at, reminder.due) <= band.step
        if not fresh:
            yield Saying(case=case, line=_line(case, reminder, moment), to=band.to)


def _line(case: Queued, reminder: Reminder, moment: Moment) -> Line:
    left = moment.left(reminder.due)
    phase = "left" if left > 0 else "last" if reminder.due >= moment.today else "past"
    if phase == "past" and left == 0:
        phase = "ended"
    days = {"days": abs(left)} if phase in {"left", "past"} else {}
    key = f"clockwork-{reminder.matter}-{phase}"
    return about(case, key, title=Titled(right=case.right), date=reminder.due, **days)
