"""The steps by which a date comes about, as values that the locales put into words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pd_intake_bot.domain.rights import Ground, Language, Rule, Term
from pd_intake_bot.domain.workdays import Calendar, DayOff, Reason

Value = date | tuple[date, ...] | Term | Rule | Ground | Mapping[Language, str] | str | int
"""A `datetime` among these is the wall clock's reading of a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of an explanation: the key of its text in `explain.ftl` and what goes into it.

    `clock` names the clock that the line is about; None where it is about all of them.
    """

    key: str
    values: Mapping[str, Value]
    clock: str | None = None


def step(key: str, **values: Value) -> Step:
    """Make the step whose text is `explain-<key>`."""
    return Step(key=f"explain-{key}", values=values)


def left_out(calendar: Calendar, after: date, until: date) -> Iterator[Step]:
    """Name every day off later than `after` and not later than `until`, with its reason.

    Neighbouring days off with one reason share a step. Extra working days, which look like
    days off and are not, follow.
    """
    days_off = calendar.days_not_worked(after, until)
    for reason, run in groupby(days_off, key=lambda found: found[1]):
        yield _day_off(reason, tuple(day for day, _ in run))
    for day, extra in calendar.extra_worked(after, until):
        if extra.exchanged_for is None:
            yield step("worked-extra", day=day, source=extra.source)
        else:
            yield step("worked-exchanged", day=day, other=extra.exchanged_for)


def _day_off(reason: Reason, days: tuple[date, ...]) -> Step:
    if not isinstance(reason, DayOff):
        return step("off-weekend", days=days, count=len(days))
    return step(
        f"off-{reason.kind}",
        days=days,
        name=reason.names,
        other=reason.moved_from or days[0],
        estimated="yes" if reason.estimated else "no",
    )
