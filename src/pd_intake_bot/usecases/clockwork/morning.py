"""The morning report: where the queue stands, at the hour the policy file names, once a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pd_intake_bot.domain.clockwork import Census, Outage
from pd_intake_bot.domain.notices import Line, Value
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.intake import reconcile
from pd_intake_bot.usecases.ports import Store, Transactions

LAST = "clockwork.report"
"""The mark that tells the moment of the last report."""
_NAMED = 10
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the morning report tells; `mailbox` is None where it was not compared today."""

    day: date
    census: Census
    outages: Sequence[Outage] = ()
    mailbox: reconcile.Result | None = None

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to do and nothing went wrong."""
        census = self.census
        work = (census.new, census.due_today, census.due_this_week, census.overdue)
        snags = (census.held, census.undelivered, census.reviews, census.quarantine)
        return not any((*work, *snags, census.waiting, self.outages, not self.mailbox_is_whole))

    @property
    def mailbox_is_whole(self) -> bool:
        """Whether the comparison, if there was one, found nothing that was missed."""
        counted = self.mailbox.tally if self.mailbox else None
        return counted is None or (counted.complete and not counted.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInTheMorning:
    """Tells the group each working day where it stands; on a quiet one in one line.

    What `remind` and `untaken` have to say at that moment is said in the same message.
    """

    transactions: Transactions
    policy: Policy
    calendar: Calendar
    tell: Tell
    remind: Remind
    untaken: SayUntaken

    async def __call__(self, now: datetime) -> bool:
        """Report where the hour has come and nobody has yet; tells whether it did."""
        moment = Moment(now=now, policy=self.policy, calendar=self.calendar)
        if not moment.reports:
            return False
        return await self.transactions(lambda store: self._report(store, moment))

    async def _report(self, store: Store, moment: Moment) -> bool:
        last = await store.marks.get(LAST)
        since = datetime.fromisoformat(last) if last else None
        if since is not None and self.policy.local_date(since) == moment.today:
            return False
        if since is None or since > moment.now:
            # The first one, or the last was told by a clock that ran ahead.
            since = moment.working_days_ago(1)
        report = Report(
            day=moment.today,
            census=await store.reports.census(
                today=moment.today, week_ends=_sunday(moment.today), since=since
            ),
            outages=await store.outages.ended_since(since),
            mailbox=await reconcile.untold(store, moment.today),
        )
        sayings = [
            *await self.remind.due(store, moment),
            *await self.untaken.due(store, moment),
        ]
        told = await self.tell.report(
            store,
            f"report:{moment.today}",
            lambda more: lines(report, more=more),
            sayings,
            now=moment.now,
        )
        if not told:
            return False
        await store.marks.put(LAST, moment.now.isoformat())
        if report.mailbox:
            await reconcile.mark_told(store, moment.today)
        return True


def lines(report: Report, *, more: bool = False) -> Iterator[Line]:
    """Put the report into lines; what there is none of is not mentioned.

    Where there is `more` beneath it, the morning is not called quiet.
    """
    census = report.census
    if report.quiet and not more:
        mailbox = "whole" if report.mailbox else "none"
        values: dict[str, Value] = {"date": report.day, "open": census.open, "mailbox": mailbox}
        yield Line(text="clockwork-quiet", values=values)
        return
    yield Line(text="clockwork-report", values={"date": report.day, "open": census.open})
    yield from _dated("clockwork-overdue", census.overdue)
    yield from _dated("clockwork-due-today", census.due_today)
    yield from _dated("clockwork-due-week", census.due_this_week)
    counts = {
        "clockwork-new": census.new,
        "clockwork-nobody-took": census.untaken,
        "clockwork-waiting": census.waiting,
        "clockwork-paused": census.paused,
        "clockwork-held": census.held,
        "clockwork-undelivered": census.undelivered,
        "clockwork-reviews": census.reviews,
        "clockwork-quarantine": census.quarantine,
    }
    yield from (Line(text=key, values={"count": n}) for key, n in counts.items() if n)
    if report.mailbox:
        yield from reconcile.lines(report.mailbox)
    for outage in report.outages:
        span = {"since": outage.since, "until": outage.until}
        yield Line(text=f"clockwork-report-outage-{outage.strand}", values=span)


def _dated(key: str, refs: Sequence[str]) -> Iterator[Line]:
    if refs:
        shown = ", ".join(refs[:_NAMED]) + (" …" if len(refs) > _NAMED else "")
        yield Line(text=key, values={"count": len(refs), "refs": shown})


def _sunday(day: date) -> date:
    return day + timedelta(days=_WEEK - day.isoweekday())
