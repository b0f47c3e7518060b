"""Words for officers: texts in the staff language, dates where the policy is in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Field, Language, Requirement, RightKey
from pd_intake_bot.telegram.screens import plain
from pd_intake_bot.usecases.ports import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts of `staff.ftl` in one language."""

    texts: Texts
    policy: Policy
    language: Language

    def in_language(self, language: Language) -> "Wording":
        """Give the same texts in another language."""
        return replace(self, language=language)

    def say(self, key: str, /, **values: str | int) -> str:
        """Write a text of a screen: Telegram's HTML, with the values escaped."""
        safe = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return self.texts.text(self.language, key, **safe)

    def label(self, key: str, /, **values: str | int) -> str:
        """Write a plain text: a button's label or the answer to a press."""
        return self.texts.text(self.language, key, **values)

    def title(self, right: RightKey) -> str:
        """Name a right as letters do."""
        return self.policy.rights[right].title[self.language]

    def ask(self, right: RightKey) -> str:
        """Name a right as buttons do."""
        return self.policy.rights[right].ask[self.language]

    def field(self, field: Field) -> str:
        """Name a field."""
        return self.label(f"field-{field.replace('_', '-')}")

    def line(self, field: Field, value: str) -> str:
        """Write a field and its value on a line of a screen."""
        name = self.field(field)
        return self.say("staff-field", name=name[:1].upper() + name[1:], value=value)

    def requirements(self, missing: Iterable[Requirement]) -> str:
        """Name what is missing, in one line."""
        either = f" {self.label('letter-or')} "
        return "; ".join(either.join(map(self.field, requirement)) for requirement in missing)

    def moment(self, moment: datetime) -> str:
        """Write a moment by the clocks of the place: `23.11.2026 01:30`."""
        return f"{moment.astimezone(self.policy.zone):%d.%m.%Y %H:%M}"

    def day(self, day: date) -> str:
        """Write a date in figures."""
        return f"{day:%d.%m.%Y}"

    def due(self, day: date) -> str:
        """Write a date that is worked to, with its day of the week: `27.11.2026 (Fri)`."""
        return self.label("staff-due", date=self.day(day), weekday=day.isoweekday())

    def left(self, due: date, now: datetime) -> str:
        """Tell how many calendar days are left, or by how many the date has been missed."""
        days = (due - self.policy.local_date(now)).days
        if days > 0:
            return self.label("staff-days-left", days=days)
        if days < 0:
            return self.label("staff-days-overdue", days=-days)
        return self.label("staff-days-today")

    @property
    def place(self) -> str:
        """Name the clocks that moments are told by."""
        return self.policy.local_time[self.language]
