"""Which errors of a database mean that it can't be used now, and which are worth another try."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pd_intake_bot.errors import Unavailable
from pd_intake_bot.storage.tables import ONE_IN_FLIGHT

# https://www.sqlite.org/rescode.html: PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL,
# CANTOPEN, NOTADB.
_SQLITE = frozenset({3, 5, 6, 8, 10, 11, 13, 14, 26})
_SQLITE_PRIMARY = 0xFF
# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, password, no such
# database, resources (full disk, too many connections), the operator's doing, system error,
# and a lock that was not to be had.
_POSTGRES = ("08", "28", "3D", "53", "57", "58", "55P03")
_RACES = ("40001", "40P01")


class StorageUnavailable(Unavailable):
    """The database or the data folder can't be used now: locked, full, gone."""

    key = "error-storage-unavailable"


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn an error that means the database can't be used into `StorageUnavailable`."""
    try:
        yield
    except PoolTimeout as error:
        raise StorageUnavailable("every connection to the database is in use") from error
    except TimeoutError as error:
        # asyncpg raises it for a server that fell silent, and SQLAlchemy lets it through.
        raise StorageUnavailable("the database did not answer in time") from error
    except DBAPIError as error:
        if not _is_unavailable(error):
            raise
        raise StorageUnavailable(f"the database can't be used: {error.orig}") from error


def is_race(error: DBAPIError) -> bool:
    """Tell whether a transaction lost a race, so that the same again will succeed."""
    cause = getattr(error.orig, "__cause__", None)
    constraint = getattr(cause, "constraint_name", None)
    return _state(error) in _RACES or constraint == ONE_IN_FLIGHT.name


def _is_unavailable(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & _SQLITE_PRIMARY) in _SQLITE
    return error.connection_invalidated or _state(error).startswith((*_POSTGRES, *_RACES))


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
