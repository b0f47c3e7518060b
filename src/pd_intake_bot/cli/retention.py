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
from pd_intake_bot.domain.retention import Due
from pd_intake_bot.settings import Settings
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import retention
from pd_intake_bot.usecases.records.retention import Erased

group = typer.Typer(help="How long data are kept.", no_args_is_help=True)

Ref = Annotated[str, typer.Argument(help="Reference number, such as PD-2026-00001-7.")]
By = Annotated[str, typer.Option("--by", help="Telegram id of the lead who decided it.")]
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
def hold(ref: Ref, by: By) -> None:
    """Keep all of a case, whatever its term, until the hold is lifted."""
    if asyncio.run(_change(ref, by, held=True)):
        print(f"{ref} is held")
    else:
        print("pd-intake: it is held already", file=sys.stderr)


@group.command()
def lift(ref: Ref, by: By) -> None:
    """Lift a legal hold."""
    if asyncio.run(_change(ref, by, held=False)):
        print(f"{ref} is held no more")
    else:
        print("pd-intake: it is not held", file=sys.stderr)


async def _run(chosen: Settings, *, dry_run: bool) -> Erased:
    policy = load_policy(chosen)
    async with open_database(chosen) as database:
        retain = build_retain(chosen, database, policy)
        return await (retain.plan(now=clock.now()) if dry_run else retain(now=clock.now()))


async def _change(ref: str, by: str, *, held: bool) -> bool:
    change = retention.hold if held else retention.lift

    async def work(store: Store) -> bool:
        return await change(store, await find(store, ref), officer=by, now=clock.now())

    async with open_database(settings.load()) as database:
        return await database(work)


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
