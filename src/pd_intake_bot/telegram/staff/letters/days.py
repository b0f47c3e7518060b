"""Dates as officers type them: `23.11.2026`."""

import re
from datetime import date

from pd_intake_bot.errors import IntakeError

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_EXAMPLE = "23.11.2026"


class NoDay(IntakeError):
    """What was typed is no date."""

    key = "error-no-day"


class DayAhead(IntakeError):
    """The date has not come yet."""

    key = "error-day-ahead"


def read(typed: str) -> date:
    """Read a date. Raises `NoDay`."""
    found = _DAY.fullmatch(typed.strip())
    if found is None:
        raise NoDay("not of this form", example=_EXAMPLE)
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoDay("no such date", example=_EXAMPLE) from error


def past(typed: str, *, today: date) -> date:
    """Read a date that has come. Raises `NoDay` and `DayAhead`."""
    day = read(typed)
    if day > today:
        raise DayAhead(f"{day} has not come yet", day=f"{day:%d.%m.%Y}")
    return day


def iso(written: str) -> date:
    """Read a date as our own buttons carry it."""
    return date.fromisoformat(written)
