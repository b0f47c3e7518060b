"""Brings a database to the schema of this program, and tells where it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, select

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.storage.engine import open_engine, transaction
from pd_intake_bot.storage.faults import told_apart

T = TypeVar("T")

# Any number that no other program uses for a lock of its own on the same database.
_LOCK = int.from_bytes(b"pdintake")


class NewerSchema(IntakeError):
    """The database stands at a revision that this program does not know."""


async def upgrade(url: str, *, to: str = "head") -> None:
    """Bring the database to the newest schema, or to a given revision on the way there.

    All steps are one transaction, and of several processes one does it while the others wait.
    """
    await _run(url, lambda connection: _upgrade(connection, to))


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
    known = {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}
    return revision in known and revision != head()


def head() -> str | None:
    """Tell the newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def _run(url: str, work: Callable[[Connection], T]) -> T:
    engine = open_engine(url, patient=True)
    try:
        with told_apart():
            async with transaction(engine) as connection:
                return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise NewerSchema(f"the database was made by a newer pd-intake: {error}") from error


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    # Without it Alembic warns that a list of folders has no separator named.
    config.set_main_option("path_separator", "os")
    return config
