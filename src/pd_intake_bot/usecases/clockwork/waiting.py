"""Reminds a silent person, once, of what they were asked for; after that staff decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.clockwork import Audience, Matter, Queued, Reminder
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork import looking
from pd_intake_bot.usecases.clockwork.looking import Look
from pd_intake_bot.usecases.clockwork.moments import Hours, Moment
from pd_intake_bot.usecases.clockwork.telling import Saying, Tell, about
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store, Transactions

LOOKED = "clockwork.looked.silent"
"""The mark that tells how far the cases that wait were looked through."""

REMINDED, OVER = 0, -1
"""What was said of a person's silence: they were reminded; staff were told to decide."""

_Silent = tuple[Queued, datetime, Reminder | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    """One look at the cases that wait for the person; in working hours alone."""

    transactions: Transactions
    policy: Policy
    calendar: Calendar
    writer: Writer
    post: Post
    tell: Tell

    async def __call__(self, now: datetime) -> None:
        """Remind who has been silent too long; put before staff who still is after that."""
        moment = Moment(now=now, policy=self.policy, calendar=self.calendar)
        if moment.hours is not Hours.WORKING:
            return
        look, silent = await self.transactions(lambda store: _silent(store, moment))
        for case, asked_at, said in silent:
            due = _due(moment, asked_at, said)
            if due is not None:
                await self._say(case.id, asked_at, due, moment)
        if not look.is_needless:
            await self.transactions(look.end)

    async def _say(self, case_id: CaseId, asked_at: datetime, what: int, moment: Moment) -> None:
        asked_on = self.policy.local_date(asked_at)
        reminder = Reminder(
            case_id=case_id, matter=Matter.SILENT, due=asked_on, left=what, day=moment.today
        )

        async def say(store: Store) -> None:
            case = await store.cases.get(case_id)
            # They may have written since silence was looked for.
            is_silent = case.state is State.WAITING
            if not is_silent or not await store.reminders.claim([reminder]):
                return
            if what == REMINDED and await self._remind(store, case, reminder, moment.now):
                await self._report(store, case, reminder, "clockwork-silent-reminded", moment)
            else:
                await self._report(store, case, reminder, "clockwork-silent-decide", moment)

        await self.transactions(say)

    async def _remind(self, store: Store, case: Case, reminder: Reminder, now: datetime) -> bool:
        """Write to the person; False where there is no way to reach them."""
        if case.reply_to is None:
            return False
        letter = self.writer.reminder(case, asked_on=reminder.due)
        # The letter takes the number that the case is changed to: the next one takes another.
        changed = await store.cases.change(case)
        kind = LetterKind.REMINDER
        await self.post(store, case, letter, kind=kind, number=changed.version, now=now)
        data = {"asked_on": reminder.due.isoformat()}
        event = Event(kind=EventKind.REMINDED, at=now, actor=SYSTEM, data=data)
        await store.events.add(case.id, event)
        await store.outbox.add(parcels.card(changed), now=now)
        return True

    async def _report(
        self, store: Store, case: Case, reminder: Reminder, text: str, moment: Moment
    ) -> None:
        queued = Queued(
            id=case.id,
            ref=str(case.ref),
            right=case.right,
            officer=case.officer,
            received_at=case.received_at,
            registered_at=case.received_at,
            due=case.target,
            version=case.version,
        )
        days = moment.rules.silent_after
        line = about(queued, text, date=reminder.due, days=days)
        saying = Saying(case=queued, line=line, to=Audience.OFFICER)
        key = f"silent:{case.id}:{reminder.due}:{reminder.left}"
        await self.tell(store, [saying], key=key, now=moment.now)


async def _silent(store: Store, moment: Moment) -> tuple[Look, Sequence[_Silent]]:
    """Look who is silent; whose time has come is known by the day, and by what has changed."""
    patience = moment.working_days_ago(moment.rules.silent_after)
    question = (moment.today, moment.policy.local_date(patience))
    look = await looking.begin(store, LOOKED, question)
    if look.is_needless:
        return look, ()
    return look, await store.reminders.waiting(after=look.after)


def _due(moment: Moment, asked_at: datetime, said: Reminder | None) -> int | None:
    """Tell what is to be said now, if anything."""
    patience = moment.rules.silent_after
    if said is None or said.due != moment.policy.local_date(asked_at):
        return REMINDED if moment.worked_since(asked_at) >= patience else None
    silent_since = moment.start_of(said.day)
    if said.left == REMINDED and moment.worked_since(silent_since) >= patience:
        return OVER
    return None
