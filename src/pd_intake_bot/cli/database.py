"""Commands about upkeep: database schema, backups and keys."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app import upkeep
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.cli.output import Json, gauge, print_json
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.files.missing import FILE
from pd_intake_bot.storage.sealing import rotation
from pd_intake_bot.storage.sealing.seal import Seal

db = typer.Typer(help="The database.", no_args_is_help=True)
keys = typer.Typer(help="The root key.", no_args_is_help=True)

_STAYS = (
    "pd-intake: this database is older than data keys. Its first root key no longer opens cases,"
    " messages or letters, but stays beneath its keyed hashes, the names and keys of files, and"
    " what belongs to no case (conversations, notices, addresses for a link). Where that key may"
    " have leaked, begin a new database: see SECURITY.md"
)
Incomplete = Annotated[
    bool,
    typer.Option("--incomplete", help="Go on where files are missing, and list them in it."),
]
Archive = Annotated[Path, typer.Argument(help="The file of the backup.", dir_okay=False)]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(db, name="db")
    app.add_typer(keys, name="keys")


@db.command()
def upgrade() -> None:
    """Bring the database's schema up to this version's."""
    asyncio.run(migrations.upgrade(settings.load().database_url.get_secret_value()))
    print("the database is up to date")


@db.command()
def backup(file: Archive, incomplete: Incomplete = False, as_json: Json = False) -> None:
    """Write database and sealed files into one archive, while the service runs.

    Nothing in it opens without the root key, which is not in it. Exit status 1, and nothing is
    written, where files that the database tells of are not there.
    """
    with gauge("backing up") as told:
        taken = upkeep.back_up(settings.load(), file, incomplete=incomplete, told=told)
    lacks = [{"name": one.name, "cases": one.cases} for one in taken.missing]
    if as_json:
        print_json({"file": str(file), "size": taken.size, "missing": lacks})
        return
    print(f"{file}: {taken.size} bytes")
    if lacks:
        print(f"not in it, and listed in its {FILE}: {len(lacks)} files", file=sys.stderr)


@db.command()
def restore(file: Archive, as_json: Json = False) -> None:
    """Bring a backup back into an empty place, and erase again what was erased since.

    Exit status 1 where the chain of events is not whole.
    """
    with gauge("restoring") as told:
        restoring = upkeep.bring_back(settings.load(), file, now=clock.now(), told=told)
        done = asyncio.run(restoring)
    whole = done.audit.broken is None
    if as_json:
        head = {"position": done.audit.head.position, "hash": done.audit.head.hash}
        print_json(
            {
                "erased_again": done.erased_again,
                "whole": whole,
                "head": head,
                "missing": done.missing,
            }
        )
    else:
        chain = "whole" if whole else "BROKEN: see `pd-intake audit verify`"
        print(f"restored; erased again: {done.erased_again}; the chain of events is {chain}")
        if done.missing:
            print(f"files that the backup lacked from the first: {done.missing}", file=sys.stderr)
    raise typer.Exit(0 if whole else 1)


@keys.command()
def new(as_json: Json = False) -> None:
    """Make a root key for PD_SECRET_KEY and print it."""
    key = Seal.new_key()
    if as_json:
        print_json(key)
    else:
        print(key)


@keys.command()
def rotate(as_json: Json = False) -> None:
    """Wrap every data key with the root key in PD_SECRET_KEY, in place of PD_SECRET_KEY_OLD.

    Services that were given both keys go on meanwhile. Broken off, it goes on the next time.
    """
    count, stays = asyncio.run(_rotate(settings.load()))
    if as_json:
        print_json({"wrapped": count, "first_key_stays": stays})
        return
    print(f"wrapped anew: {count}; PD_SECRET_KEY_OLD is needed no more")
    if stays:
        print(_STAYS, file=sys.stderr)


async def _rotate(chosen: Settings) -> tuple[int, bool]:
    async with open_database(chosen) as database:
        total, done = await rotation.left(database), 0
        with gauge("data keys") as told:

            def step(count: int) -> None:
                nonlocal done
                done += count
                told(done, total)

            count = await rotation.rotate(database, told=step)
        return count, await rotation.stays(database)
