"""Brings a database to the schema of this program, and tells where it stands."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, column, inspect, select, table

from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.sql.faults import told_apart

T = TypeVar("T")

# Where Alembic writes down the revision that a database stands at.
_STANDING = table("alembic_version", column("version_num"))


async def upgrade(url: str, *, to: str = "head") -> None:
    """Bring the database to the newest schema, or to a given revision on the way there.

    All steps are one transaction, and of several processes one does it while the others wait.
    Raises `steps.NewerSchema` where the database stands at a revision that is not known.
    """
    # Imported here: a database that is up to date needs no Alembic.
    steps = import_module("pd_intake_bot.storage.migrations.steps")
    await _run(url, lambda connection: steps.take(connection, to))


async def current(url: str) -> str | None:
    """Tell the revision that the database stands at; None for an empty one."""
    return await _run(url, _current)


async def is_current(url: str) -> bool:
    """Tell whether the database has the schema that this program needs."""
    return await current(url) == head()


def is_former(revision: str) -> bool:
    """Tell whether a revision is one of this program's and not its newest.

    One that it does not know is of a newer program, which only adds to what there was: during
    a rolling upgrade this program goes on, and may start again, on the newer schema.
    """
    return revision in _revisions() and revision != head()


def head() -> str:
    """Tell the newest revision that this program knows."""
    return max(_revisions())


@cache
def _revisions() -> frozenset[str]:
    """Name every revision; the file of `0001` is `v0001_first_tables.py`."""
    files = Path(__file__).with_name("versions").glob("v*.py")
    return frozenset(file.name[1:].partition("_")[0] for file in files)


async def _run(url: str, work: Callable[[Connection], T]) -> T:
    engine = open_engine(url, patient=True)
    try:
        with told_apart():
            async with transaction(engine) as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_STANDING.name):
        return None
    standing: str | None = connection.scalar(select(_STANDING.c.version_num))
    return standing
