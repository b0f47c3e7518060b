"""The command that tells who looked at people's data."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.cli.output import Json, print_json, print_table
from pd_intake_bot.cli.retention import find
from pd_intake_bot.domain.queue import Look, WhichLooks
from pd_intake_bot.settings import Settings
from pd_intake_bot.usecases.ports import Store

_COLUMNS = ("at", "officer", "what", "case", "review", "found")

Ref = Annotated[str | None, typer.Option("--case", help="Looks at this case alone.")]
Officer = Annotated[str | None, typer.Option(help="Looks of this Telegram id alone.")]
Since = Annotated[str | None, typer.Option(help="A date, or a moment with its offset.")]
Last = Annotated[int, typer.Option(min=1, help="The last so many, and none before them.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    case: str | None
    officer: str | None
    since: str | None
    last: int


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(looks)


def looks(
    case: Ref = None,
    officer: Officer = None,
    since: Since = None,
    last: Last = 1000,
    as_json: Json = False,
) -> None:
    """List who looked at people's data and when, the last look last; with --json one a line."""
    asked = _Asked(case=case, officer=officer, since=since, last=last)
    found = asyncio.run(_looks(settings.load(), asked))
    rows = [_row(one) for one in found]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_table(_COLUMNS, rows)
    if len(rows) == last:
        print(f"pd-intake: the last {last}; --last gives more", file=sys.stderr)


async def _looks(chosen: Settings, asked: _Asked) -> Sequence[Look]:
    since = None if asked.since is None else _moment(chosen, asked.since)

    async def ask(store: Store) -> Sequence[Look]:
        case = None if asked.case is None else await find(store, asked.case)
        which = WhichLooks(case=case, actor=asked.officer, since=since)
        return await store.looks.last(which, limit=asked.last)

    async with open_database(chosen) as database:
        return await database.reading(ask)


def _moment(chosen: Settings, since: str) -> datetime:
    """Read a moment; a date begins where the policy's clocks are."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter(
            f"{since!r} is neither a date nor a moment", param_hint="--since"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=load_policy(chosen).zone)


def _row(look: Look) -> dict[str, object]:
    return {
        "at": look.at,
        "officer": look.actor,
        "what": look.what,
        "case": None if look.case is None else str(look.case),
        "review": look.review,
        "found": look.found,
    }
