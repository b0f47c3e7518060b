"""Commands about updates of Telegram that could not be handled and were set aside."""

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.cli.output import OPERATOR, Json, print_json, print_table
from pd_intake_bot.domain.queue import Look, Looked
from pd_intake_bot.usecases.ports import Store, StoredUpdate

group = typer.Typer(help="Updates of Telegram that were set aside.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="Number of the update, as `updates list` shows it.")]
Ids = Annotated[list[int] | None, typer.Argument(help="Numbers of updates; none: all of them.")]

_COLUMNS = ("update", "received_at", "kind")


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="updates")


@group.command(name="list")
def list_updates(as_json: Json = False) -> None:
    """List what was set aside, oldest first; with --json one object a line."""
    rows = [_row(one) for one in asyncio.run(_aside())]
    if not as_json:
        print_table(_COLUMNS, rows)
        return
    for row in rows:
        print_json(row)


@group.command()
def show(update_id: Id, as_json: Json = False) -> None:
    """Print an update whole, as Telegram sent it. It may hold personal data."""
    sent = json.loads(asyncio.run(_look_at(update_id)).raw)
    if as_json:
        print_json(sent)
    else:
        print(json.dumps(sent, ensure_ascii=False, indent=2))


@group.command()
def retry(update_ids: Ids = None) -> None:
    """Handle again, in the running service, what was set aside."""
    print(f"to be handled again: {asyncio.run(_retry(update_ids or []))}")


@group.command()
def drop(update_id: Id) -> None:
    """Forget an update that was seen to by other means."""
    asyncio.run(_drop(update_id))
    print(f"forgotten: {update_id}")


async def _aside() -> Sequence[StoredUpdate]:
    async with open_database(settings.load()) as database:
        return await database.reading(lambda store: store.updates.aside())


async def _look_at(update_id: int) -> StoredUpdate:
    """Give an update, and write down that somebody looked."""

    async def work(store: Store) -> StoredUpdate:
        for one in await store.updates.aside():
            if one.update_id == update_id:
                look = Look(what=Looked.UPDATE, actor=OPERATOR, at=clock.now())
                await store.looks.add(look)
                return one
        raise _unknown(update_id)

    async with open_database(settings.load()) as database:
        return await database(work)


async def _retry(chosen: Sequence[int]) -> int:
    async def work(store: Store) -> int:
        ids = chosen or [one.update_id for one in await store.updates.aside()]
        for one in ids:
            if not await store.updates.retry(one, now=clock.now()):
                raise _unknown(one)
        return len(ids)

    async with open_database(settings.load()) as database:
        return await database(work)


async def _drop(update_id: int) -> None:
    async with open_database(settings.load()) as database:
        if not await database(lambda store: store.updates.drop(update_id)):
            raise _unknown(update_id)


def _unknown(update_id: int) -> typer.BadParameter:
    return typer.BadParameter(f"{update_id} is not among those set aside", param_hint="ID")


def _row(stored: StoredUpdate) -> dict[str, object]:
    kinds = [name for name in json.loads(stored.raw) if name != "update_id"]
    return {
        "update": stored.update_id,
        "received_at": stored.received_at,
        "kind": ", ".join(kinds),
    }
