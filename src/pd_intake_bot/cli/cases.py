"""Commands that look at the queue."""

import asyncio
import csv
import io
import sys
from collections.abc import Sequence
from contextlib import aclosing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app import register
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.cli.output import (
    OPERATOR,
    Json,
    gauge,
    json_of,
    plain,
    print_json,
    print_table,
    print_tree,
)
from pd_intake_bot.domain import reference
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Halted
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.queue import Entry
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.settings import Settings
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.look import Dossier

group = typer.Typer(help="The queue of cases.", no_args_is_help=True)
_REGISTER = (
    "ref",
    "channel",
    "right",
    "state",
    "received_at",
    "promised",
    "target",
    "language",
    "acknowledged_at",
    "proof",
    "promised_paused_since",
    "target_paused_since",
)
_COLUMNS = ("ref", "right", "state", "received", "promised", "target")


class Format(StrEnum):
    """What the register can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="cases")


@group.command(name="list")
def list_cases(as_json: Json = False) -> None:
    """List every case, oldest first; with --json one object a line."""
    chosen = settings.load()
    if as_json:
        asyncio.run(_print_lines(chosen))
        return
    policy = load_policy(chosen)
    entries = asyncio.run(_all(chosen))
    shown = [_shown(one, policy) for one in entries]
    print_table(_COLUMNS, shown)
    print(f"\ncases: {len(entries)}")


@group.command()
def export(
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of a sheet; else PD_STAFF_LANGUAGE.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Write the register of all cases, without personal data."""
    chosen = settings.load()
    form = Format.JSON if as_json else form
    if form is Format.XLSX:
        _refuse_terminal(output)
        with gauge("sheet") as told:
            told(0, None)
            sheet = asyncio.run(register.sheet(chosen, language or chosen.staff_language))
        _write(sheet, output)
        return
    rows = [_row(one, one.halted) for one in asyncio.run(_all(chosen))]
    written = json_of(rows) + "\n" if form is Format.JSON else _csv(rows)
    _write(written.encode(), output)


@group.command()
def show(
    ref: Annotated[str, typer.Argument(help="Reference number, such as PD-2026-00001-7.")],
    as_json: Json = False,
) -> None:
    """Show one case with its history and letters. Prints personal data, and notes that it did."""
    dossier = asyncio.run(_dossier(ref))
    if dossier is None:
        print(f"pd-intake: there is no case {ref}", file=sys.stderr)
        raise typer.Exit(1)
    shown = _row(dossier.case, dossier.halted) | _details(dossier)
    if as_json:
        print_json(shown)
    else:
        print_tree(shown)


def _shown(one: Entry, policy: Policy) -> dict[str, object]:
    row = _row(one, one.halted) | {"received": policy.local_date(one.received_at)}
    for name in ("promised", "target"):
        if row[f"{name}_paused_since"]:
            row[name] = f"paused, was {row[name]}"
    return row


def _csv(rows: Sequence[dict[str, object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_REGISTER)
    for row in rows:
        writer.writerow([plain(row[name]) for name in _REGISTER])
    return written.getvalue()


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        output.write_bytes(content)


def _refuse_terminal(output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise typer.BadParameter(
            "a sheet is no text: name a file, or send it on", param_hint="--output"
        )


async def _print_lines(chosen: Settings) -> None:
    async with aclosing(register.pages(chosen)) as pages:
        async for page in pages:
            for one in page:
                print_json(_row(one, one.halted))


async def _all(chosen: Settings) -> list[Entry]:
    entries: list[Entry] = []
    with gauge("cases") as told:
        async with aclosing(register.pages(chosen)) as pages:
            async for page in pages:
                entries += page
                told(len(entries), None)
    return entries


async def _dossier(ref: str) -> Dossier | None:
    try:
        number = reference.parse(ref)
    except reference.InvalidReference as error:
        raise typer.BadParameter(f"{ref!r}: {error}", param_hint="REF") from None
    async with open_database(settings.load()) as database:
        case = await database.reading(lambda store: store.cases.by_ref(number))
        if case is None:
            return None
        return await database(
            lambda store: look.look(store, case.id, officer=OPERATOR, now=clock.now())
        )


def _row(case: Case | Entry, halted: Halted) -> dict[str, object]:
    """Write a row of the register; a date that is paused is what it was."""
    return {
        "ref": str(case.ref),
        "channel": case.channel,
        "right": case.right,
        "state": case.state,
        "received_at": case.received_at,
        "promised": case.promised,
        "target": case.target,
        "language": case.language,
        "acknowledged_at": case.acknowledged_at,
        "proof": case.proof,
        "promised_paused_since": halted.promised,
        "target_paused_since": halted.target,
    }


def _details(dossier: Dossier) -> dict[str, object]:
    case = dossier.case
    return {
        "fields": {field.value: value for field, value in case.fields.items()},
        "missing": ["|".join(requirement) for requirement in case.missing],
        "held_because": case.held_because,
        "told": [
            {"letter": one.letter, "promised": one.promised, "at": one.at} for one in dossier.told
        ],
        "submissions": [
            {"received_at": one.received_at, "subject_line": one.subject_line, "text": one.text}
            for one in dossier.submissions
        ],
        "events": [
            {"at": event.at, "kind": event.kind, "actor": event.actor, **event.data}
            for event in dossier.events
        ],
        "sent": [
            {
                "parcel": parcel.key,
                "standing": parcel.standing,
                "attempts": parcel.attempts,
                "answer": parcel.answer,
                "message_id": parcel.payload.get("message_id"),
            }
            for parcel in dossier.parcels
        ],
    }
