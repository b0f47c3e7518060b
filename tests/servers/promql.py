"""As much of Prometheus's language as our alerts are written in, over scrapes of one moment."""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from prometheus_client import Metric

Labels = frozenset[tuple[str, str]]
Vector = Mapping[Labels, float]

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
}
_CLAUSE = re.compile(r"(?P<of>.+) (?P<sign>==|>=|>|<) (?P<number>[\d.]+)")
_FOLD = re.compile(
    r"(?P<how>sum|max)(?: (?P<which>by|without) \((?P<names>[\w, ]+)\))? ?\((?P<of>.+)\)"
)
_QUANTILE = re.compile(r"histogram_quantile\((?P<share>[\d.]+), (?P<of>.+)\)")
_GROWTH = re.compile(r"(?P<how>rate|increase)\((?P<of>[^\[]+)\[\d+[mh]\]\)")
_PICK = re.compile(r"(?P<name>\w+)(?:\{(?P<wanted>.*)\})?")
_WANTED = re.compile(r"(?P<label>\w+)(?P<sign>=~?)\"(?P<value>[^\"]*)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is known `at` a moment: a scrape, and the one `before` that counters grew from."""

    at: datetime
    metrics: Iterable[Metric]
    before: Iterable[Metric] = ()

    def fires(self, expression: str) -> bool:
        """Tell whether an alert's expression has a value now."""
        return any(
            all(self._holds(clause) for clause in either.split(" and on () "))
            for either in expression.split(" or ")
        )

    def _holds(self, clause: str) -> bool:
        if clause.startswith("absent("):
            return not self._vector(clause.removeprefix("absent(").removesuffix(")"))
        found = _CLAUSE.fullmatch(clause)
        assert found, clause
        compare, number = _COMPARE[found["sign"]], float(found["number"])
        return any(compare(value, number) for value in self._vector(found["of"]).values())

    def _vector(self, expression: str) -> Vector:
        if expression in {"hour()", "day_of_week()"}:
            now = {"hour()": self.at.hour, "day_of_week()": self.at.isoweekday() % 7}
            return {frozenset(): float(now[expression])}
        if found := _QUANTILE.fullmatch(expression):
            return _quantile(float(found["share"]), self._vector(found["of"]))
        if found := _GROWTH.fullmatch(expression):
            now_, then = _pick(self.metrics, found["of"]), _pick(self.before, found["of"])
            return {labels: value - then.get(labels, 0) for labels, value in now_.items()}
        if found := _FOLD.fullmatch(expression):
            names = frozenset((found["names"] or "").replace(" ", "").split(","))
            by = found["which"] != "without"
            return _fold(found["how"], self._vector(found["of"]), names, by=by)
        return _pick(self.metrics, expression)


def _pick(metrics: Iterable[Metric], expression: str) -> Vector:
    found = _PICK.fullmatch(expression)
    assert found, expression
    wanted = [one.groupdict() for one in _WANTED.finditer(found["wanted"] or "")]
    return {
        frozenset(sample.labels.items()): sample.value
        for metric in metrics
        for sample in metric.samples
        if sample.name == found["name"]
        and all(_fits(sample.labels.get(one["label"], ""), **one) for one in wanted)
    }


def _fits(said: str, *, label: str, sign: str, value: str) -> bool:
    del label
    return bool(re.fullmatch(value, said)) if sign == "=~" else said == value


def _fold(how: str, vector: Vector, names: frozenset[str], *, by: bool) -> Vector:
    folded: defaultdict[Labels, list[float]] = defaultdict(list)
    for labels, value in vector.items():
        kept = frozenset(one for one in labels if (one[0] in names) is by)
        folded[kept].append(value)
    fold = max if how == "max" else sum
    return {labels: float(fold(values)) for labels, values in folded.items()}


def _quantile(share: float, buckets: Vector) -> Vector:
    """Give the edge of the bucket that the quantile falls into; nothing of what never was."""
    counts: defaultdict[Labels, list[tuple[float, float]]] = defaultdict(list)
    for labels, count in buckets.items():
        edge = float(dict(labels)["le"])
        counts[frozenset(one for one in labels if one[0] != "le")].append((edge, count))
    found = {}
    for labels, edges in counts.items():
        whole = reduce(max, (count for _, count in edges), 0.0)
        if whole:
            found[labels] = min(edge for edge, count in edges if count >= share * whole)
    return found
