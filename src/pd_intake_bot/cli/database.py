"""Commands about upkeep: database schema and keys."""

import asyncio

import typer

from pd_intake_bot import settings
from pd_intake_bot.cli.output import Json, print_json
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.seal import Seal

db = typer.Typer(help="The database.", no_args_is_help=True)
keys = typer.Typer(help="The root key.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(db, name="db")
    app.add_typer(keys, name="keys")


@db.callback()
def _db() -> None:
    """Keep `db upgrade` a command of a group."""


@db.command()
def upgrade() -> None:
    """Bring the database's schema up to this version's."""
    asyncio.run(migrations.upgrade(settings.load().database_url.get_secret_value()))
    print("the database is up to date")


@keys.callback()
def _keys() -> None:
    """Keep `keys new` a command of a group."""


@keys.command()
def new(as_json: Json = False) -> None:
    """Make a root key for PD_SECRET_KEY and print it."""
    key = Seal.new_key()
    if as_json:
        print_json(key)
    else:
        print(key)
