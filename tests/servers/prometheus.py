"""A Prometheus server as far as alerts need one: what it was told, and what it says is firing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from prometheus_client import Metric

from tests.servers import promql
from tests.servers.promql import Labels, Points, Vector

STALE = timedelta(minutes=5)
"""How long what was told last counts when nothing more is told."""
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
_JOB = "pd-intake"
_RULE = re.compile(
    r"- alert: (?P<alert>\w+)\n +expr: (?P<expr>.+)\n(?: +for: (?P<lasts>\d+[mh])\n)?"
    r" +labels: \{severity: (?P<severity>page|ticket)\}\n +annotations:\n +summary: \S"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One alert: what it asks, and how long that must hold without a break."""

    alert: str
    expr: str
    lasts: timedelta
    severity: str


def read_rules(path: Path) -> Sequence[Rule]:
    """Read a file of rules, each written as ours are."""
    written = path.read_text()
    found = [_rule(one) for one in _RULE.finditer(written)]
    assert len(found) == written.count("- alert:"), "a rule is not written as the others"
    return found


def _rule(found: re.Match[str]) -> Rule:
    lasts = found["lasts"] or "0m"
    return Rule(
        alert=found["alert"],
        expr=found["expr"],
        lasts=int(lasts[:-1]) * _UNITS[lasts[-1]],
        severity=found["severity"],
    )


@dataclass(slots=True, kw_only=True)
class Prometheus:
    """Is told the metrics of processes, and looks at the rules after each time."""

    rules: Sequence[Rule]
    firing: set[str] = field(default_factory=set, init=False)
    _series: dict[str, dict[Labels, list[tuple[float, float]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list)), init=False
    )
    _told: dict[str, datetime] = field(default_factory=dict, init=False)
    _active: dict[tuple[str, Labels], datetime] = field(default_factory=dict, init=False)

    def scrape(self, at: datetime, *processes: Iterable[Metric] | None) -> None:
        """Ask each process, where None does not answer, and then look at the rules."""
        for number, metrics in enumerate(processes):
            where = ("instance", f"host{number}:8090"), ("job", _JOB)
            self._add("up", frozenset(where), at, 0.0 if metrics is None else 1.0)
            for sample in (one for metric in metrics or () for one in metric.samples):
                labels = frozenset([*sample.labels.items(), *where])
                self._add(sample.name, labels, at, sample.value)
            self._told[where[0][1]] = at
        self._look(at)

    def now(self, name: str, at: datetime) -> Vector:
        """Give what was told last of a metric: nothing of what its process left out then."""
        oldest = max(at - STALE, datetime.min.replace(tzinfo=at.tzinfo))
        return {
            labels: points[-1][1]
            for labels, points in self._series.get(name, {}).items()
            for told in (self._told[dict(labels)["instance"]],)
            if told > oldest and points[-1][0] == told.timestamp()
        }

    def lately(self, name: str, at: datetime, span: timedelta) -> Mapping[Labels, Points]:
        """Give all that was told of it in a time that ends then."""
        since, until = (at - span).timestamp(), at.timestamp()
        return {
            labels: [point for point in points if since < point[0] <= until]
            for labels, points in self._series.get(name, {}).items()
        }

    def _add(self, name: str, labels: Labels, at: datetime, value: float) -> None:
        self._series[name][labels].append((at.timestamp(), value))

    def _look(self, at: datetime) -> None:
        found = {
            (rule.alert, labels): rule.lasts
            for rule in self.rules
            for labels in promql.ask(rule.expr, self, at)
        }
        self._active = {one: self._active.get(one, at) for one in found}
        self.firing = {one[0] for one, since in self._active.items() if at - since >= found[one]}
