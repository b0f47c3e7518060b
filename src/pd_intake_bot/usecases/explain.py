"""How the steps by which a date came about are told in a person's language."""

from collections.abc import Iterable, Mapping
from datetime import date

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Rule, Term
from pd_intake_bot.domain.steps import Step, Value
from pd_intake_bot.usecases.ports import Texts


def explanation(
    texts: Texts, language: Language, steps: Iterable[Step], *, policy: Policy
) -> list[str]:
    """Write a line a step; dates as `DD.MM.YYYY` with the day of the week."""
    words = _Words(texts, language)
    zone = policy.local_time[language]
    return [
        texts.text(
            language,
            step.key,
            zone=zone,
            **{name: words.of(value) for name, value in step.values.items()},
        )
        for step in steps
    ]


class _Words:
    """The values of a step in the words of one language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self._language = language

    def of(self, value: Value) -> str | int:
        match value:
            case date():
                return self._day(value)
            case tuple():
                return ", ".join(map(self._day, value))
            case Term():
                return self._say(f"term-{value.unit}", amount=value.amount)
            case Rule():
                return value.cite(self._language)
            case Mapping():
                return value.get(self._language, "")
            case _:
                return value

    def _day(self, day: date) -> str:
        return self._say("explain-day", date=f"{day:%d.%m.%Y}", weekday=day.isoweekday())

    def _say(self, key: str, **values: str | int) -> str:
        return self._texts.text(self._language, key, **values)
