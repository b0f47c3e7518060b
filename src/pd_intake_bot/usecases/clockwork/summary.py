"""Weekly and monthly summaries: figures of the time that has passed, with a picture."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pd_intake_bot.domain.clockwork import BANDS, DayFigures, Figures, WeekFigures
from pd_intake_bot.domain.notices import Line, Notice, Value
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.ports import Blobs, Store, Transactions

WEEKS = 8
"""Weeks that the picture shows."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_UPPER = ((0, "today"), (2, "two"), (5, "five"), (10, "ten"))

Draw = Callable[[Figures], Awaitable[bytes]]
"""Draws figures as a PNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A week or a month that has passed, both days counted; `key` names it for ever."""

    key: str
    text: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarize:
    """Tells the group on the first working day of a week, and of a month, how the last one went.

    After an outage it is told later. Where nothing is open, and nothing came or went in all the
    weeks that the picture shows, it is not told.
    """

    transactions: Transactions
    policy: Policy
    calendar: Calendar
    blobs: Blobs
    draw: Draw
    tell: Tell

    async def __call__(self, now: datetime) -> None:
        """Tell what has passed and was not yet told of."""
        moment = Moment(now=now, policy=self.policy, calendar=self.calendar)
        if moment.reports:
            for span in due(moment):
                await self._tell(span, moment)

    async def _tell(self, span: Span, moment: Moment) -> None:
        figures = await self.transactions(lambda store: self._untold(store, span, moment))
        if figures is None:
            return
        if not (figures.left_open or any(one.received or one.answered for one in figures.weeks)):
            await self.transactions(lambda store: store.marks.put(_mark(span), span.key))
            return
        # Drawing takes a second: no transaction waits for it.
        picture = await self.blobs.put(await self.draw(figures))
        told = Notice(lines=tuple(lines(span, figures)), picture=picture, brief=True)

        async def tell(store: Store) -> None:
            await self.tell.announce(store, span.key, told, now=moment.now)
            await store.marks.put(_mark(span), span.key)

        await self.transactions(tell)

    async def _untold(self, store: Store, span: Span, moment: Moment) -> Figures | None:
        told = await store.marks.get(_mark(span)) == span.key
        if told or not await self.tell.everyone(store):
            return None
        return await gather(store, moment, since=span.since, until=span.until)


def due(moment: Moment) -> Iterator[Span]:
    """List the spans that have passed and whose successor has begun to be worked."""
    monday = moment.today - timedelta(days=moment.today.weekday())
    if moment.has_begun(monday):
        since = monday - _WEEK
        yield Span(key=f"week:{since}", text="clockwork-week", since=since, until=monday - _DAY)
    first = moment.today.replace(day=1)
    if moment.has_begun(first):
        until = first - _DAY
        since = until.replace(day=1)
        yield Span(key=f"month:{since}", text="clockwork-month", since=since, until=until)


async def gather(store: Store, moment: Moment, *, since: date, until: date) -> Figures:
    """Gather the figures between two local days, both counted, and the weeks up to the last."""
    monday = until - timedelta(days=until.weekday())
    first = min(since, monday - (WEEKS - 1) * _WEEK)
    each = [first + _DAY * number for number in range((until - first).days + 1)]
    days = await store.reports.by_day(
        {day: moment.start_of(day) for day in each}, until=moment.start_of(until + _DAY)
    )
    lately = [one for one in days if one.day >= since]
    answered, late = sum(one.answered for one in lately), sum(one.late for one in lately)
    left = Counter[str](paused=await store.reports.paused())
    for target, count in (await store.reports.dates()).items():
        left[_band(moment, target)] += count
    return Figures(
        since=since,
        until=until,
        received=sum(one.received for one in lately),
        answered=answered,
        in_time=answered - late,
        late=late,
        weeks=tuple(_weeks(monday, days)),
        left={band: left[band] for band in BANDS},
    )


def lines(span: Span, figures: Figures) -> Iterator[Line]:
    """Put the figures into words."""
    dates: dict[str, Value] = {"since": figures.since, "until": figures.until}
    counts = {"received": figures.received, "answered": figures.answered}
    yield Line(text=span.text, values={**dates, **counts})
    share = figures.share_in_time
    if share is not None:
        yield Line(text="clockwork-in-time", values={"share": share, "late": figures.late})
    yield Line(
        text="clockwork-open-now",
        values={"count": figures.left_open, "overdue": figures.left.get("overdue", 0)},
    )


def _weeks(monday: date, days: Sequence[DayFigures]) -> Iterator[WeekFigures]:
    came, went = Counter[date](), Counter[date]()
    for one in days:
        came[_monday(one.day)] += one.received
        went[_monday(one.day)] += one.answered
    for back in range(WEEKS - 1, -1, -1):
        week = monday - back * _WEEK
        yield WeekFigures(monday=week, received=came[week], answered=went[week])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _band(moment: Moment, target: date | None) -> str:
    if target is None:
        return "undated"
    if target < moment.today:
        return "overdue"
    left = moment.left(target)
    return next((name for upper, name in _UPPER if left <= upper), "later")


def _mark(span: Span) -> str:
    return f"clockwork.{span.text.rpartition('-')[2]}"
