"""As much of Prometheus's query language as our alerts and panels are written in."""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf
from typing import Protocol

Labels = frozenset[tuple[str, str]]
Vector = Mapping[Labels, float]
Points = Sequence[tuple[float, float]]
"""Moments, in seconds of Unix time, and what was told then."""
Value = float | Vector

NOTHING: Labels = frozenset()
_TOKEN = re.compile(
    r"\d[\d.]*[smh]?|[a-zA-Z_]\w*|\"[^\"]*\"|=~|==|>=|<=|[-{}()\[\],=<>/]",
)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
_RECKON: Mapping[str, Callable[[float, float], float]] = {
    "-": operator.sub,
    "/": operator.truediv,
}
_FOLD: Mapping[str, Callable[[Sequence[float]], float]] = {"sum": sum, "max": max, "min": min}
_FAR = 1.1
"""Of so many distances between points, growth is taken to have gone on to the edge of a range."""


class Told(Protocol):
    """What a Prometheus server was told."""

    def now(self, name: str, at: datetime) -> Vector:
        """Give what was told last of a metric."""
        ...

    def lately(self, name: str, at: datetime, span: timedelta) -> Mapping[Labels, Points]:
        """Give all that was told of it in a time that ends then."""
        ...


def ask(query: str, told: Told, at: datetime) -> Vector:
    """Answer a query as it would be answered at a moment."""
    tokens = _TOKEN.findall(query)
    assert "".join(tokens) == query.replace(" ", ""), query
    question = _Question(tokens=tokens, told=told, at=at)
    value = question.either()
    assert not question.tokens, f"{question.tokens} is left of {query}"
    return _vector(value)


@dataclass(slots=True, kw_only=True)
class _Question:
    """A query of which the tokens that are left are still to be read."""

    tokens: list[str]
    told: Told
    at: datetime

    def either(self) -> Value:
        value = self._both()
        while self._take("or"):
            value = {**_vector(self._both()), **_vector(value)}
        return value

    def _both(self) -> Value:
        value = self._compared()
        while self._take("and"):
            self._skip("on", "(", ")")
            other = _vector(self._compared())
            value = value if other else {}
        return value

    def _compared(self) -> Value:
        value = self._reckoned()
        if self.tokens and self.tokens[0] in _COMPARE:
            compare, other = _COMPARE[self.tokens.pop(0)], _number(self._reckoned())
            return {labels: one for labels, one in _vector(value).items() if compare(one, other)}
        return value

    def _reckoned(self) -> Value:
        value = self._single()
        while self.tokens and self.tokens[0] in _RECKON:
            reckon = _RECKON[self.tokens.pop(0)]
            value = _each(reckon, value, self._single())
        return value

    def _single(self) -> Value:
        word = self.tokens.pop(0)
        if word[0].isdigit():
            return float(word)
        if word in _FOLD:
            return self._folded(_FOLD[word])
        if word in _GROWTH:
            return self._grown(_GROWTH[word])
        if word in {"time", "absent", "histogram_quantile"}:
            return self._called(word)
        wanted = self._wanted()
        now = self.told.now(word, self.at)
        return {labels: value for labels, value in now.items() if wanted(labels)}

    def _called(self, word: str) -> Value:
        self._skip("(")
        value: Value
        if word == "time":
            value = self.at.timestamp()
        elif word == "absent":
            value = {} if _vector(self.either()) else {NOTHING: 1.0}
        else:
            share = _number(self._single())
            self._skip(",")
            value = _quantile(share, _vector(self.either()))
        self._skip(")")
        return value

    def _folded(self, fold: Callable[[Sequence[float]], float]) -> Vector:
        by, without = self._labels("by"), self._labels("without")
        self._skip("(")
        vector = _vector(self.either())
        self._skip(")")
        groups: defaultdict[Labels, list[float]] = defaultdict(list)
        for labels, value in vector.items():
            kept = (one for one in labels if one[0] in by or (without and one[0] not in without))
            groups[frozenset(kept)].append(value)
        return {labels: fold(values) for labels, values in groups.items()}

    def _grown(self, growth: "_Growth") -> Vector:
        self._skip("(")
        name, wanted = self.tokens.pop(0), self._wanted()
        self._skip("[")
        word = self.tokens.pop(0)
        self._skip("]", ")")
        span = timedelta(seconds=float(word[:-1]) * _SECONDS[word[-1]])
        found = self.told.lately(name, self.at, span)
        edges = (self.at - span).timestamp(), self.at.timestamp()
        return {
            labels: growth(points, *edges)
            for labels, points in found.items()
            if wanted(labels) and len(points) > 1
        }

    def _wanted(self) -> Callable[[Labels], bool]:
        tests: list[tuple[str, str, str]] = []
        if self._take("{"):
            while not self._take("}"):
                label, sign, value = (self.tokens.pop(0) for _ in range(3))
                tests.append((label, sign, value.strip('"')))
                self._take(",")
        return lambda labels: all(_fits(dict(labels).get(one[0], ""), *one[1:]) for one in tests)

    def _labels(self, word: str) -> frozenset[str]:
        names: set[str] = set()
        if self._take(word):
            self._skip("(")
            while not self._take(")"):
                names.add(self.tokens.pop(0))
                self._take(",")
        return frozenset(names)

    def _take(self, word: str) -> bool:
        if self.tokens[:1] != [word]:
            return False
        self.tokens.pop(0)
        return True

    def _skip(self, *words: str) -> None:
        for word in words:
            assert self._take(word), f"{word} was to come before {self.tokens}"


_Growth = Callable[[Points, float, float], float]


def _changes(points: Points, _since: float, _until: float) -> float:
    return float(sum(one != other for (_, one), (_, other) in pairwise(points)))


def _increase(points: Points, since: float, until: float) -> float:
    """Reckon how much a counter grew, on to the edges of the range where it lies near to them."""
    (first, began), (last, ended) = points[0], points[-1]
    fell = sum(one for (_, one), (_, other) in pairwise(points) if other < one)
    grown = ended - began + fell
    before, after = first - since, until - last
    if grown > 0:
        # It was never below nothing.
        before = min(before, (last - first) * began / grown)
    apart = (last - first) / (len(points) - 1)
    reach = sum(edge if edge < apart * _FAR else apart / 2 for edge in (before, after))
    return grown * (last - first + reach) / (last - first)


def _rate(points: Points, since: float, until: float) -> float:
    return _increase(points, since, until) / (until - since)


_GROWTH: Mapping[str, _Growth] = {"changes": _changes, "increase": _increase, "rate": _rate}


def _each(reckon: Callable[[float, float], float], one: Value, other: Value) -> Value:
    """Reckon with each value that both sides have; a number stands beside every one."""
    if isinstance(one, float) and isinstance(other, float):
        return reckon(one, other)
    if isinstance(one, float):
        return {labels: reckon(one, value) for labels, value in _vector(other).items()}
    if isinstance(other, float):
        return {labels: reckon(value, other) for labels, value in one.items()}
    return {
        labels: reckon(value, other[labels]) for labels, value in one.items() if labels in other
    }


def _quantile(share: float, buckets: Vector) -> Vector:
    """Give where the quantile lies, as if what fell into a bucket lay evenly spread in it."""
    counts: defaultdict[Labels, list[tuple[float, float]]] = defaultdict(list)
    for labels, count in buckets.items():
        edge = float(dict(labels)["le"])
        counts[frozenset(one for one in labels if one[0] != "le")].append((edge, count))
    return {labels: _within(share, sorted(edges)) for labels, edges in counts.items()}


def _within(share: float, edges: Sequence[tuple[float, float]]) -> float:
    rank = share * edges[-1][1]
    below, fewer = 0.0, 0.0
    for edge, count in edges:
        if count >= rank and count > fewer:
            return (
                below if edge == inf else below + (edge - below) * (rank - fewer) / (count - fewer)
            )
        below, fewer = edge, count
    return float("nan")


def _fits(said: str, sign: str, value: str) -> bool:
    return bool(re.fullmatch(value, said)) if sign == "=~" else said == value


def _vector(value: Value) -> Vector:
    return {NOTHING: value} if isinstance(value, float) else value


def _number(value: Value) -> float:
    assert isinstance(value, float), value
    return value
