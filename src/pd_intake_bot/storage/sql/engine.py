"""How each database is opened: SQLite in WAL mode with whole transactions, or PostgreSQL."""

import os
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from pd_intake_bot.storage.sql import driver
from pd_intake_bot.storage.sql.faults import StorageUnavailable

VERIFIED = "verify-full"
"""The value of `ssl` by which a PostgreSQL server must show who it is."""

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # What was promised to a person is on the disk before the promise leaves.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    # What is erased is not left to be found in the free pages of the file.
    "PRAGMA secure_delete=ON",
)


# A server that is silent for so long is taken for lost; a lock is given up well before.
_POSTGRES_PATIENCE = {
    "timeout": 10,
    "command_timeout": 30,
    "server_settings": {"lock_timeout": "10s"},
}


def open_engine(url: str, *, patient: bool = False) -> AsyncEngine:
    """Open the database at `url`; a SQLite file is made where there is none.

    Errors never show the values of a statement: they may be a person's. A `patient` engine
    waits for PostgreSQL as long as it takes, as a migration may. Raises `StorageUnavailable`
    where the SQLite file can't be made.
    """
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        _make_file(where)
        engine = create_async_engine(
            where, hide_parameters=True, connect_args={"async_creator_fn": driver.connect}
        )
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    arguments: dict[str, object] = {} if patient else dict(_POSTGRES_PATIENCE)
    if where.query.get("ssl") == VERIFIED:
        where = where.difference_update_query(["ssl"])
        arguments["ssl"] = _verifying()
    return create_async_engine(
        where, hide_parameters=True, pool_pre_ping=True, connect_args=arguments
    )


def _verifying() -> ssl.SSLContext:
    """Verify the server and its name by the file libpq would ask for, else by the system's CAs."""
    own = Path(os.environ.get("PGSSLROOTCERT", Path.home() / ".postgresql" / "root.crt"))
    verifying = ssl.create_default_context(cafile=own if own.is_file() else None)
    verifying.minimum_version = ssl.TLSVersion.TLSv1_2
    return verifying


@asynccontextmanager
async def transaction(
    engine: AsyncEngine, *, reading: bool = False
) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that is committed at the end, or rolled back on any error.

    Raises `StorageUnavailable` where no connection can be had.
    """
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine.connect())
        except OSError as error:
            raise StorageUnavailable(f"the database can't be reached: {error.strerror}") from error
        if reading:
            await connection.execution_options(reading=True, postgresql_readonly=True)
        async with connection.begin():
            yield connection


def file_of(url: str) -> Path | None:
    """Say where the file of a SQLite database is; None for any other database."""
    where = make_url(url)
    if where.get_backend_name() != "sqlite" or where.database in {None, "", ":memory:"}:
        return None
    return Path(str(where.database))


def owners_folder(url: str) -> Path | None:
    """Say where, beside a SQLite file, its owners show that they live."""
    file = file_of(url)
    return file and file.with_name(f"{file.name}-owners")


def _make_file(url: URL) -> None:
    # SQLite gives its WAL the permissions of the file: only the service's user may read.
    if url.database and url.database != ":memory:":
        path = Path(url.database)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.is_file():
                _make_new(path)
        except OSError as error:
            raise StorageUnavailable(f"{path}: {error.strerror}") from error


def _make_new(path: Path) -> None:
    """Make a file that is not there; one that is there is never opened.

    Closing a database that is in use would take away every lock that this process holds on it
    (sqlite.org/howtocorrupt.html, 2.2).
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver would begin transactions late and not before a SELECT; here `begin` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts by reading and then writes is refused when another wrote in
    # between, however long it would wait. IMMEDIATE takes the lock first.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else driver.BEGIN_WRITING)
