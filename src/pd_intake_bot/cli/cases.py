"""Commands that look at the queue."""

import asyncio
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.cli.output import Json, print_json, print_table
from pd_intake_bot.domain import reference
from pd_intake_bot.domain.case import Case
from pd_intake_bot.usecases import look
from pd_intake_bot.usecases.look import Dossier

group = typer.Typer(help="The queue of cases.", no_args_is_help=True)
_COLUMNS = ("ref", "channel", "right", "state", "received_at", "promised", "target")


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="cases")


@group.command(name="list")
def list_cases(as_json: Json = False) -> None:
    """List every case, oldest first; with --json one object a line."""
    cases = asyncio.run(_all())
    rows = [_row(case) for case in cases]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_table(_COLUMNS, rows)


@group.command()
def show(
    ref: Annotated[str, typer.Argument(help="Reference number, such as PD-2026-00001-7.")],
    as_json: Json = False,
) -> None:
    """Show one case with its history and letters. Prints personal data."""
    dossier = asyncio.run(_dossier(ref))
    if dossier is None:
        print(f"there is no case {ref}")
        raise typer.Exit(1)
    shown = _row(dossier.case) | _details(dossier)
    if as_json:
        print_json(shown)
        return
    for name, value in shown.items():
        if isinstance(value, list):
            print(f"{name}:", *(f"  {line}" for line in value), sep="\n")
        else:
            print(f"{name}: {'' if value is None else value}")


async def _all() -> list[Case]:
    async with open_database(settings.load()) as database:
        return list(await database.reading(lambda store: store.cases.all()))


async def _dossier(ref: str) -> Dossier | None:
    number = reference.parse(ref)
    async with open_database(settings.load()) as database:
        case = await database.reading(lambda store: store.cases.by_ref(number))
        if case is None:
            return None
        return await database.reading(lambda store: look.gather(store, case.id))


def _row(case: Case) -> dict[str, object]:
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
    }


def _details(dossier: Dossier) -> dict[str, object]:
    case = dossier.case
    return {
        "fields": {field.value: value for field, value in case.fields.items()},
        "missing": ["|".join(requirement) for requirement in case.missing],
        "held_because": case.held_because,
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
