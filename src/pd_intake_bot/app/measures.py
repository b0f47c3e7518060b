"""What the service tells a Prometheus server about its own loops."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from itertools import product
from typing import get_args

from prometheus_client import ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from pd_intake_bot import clock
from pd_intake_bot.domain.delivery import Outcome
from pd_intake_bot.domain.outbox import Carrier, Kind
from pd_intake_bot.supervise import BUCKETS, Durations, Loop
from pd_intake_bot.usecases.lease import Lease
from pd_intake_bot.usecases.letters.deliver import Deliver

OUTSIDE = {
    "mailbox": "imap",
    "delivery by mail": "smtp",
    "telegram": "telegram",
    "delivery by telegram": "telegram_sending",
    "staff group": "staff_group",
}
"""The loops that show how a part of the outside fares."""

CARRIED = {Carrier.MAIL: (Kind.LETTER,), Carrier.TELEGRAM: tuple(Kind)}
"""What each carrier takes."""


PROCESS = frozenset(
    {
        "process_cpu_seconds",
        "process_max_fds",
        "process_open_fds",
        "process_resident_memory_bytes",
    }
)
"""What the library tells of the process and somebody looks at."""


class ProcessMeasures(Collector):
    """What this process takes of its machine, and since when it runs."""

    def __init__(self, *, started: datetime) -> None:
        self._started = started
        self._process = ProcessCollector(registry=None)

    def collect(self) -> Iterable[Metric]:
        """Give the present figures."""
        yield from (one for one in self._process.collect() if one.name in PROCESS)
        # Not the library's: it reads when the machine was started, which hardening hides.
        yield GaugeMetricFamily(
            "process_start_time_seconds",
            "When it began, Unix time.",
            value=self._started.timestamp(),
        )


class LoopMeasures(Collector):
    """How each loop of this process fares, and with it the outside that it talks to."""

    def __init__(self, loops: Sequence[Loop], *, now: Callable[[], datetime] = clock.now) -> None:
        self._loops = loops
        self._now = now

    def collect(self) -> Iterable[Metric]:
        """Give the present state of every loop."""
        yield from self._health()
        yield from self._ticks()
        yield self._outside()
        yield self._sends()
        yield self._held()
        build = GaugeMetricFamily(
            "pd_intake_build_info", "Which program this is.", labels=["version"]
        )
        build.add_metric([version("pd-intake-bot")], 1)
        yield build

    def _health(self) -> Iterable[Metric]:
        failing = _gauge("loop_failing", "1 while the last tick of a loop failed.", "loop")
        good = _gauge(
            "loop_last_good_timestamp_seconds", "When a tick last went well, Unix time.", "loop"
        )
        busy = _gauge("loop_busy_seconds", "How long the present tick has lasted.", "loop")
        now = self._now()
        for loop in self._loops:
            since = loop.health.busy_since
            busy.add_metric([loop.name], (now - since).total_seconds() if since else 0)
            failing.add_metric([loop.name], 1 if loop.health.failing else 0)
            if loop.health.last_good:
                good.add_metric([loop.name], loop.health.last_good.timestamp())
        return failing, good, busy

    def _ticks(self) -> Iterable[Metric]:
        lengths = HistogramMetricFamily(
            "pd_intake_loop_tick_seconds", "How long ticks take.", labels=["loop"]
        )
        failures = CounterMetricFamily(
            "pd_intake_loop_failures", "Ticks that failed.", labels=["loop"]
        )
        for loop in self._loops:
            ticks = loop.health.ticks
            lengths.add_metric([loop.name], _cumulative(ticks), sum_value=ticks.seconds)
            failures.add_metric([loop.name], loop.health.failures)
        return lengths, failures

    def _outside(self) -> Metric:
        up = _gauge("up", "1 while a part of the outside can be worked with.", "part")
        now = self._now()
        # Who waits for a lease has not tried: its word would hide that the holder fails.
        waits = {f"{name} lease" for name in OUTSIDE} & {
            name for name, lease in self._leases() if not lease.held
        }
        for loop in self._loops:
            if loop.name in OUTSIDE and f"{loop.name} lease" not in waits:
                up.add_metric([OUTSIDE[loop.name]], 0 if loop.health.fault(now) else 1)
        return up

    def _sends(self) -> Metric:
        sends = CounterMetricFamily(
            "pd_intake_sends",
            "What became of what was sent; every try counts.",
            labels=["carrier", "kind", "result"],
        )
        for loop in self._loops:
            if isinstance(loop.tick, Deliver):
                # Each is told from the start: of a count that begins above nothing nobody
                # can say how much it grew.
                for kind, outcome in product(CARRIED[loop.tick.carrier], get_args(Outcome)):
                    labels = [loop.tick.carrier, kind, outcome.__name__.lower()]
                    sends.add_metric(labels, loop.tick.outcomes[kind, outcome])
        return sends

    def _held(self) -> Metric:
        held = _gauge("lease_held", "1 while this process holds a lease.", "lease")
        for name, lease in self._leases():
            held.add_metric([name], 1 if lease.held else 0)
        return held

    def _leases(self) -> Sequence[tuple[str, Lease]]:
        return [(one.name, one.tick) for one in self._loops if isinstance(one.tick, Lease)]


def _gauge(name: str, words: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"pd_intake_{name}", words, labels=[label])


def _cumulative(ticks: Durations) -> list[tuple[str, float]]:
    counted, buckets = 0, []
    for edge, count in zip((*map(str, BUCKETS), "+Inf"), ticks.within, strict=True):
        counted += count
        buckets.append((edge, float(counted)))
    return buckets
