"""Takes the steps from one schema to another: what loads Alembic, which a start rarely needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, func, select

from pd_intake_bot.errors import IntakeError

# Any number that no other program uses for a lock of its own on the same database.
_LOCK = int.from_bytes(b"pdintake")


class NewerSchema(IntakeError):
    """The database stands at a revision that this program does not know."""


def take(connection: Connection, to: str) -> None:
    """Bring the database to a revision, while other processes that would do so wait."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise NewerSchema(f"the database was made by a newer pd-intake: {error}") from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    # Without it Alembic warns that a list of folders has no separator named.
    config.set_main_option("path_separator", "os")
    return config
