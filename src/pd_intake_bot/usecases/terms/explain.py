"""How the steps by which a date came about are told in a person's language."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Ground, Language, Rule, Term
from pd_intake_bot.domain.steps import Step, Value
from pd_intake_bot.usecases.ports import Texts


class Audience(StrEnum):
    """For whom a date is explained."""

    PERSON = "person"
    """The date they were promised, in words: no other clock, and what staff work to is left out."""
    FULL = "full"
    """Every clock, with the rules named as letters name them."""


_NOT_FOR_PERSONS = frozenset(
    {
        "explain-none-law",
        "explain-target-same",
        "explain-target-earlier",
        "explain-target-runs",
        "explain-target-paused",
        "explain-target-later",
    }
)


def explanation(
    texts: Texts,
    language: Language,
    steps: Iterable[Step],
    *,
    policy: Policy,
    audience: Audience = Audience.FULL,
) -> list[str]:
    """Write a line a step; dates as `DD.MM.YYYY` with the day of the week.

    Moments are told by the hour of the place where the policy is in force.
    """
    words = _Words(texts, language)
    zone = policy.local_time[language]
    return [
        texts.text(
            language,
            step.key,
            zone=zone,
            **{name: words.of(value) for name, value in step.values.items()},
        )
        for step in _chosen(list(steps), audience)
    ]


def _chosen(steps: list[Step], audience: Audience) -> list[Step]:
    if audience is not Audience.PERSON:
        return steps
    # Clocks stand in the order in which they are promised: the person is told the first one.
    first = next((step.clock for step in steps if step.clock), None)
    return [
        step for step in steps if step.clock in {None, first} and step.key not in _NOT_FOR_PERSONS
    ]


class _Words:
    """The values of a step in the words of one language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self._language = language

    def of(self, value: Value) -> str | int:
        match value:
            case date() | tuple():
                return self._when(value)
            case Term():
                return self._say(f"term-{value.unit}", amount=value.amount)
            case Rule():
                return value.cite(self._language)
            case Ground():
                return self._ground(value)
            case Mapping():
                return value.get(self._language, "")
            case _:
                return value

    def _when(self, value: date | tuple[date, ...]) -> str:
        match value:
            case datetime():
                return self._say("explain-moment", day=self._day(value), time=f"{value:%H:%M}")
            case date():
                return self._day(value)
            case tuple():
                return ", ".join(map(self._day, value))

    def _ground(self, ground: Ground) -> str:
        place = ground.cited.get(self._language, ground.clause)
        return self._say("explain-ground", words=ground.words[self._language], place=place)

    def _day(self, day: date) -> str:
        return self._say("explain-day", date=f"{day:%d.%m.%Y}", weekday=day.isoweekday())

    def _say(self, key: str, **values: str | int) -> str:
        return self._texts.text(self._language, key, **values)
