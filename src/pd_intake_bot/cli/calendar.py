"""Commands about the calendar of working days and the dates that it would move."""

import asyncio
import getpass
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_ground
from pd_intake_bot.app.rules import load_calendar, load_policy
from pd_intake_bot.cli.output import Json, print_json, print_table
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import Calendar, DayOff
from pd_intake_bot.settings import Settings
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange, Shift

group = typer.Typer(help="The calendar of working days.", no_args_is_help=True)

By = Annotated[
    str, typer.Option(help="Who decides it, for the history; else the name you are logged in as.")
]
_SHIFT = ("ref", "right", "promised", "promised_new", "target", "target_new")
_COLUMNS = ("day", "worked", "kind", "name", "source")


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="calendar")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    day: date
    worked: bool
    kind: str
    name: str
    source: str


@group.command()
def show(
    year: Annotated[int, typer.Argument(help="A year that the calendar covers.")],
    as_json: Json = False,
) -> None:
    """List the days of a year that are not what their day of the week says, with sources.

    With --json one object a line.
    """
    chosen = settings.load()
    calendar = load_calendar(chosen, load_policy(chosen))
    if not calendar.first_year <= year <= calendar.last_year:
        known = f"{calendar.first_year} to {calendar.last_year}"
        raise typer.BadParameter(f"the calendar knows {known}", param_hint="YEAR")
    rows = [asdict(row) for row in _days(calendar) if row.day.year == year]
    _print(rows, _COLUMNS, as_json=as_json)


@group.command()
def diff(as_json: Json = False) -> None:
    """List the open cases whose dates the calendar would move, old and new.

    With --json one object a line.
    """
    shifts = asyncio.run(_shifts(settings.load()))
    _print([_row(shift) for shift in shifts], _SHIFT, as_json=as_json)


@group.command()
def apply(as_json: Json = False, by: By = "") -> None:
    """Move those dates, as a lead may in the staff group, and list what has moved.

    With --json one object a line.
    """
    shifts = asyncio.run(_shifts(settings.load(), by=f"cli:{by or getpass.getuser()}"))
    _print([_row(shift) for shift in shifts], _SHIFT, as_json=as_json)


async def _shifts(chosen: Settings, *, by: str = "") -> Sequence[Shift]:
    """List what would move; where somebody applies it, move it."""
    async with open_ground(chosen) as ground:
        change, now = CalendarChange(reckon=ground.reckon), ground.now()
        if not by:
            return await ground.database.reading(change.shifts)
        return await ground.database(lambda store: change.apply(store, actor=by, now=now))


def _row(shift: Shift) -> dict[str, object]:
    case = shift.case
    return {
        "ref": str(case.ref),
        "right": case.right,
        "promised": case.promised,
        "promised_new": shift.promised,
        "target": case.target,
        "target_new": shift.target,
    }


def _days(calendar: Calendar) -> list[_Day]:
    rows = {day: _off(day, off) for day, off in calendar.days_off.items()}
    for day, worked in calendar.extra_working_days.items():
        kind = "extra" if worked.exchanged_for is None else "exchanged"
        rows[day] = _Day(day=day, worked=True, kind=kind, name="", source=worked.source)
    return [rows[day] for day in sorted(rows)]


def _off(day: date, off: DayOff) -> _Day:
    kind = f"{off.kind}, estimated" if off.estimated else off.kind.value
    name = off.names.get(Language.RU, "")
    return _Day(day=day, worked=False, kind=kind, name=name, source=off.source)


def _print(rows: Sequence[dict[str, object]], columns: Sequence[str], *, as_json: bool) -> None:
    if not as_json:
        print_table(columns, rows)
        return
    for row in rows:
        print_json(row)
