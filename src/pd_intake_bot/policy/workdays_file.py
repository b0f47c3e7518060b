"""What a file of days may hold: the bundled one and the operator's own (`PD_WORKDAYS`)."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import model_validator

from pd_intake_bot.policy.read import Localized, Section, Text


class HolidayRow(Section):
    """A holiday under the name by which the library knows it."""

    library: Text
    names: Localized
    moves: bool
    source: Text


class AnnouncedDay(Section):
    """The first day of Kurban Ait of one year, as announced."""

    date: date
    source: Text


class Exchange(Section):
    """A day of the weekend that is worked in place of another day, in the five-day week."""

    works: date
    off: date
    source: Text


class ExtraDayOff(Section):
    """A day off that is in no other list; without names it is told by its source."""

    date: date
    source: Text
    names: Localized | None = None


class ExtraWorkday(Section):
    """A day that is worked although other lists say it is off."""

    date: date
    source: Text


class OperatorWorkdays(Section):
    """The operator's own days, which outweigh the bundled ones."""

    kurban_ait: tuple[AnnouncedDay, ...] = ()
    exchange: tuple[Exchange, ...] = ()
    day_off: tuple[ExtraDayOff, ...] = ()
    working_day: tuple[ExtraWorkday, ...] = ()

    def days(self) -> Iterator[date]:
        """List the days that were announced, whatever for."""
        yield from (row.date for row in self.kurban_ait)
        yield from (row.date for row in self.day_off)
        yield from (row.date for row in self.working_day)
        for exchange in self.exchange:
            yield from (exchange.works, exchange.off)

    @model_validator(mode="after")
    def _days_agree(self) -> Self:
        off = [row.date for row in self.day_off]
        off += [row.off for row in self.exchange]
        worked = [row.date for row in self.working_day]
        worked += [row.works for row in self.exchange]
        for day in (*off, *worked):
            if off.count(day) + worked.count(day) > 1:
                raise ValueError(f"{day} is named more than once")
        return self


class BundledWorkdays(OperatorWorkdays):
    """The bundled days, with the names and rules of the holidays."""

    holiday: tuple[HolidayRow, ...]
