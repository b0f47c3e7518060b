"""Commands about how long data are kept: erasure, and the legal hold that stops it."""

import asyncio
import sys
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.cli.output import Json, print_json, print_table
from pd_intake_bot.domain import reference
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.retention import Due
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.settings import Settings
from pd_intake_bot.usecases.clockwork.roster import Roster
from pd_intake_bot.usecases.overview import staff_language
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import holding
from pd_intake_bot.usecases.records.retention import Erased

group = typer.Typer(help="How long data are kept.", no_args_is_help=True)

_LONGEST_ACTOR = 64
"""Letters of an actor that the history has room for."""

Ref = Annotated[str, typer.Argument(help="Reference number, such as PD-2026-00001-7.")]
By = Annotated[str, typer.Option("--by", help="Telegram id of the lead who decided it.")]
Why = Annotated[str, typer.Option("--reason", help="Why: noted on the case, for staff alone.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="retention")


@group.command()
def run(dry_run: DryRun = False, as_json: Json = False) -> None:
    """Erase what its time has come for."""
    done = asyncio.run(_run(settings.load(), dry_run=dry_run))
    rows = [_row(due) for due in done.classes]
    if as_json:
        print_json({"dry_run": dry_run, "erased": rows, "strays": done.strays})
        return
    if rows:
        print_table(("case", "class"), rows)
        print()
    counts = ", ".join(f"{one}: {count}" for one, count in done.counts().items())
    print(f"{'to erase' if dry_run else 'erased'}: {counts}; stray files: {done.strays}")


@group.command()
def hold(ref: Ref, by: By, reason: Why) -> None:
    """Keep all of a case, whatever its term, until the hold is lifted."""
    if asyncio.run(_change(ref, by, reason, EventKind.HOLD_SET)):
        print(f"{ref} is held")
    else:
        print("pd-intake: it is held already", file=sys.stderr)


@group.command()
def lift(ref: Ref, by: By, reason: Why) -> None:
    """Lift a legal hold."""
    if asyncio.run(_change(ref, by, reason, EventKind.HOLD_LIFTED)):
        print(f"{ref} is held no more")
    else:
        print("pd-intake: it is not held", file=sys.stderr)


async def _run(chosen: Settings, *, dry_run: bool) -> Erased:
    policy = load_policy(chosen)
    async with open_database(chosen) as database:
        retain = build_retain(chosen, database, policy)
        return await (retain.plan(now=clock.now()) if dry_run else retain(now=clock.now()))


async def _change(ref: str, by: str, reason: str, kind: EventKind) -> bool:
    chosen = settings.load()
    if not reason.strip():
        raise typer.BadParameter("say why", param_hint="--reason")
    if not 0 < len(by.strip()) <= _LONGEST_ACTOR:
        raise typer.BadParameter(f"{by!r} names nobody", param_hint="--by")
    change = holding.hold if kind is EventKind.HOLD_SET else holding.lift

    async def work(store: Store) -> bool:
        await _must_be_lead(store, chosen, by)
        language = await staff_language.of_group(store, chosen.staff_language)
        noted = Texts(locales()).text(language, holding.NOTES[kind], words=reason.strip())
        case_id = await find(store, ref)
        return await change(store, case_id, officer=by, noted=noted, now=clock.now())

    async with open_database(chosen) as database:
        return await database(work)


async def _must_be_lead(store: Store, chosen: Settings, by: str) -> None:
    """Refuse whoever is no lead; where there is none, whoever has no role, if anybody has one."""
    named = {number: Role(role) for number, role in chosen.telegram_officers.items()}
    known = {str(number) for number in await Roster(named=named).leads_or_all(store)}
    if known and by not in known:
        leads = ", ".join(sorted(known))
        raise typer.BadParameter(f"{by!r} decides on no hold: {leads} may", param_hint="--by")


async def find(store: Store, ref: str) -> CaseId:
    """Find a case by its number; ends the command where there is none."""
    try:
        number = reference.parse(ref)
    except reference.InvalidReference as error:
        raise typer.BadParameter(f"{ref!r}: {error}", param_hint="REF") from None
    case = await store.cases.by_ref(number)
    if case is None:
        print(f"pd-intake: there is no case {ref}", file=sys.stderr)
        raise typer.Exit(1)
    return case.id


def _row(due: Due) -> dict[str, object]:
    return {"case": due.ref, "class": due.one.value}
