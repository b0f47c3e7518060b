"""What the service tells a Prometheus server about the queue and what waits beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.usecases.clockwork.moments import Hours, Moment
from pd_intake_bot.usecases.ports import Backlog, Vitals

FRESH = timedelta(seconds=10)
"""How long a count is good enough: two servers that ask at once count once."""

LATELY = timedelta(minutes=15)


@dataclass(slots=True, kw_only=True, eq=False)
class VitalMeasures(Collector):
    """Counts that the database gives: `refresh` asks it, `collect` shows what was counted last."""

    ground: Ground
    _vitals: Vitals | None = field(default=None, init=False)
    _counted_at: datetime | None = field(default=None, init=False)

    async def refresh(self) -> None:
        """Count anew, where the last count is not fresh; without a database there is none."""
        now = self.ground.now()
        if self._counted_at and abs(now - self._counted_at) < FRESH:
            return
        today = self.ground.policy.local_date(now)
        try:
            self._vitals = await self.ground.database.reading(
                lambda store: store.watch.take(today=today, lately=now - LATELY)
            )
        except Unavailable:
            self._vitals = None
        self._counted_at = now

    def collect(self) -> Iterable[Metric]:
        """Show what was counted last."""
        vitals, now = self._vitals, self.ground.now()
        moment = Moment(now=now, policy=self.ground.policy, calendar=self.ground.calendar)
        yield _one("database_up", "1 while the database can be asked.", int(vitals is not None))
        yield _one(
            "working_hours",
            "1 while staff work, by policy and calendar.",
            int(moment.hours is Hours.WORKING),
        )
        if vitals is None:
            return
        yield from _outbox(vitals, now)
        yield from _queue(vitals, now)
        yield from _lags(vitals)
        yield _many(
            "reviews_open",
            "Messages that wait for an officer, unread ones as `quarantine`.",
            "kind",
            vitals.reviews.items(),
        )
        yield from _backlog(
            "telegram_updates", "Updates of Telegram not handled yet", vitals.updates, now
        )
        yield _one(
            "telegram_updates_set_aside",
            "Updates of Telegram that could not be handled, kept whole.",
            vitals.updates_aside,
        )
        yield _one("reminders_today", "Cases of which staff were reminded today.", vitals.reminded)


def _outbox(vitals: Vitals, now: datetime) -> Iterable[Metric]:
    counts = {carrier: waits.count for carrier, waits in vitals.outbox.items()}
    ages = {carrier: _age(waits, now) for carrier, waits in vitals.outbox.items()}
    yield _many("outbox_waiting", "Parcels that have not left yet.", "carrier", counts.items())
    yield _many("outbox_oldest_seconds", "How long the oldest has waited.", "carrier", ages.items())
    undelivered = GaugeMetricFamily(
        "pd_intake_letters_undelivered",
        "Letters of open cases that were refused, or nobody knows whether they arrived, and"
        " after which no other left.",
        labels=["carrier", "standing"],
    )
    for (carrier, standing), count in vitals.undelivered.items():
        undelivered.add_metric([carrier, standing], count)
    yield undelivered


def _queue(vitals: Vitals, now: datetime) -> Iterable[Metric]:
    yield _one("cases_open", "Cases that are not closed.", vitals.open)
    yield _one("cases_overdue", "Open cases past their target date.", vitals.overdue)
    yield _one("cases_promise_broken", "Open cases past the promised date.", vitals.broken)
    yield _one("cases_held", "Open cases whose automatic letter waits for an officer.", vitals.held)
    yield from _backlog(
        "cases_unacknowledged",
        "Open cases whose person has heard nothing",
        vitals.unacknowledged,
        now,
    )


def _lags(vitals: Vitals) -> Iterable[Metric]:
    intake = {channel: lag.total_seconds() for channel, lag in vitals.intake.items()}
    told = {channel: lag.total_seconds() for channel, lag in vitals.acknowledgement.items()}
    yield _many(
        "intake_lag_seconds",
        "The longest from receipt to case, of requests of the last quarter of an hour.",
        "channel",
        intake.items(),
    )
    yield _many(
        "acknowledgement_lag_seconds",
        "The longest from receipt to acknowledgement, likewise.",
        "channel",
        told.items(),
    )


def _backlog(name: str, words: str, waits: Backlog, now: datetime) -> Iterable[Metric]:
    yield _one(name, f"{words}.", waits.count)
    yield _one(f"{name}_oldest_seconds", f"{words}: since when the oldest.", _age(waits, now))


def _one(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"pd_intake_{name}", words, value=value)


def _many(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    metric = GaugeMetricFamily(f"pd_intake_{name}", words, labels=[label])
    for key, value in values:
        metric.add_metric([key], value)
    return metric


def _age(waits: Backlog, now: datetime) -> float:
    return max((now - waits.since).total_seconds(), 0) if waits.since else 0
