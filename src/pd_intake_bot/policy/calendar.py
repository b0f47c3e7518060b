"""The calendar of Kazakhstan: holidays by the library, the bundled file and the operator's own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import (
    Calendar,
    DayOff,
    ExtraWorkingDay,
    OffKind,
    Week,
    move_holidays,
)
from pd_intake_bot.policy.faults import Fault, PolicyError
from pd_intake_bot.policy.read import parse, text_of
from pd_intake_bot.policy.workdays_file import BundledWorkdays, HolidayRow, OperatorWorkdays

HOLIDAYS = "holidays-kz.txt"
"""The file of what the library says of each year."""

FIRST_YEAR = 2020
LAST_YEAR = 2040
KURBAN_AIT = "Eid al-Adha"
"""The library's name of the one day off whose date must be announced."""

T = TypeVar("T")
_DaysOff = dict[date, DayOff]
_Worked = dict[date, ExtraWorkingDay]


def load_calendar(policy: Policy, overrides: Path | None = None) -> Calendar:
    """Put together the calendar that a policy counts by. Raises `PolicyError`."""
    return for_week(policy.week, overrides)


def for_week(week: Week, overrides: Path | None = None) -> Calendar:
    """Put together the calendar for a working week, with the operator's file where there is one.

    What the operator says of a day outweighs the bundled file. Raises `PolicyError`.
    """
    bundled = _bundled()
    own = OperatorWorkdays() if overrides is None else read_overrides(overrides)
    days_off = move_holidays(_holidays(bundled, own), week)
    worked: _Worked = {}
    for file in (bundled, own):
        if week is Week.FIVE:
            _exchange(file, days_off, worked)
        _add_extra(file, days_off, worked)
    return Calendar(
        week=week,
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        days_off=days_off,
        extra_working_days=worked,
    )


class Almanac:
    """The calendar of a policy, kept to what the operator's file says while the service runs.

    `calendar` is one value for everybody; its days are exchanged when the file has changed.
    Raises `PolicyError` for a file that is not fit, and keeps the days there were.
    """

    def __init__(self, policy: Policy, overrides: Path | None = None) -> None:
        self._policy, self._overrides = policy, overrides
        found = load_calendar(policy, overrides)
        self._off, self._worked = _Days(found.days_off), _Days(found.extra_working_days)
        self.calendar = replace(found, days_off=self._off, extra_working_days=self._worked)

    def refresh(self) -> bool:
        """Read the file anew; tell whether other days are worked than before."""
        if self._overrides is None:
            return False
        before = self.calendar.digest()
        found = load_calendar(self._policy, self._overrides)
        self._off.exchange(found.days_off)
        self._worked.exchange(found.extra_working_days)
        return self.calendar.digest() != before


class _Days(Mapping[date, T]):
    """Days that can be exchanged for others."""

    def __init__(self, days: Mapping[date, T]) -> None:
        self._days = dict(days)

    def exchange(self, days: Mapping[date, T]) -> None:
        self._days = dict(days)

    def __getitem__(self, day: date) -> T:
        return self._days[day]

    def __contains__(self, day: object) -> bool:
        return day in self._days

    def __iter__(self) -> Iterator[date]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)


def unconfirmed(calendar: Calendar, year: int, overrides: Path | None = None) -> list[str]:
    """Say what of a year's days is not known for certain yet, one sentence each.

    A year is confirmed by a day that the Ministry or the operator has announced for it.
    """
    files = [_bundled(), OperatorWorkdays() if overrides is None else read_overrides(overrides)]
    announced = any(day.year == year for file in files for day in file.days())
    found = []
    if not announced:
        found.append(f"{year}: no announced day is in the files of working days")
    found += [
        f"{day}: Kurban Ait is an estimate until it is announced"
        for day, off in sorted(calendar.days_off.items())
        if off.estimated and day.year == year
    ]
    return found


def read_overrides(path: Path) -> OperatorWorkdays:
    """Read the operator's file of days. Raises `PolicyError` with every fault."""
    return parse(text_of(path), OperatorWorkdays, file=str(path))


@cache
def _bundled() -> BundledWorkdays:
    source = resources.files(__package__).joinpath("workdays-kz.toml")
    return parse(text_of(source), BundledWorkdays, file=source.name)


def _holidays(bundled: BundledWorkdays, own: OperatorWorkdays) -> _DaysOff:
    """List every day off that the library knows or that has been announced, on its own date.

    Where two fall on one date, the one that moves from a weekend is kept.
    """
    rows = {row.library: row for row in bundled.holiday}
    announced = {row.date.year: row for row in (*bundled.kurban_ait, *own.kurban_ait)}
    exchanged = {row.off for row in bundled.exchange}
    holidays = [(day, _row(rows, name)) for day, name in _library_days() if day not in exchanged]
    found: _DaysOff = {}
    for day, row in sorted(holidays, key=lambda holiday: not holiday[1].moves):
        estimated = row.library == KURBAN_AIT
        if not (estimated and day.year in announced):
            found.setdefault(day, _day_off(row, estimated=estimated))
    for year in announced.values():
        found.setdefault(year.date, _day_off(_row(rows, KURBAN_AIT), source=year.source))
    return found


@cache
def _library_days() -> tuple[tuple[date, str], ...]:
    """Read what the library says, kept as a file: the library itself loads all countries."""
    source = resources.files(__package__).joinpath(HOLIDAYS)
    lines = source.read_text("utf-8").splitlines()
    days = (line.partition(" ") for line in lines if not line.startswith("#"))
    return tuple((date.fromisoformat(day), name) for day, _, name in days)


def _row(rows: dict[str, HolidayRow], name: str) -> HolidayRow:
    if name not in rows:
        reason = f"the holidays library knows {name!r}, and no row here names it"
        raise PolicyError([Fault(file="workdays-kz.toml", key="holiday", reason=reason)])
    return rows[name]


def _day_off(row: HolidayRow, *, estimated: bool = False, source: str = "") -> DayOff:
    return DayOff(
        kind=OffKind.HOLIDAY,
        names=row.names.value(),
        source=source or row.source,
        moves=row.moves,
        estimated=estimated,
    )


def _exchange(file: OperatorWorkdays, days_off: _DaysOff, worked: _Worked) -> None:
    for row in file.exchange:
        worked[row.works] = ExtraWorkingDay(source=row.source, exchanged_for=row.off)
        worked.pop(row.off, None)
        days_off[row.off] = DayOff(
            kind=OffKind.EXCHANGED, names={}, source=row.source, moved_from=row.works
        )


def _add_extra(file: OperatorWorkdays, days_off: _DaysOff, worked: _Worked) -> None:
    for off in file.day_off:
        worked.pop(off.date, None)
        names = off.names.value() if off.names else dict.fromkeys(Language, off.source)
        days_off[off.date] = DayOff(kind=OffKind.EXTRA, names=names, source=off.source)
    for workday in file.working_day:
        worked[workday.date] = ExtraWorkingDay(source=workday.source)
