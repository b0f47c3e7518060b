"""Counts the dates of a case anew from its present facts, and keeps what they were before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Cause, Course, Happened, Told
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.notices import Line, Notice, Worded
from pd_intake_bot.domain.policy import DateMoved, Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.letters.date_letters import DateLetters, News
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms import dates as dates_of

TOLD_BY_THEMSELVES = frozenset({Cause.CONFIRMED, Cause.PAUSED, Cause.RESUMED, Cause.EXTENDED})
"""An officer's doing, of which the person gets a letter that names the new date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckon:
    """Brings the dates of a case up to its facts, inside the caller's transaction.

    Without `letters` and `post` staff are warned of a date that moved, and the person is not
    written to.
    """

    policy: Policy
    calendar: Calendar
    letters: DateLetters | None = None
    post: Post | None = None
    besides: Mapping[Language, str] = field(default_factory=dict)
    """What a letter about a date that moved tells besides, in each language."""

    async def __call__(
        self, store: Store, case: Case, *, reason: str, actor: str, now: datetime
    ) -> Case:
        """Count the dates anew; where one moved, write the case, its history and its card.

        `reason` is a `Cause`. Where the date is no longer the one that the person was told,
        staff are warned, and the person is written to where the policy says so. The case is
        given back as it then stands. Raises `StaleCase` where it has moved on since it was
        read, and what `deadlines.compute` raises.
        """
        happened = await store.clocks.happened(case.id)
        dates = self.count(case, happened)
        if happened.pauses:
            await store.clocks.halt(case.id, dates.halted)
        target = await link.governed(store, case, dates.target)
        if (dates.promised, target) == (case.promised, case.target):
            return case
        after = replace(case, promised=dates.promised, target=target)
        moved = await cards.change(store, after, now=now)
        await store.events.add(case.id, _moved(case, moved, reason, actor=actor, now=now))
        told = await store.clocks.told(case.id)
        if reason not in TOLD_BY_THEMSELVES and _no_longer(told, dates.promised):
            await self._warn(store, moved, dates, told[-1], Cause(reason), now)
        return moved

    async def dates(self, store: Store, case: Case) -> Deadlines:
        """Give all clocks of a case as its facts now are."""
        return self.count(case, await store.clocks.happened(case.id))

    def count(self, case: Case, happened: Happened) -> Deadlines:
        """Give all clocks of a case to which this has happened."""
        return dates_of.count(
            self.policy.rights[case.right],
            received_at=min((case.received_at, *happened.receipts)),
            confirmed_on=case.confirmed_on,
            policy=self.policy,
            calendar=self.calendar,
            course=Course(
                zone=self.policy.zone,
                pauses=happened.pauses,
                extensions=happened.extensions,
                stopped_at=case.closed_at,
            ),
        )

    async def _warn(
        self, store: Store, case: Case, dates: Deadlines, told: Told, cause: Cause, now: datetime
    ) -> None:
        """Tell staff of a date that is not the one the person was told; and perhaps the person."""
        written = False
        if self._writes_of(case, told.promised):
            written = await self._write(store, case, dates, told, cause, now)
        way = _way(told.promised, case.promised)
        values = {
            "told": told.promised,
            "promised": case.promised or "",
            "why": Worded(key=f"letter-because-{cause}"),
        }
        end = "notice-date-written" if written else "notice-date-not-written"
        lines = (Line(text=f"notice-date-{way}", values=values), Line(text=end))
        notice = Notice(lines=lines, ref=str(case.ref))
        key = f"notice:date:{case.id}:{case.version}"
        await store.outbox.add(parcels.tell(key, notice, case_id=case.id), now=now)

    async def _write(
        self, store: Store, case: Case, dates: Deadlines, told: Told, cause: Cause, now: datetime
    ) -> bool:
        if self.letters is None or self.post is None:
            return False
        news = News(
            kind=LetterKind.DATE_MOVED, told=told.promised, cause=cause, besides=self.besides
        )
        letter = self.letters.write(case, dates, news)
        return await self.post(
            store, case, letter, kind=LetterKind.DATE_MOVED, number=case.version, now=now
        )

    def _writes_of(self, case: Case, told: date) -> bool:
        if not case.state.is_open:
            return False
        later = _way(told, case.promised) != "earlier"
        return {
            DateMoved.LATER: later,
            DateMoved.BOTH: True,
            DateMoved.NEVER: False,
        }[self.policy.date_moved]


def _no_longer(told: Sequence[Told], promised: date | None) -> bool:
    return bool(told) and told[-1].promised != promised


def _way(told: date, promised: date | None) -> str:
    if promised is None:
        return "gone"
    return "later" if promised > told else "earlier"


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
