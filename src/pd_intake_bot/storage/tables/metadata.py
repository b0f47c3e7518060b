"""What every table stands in, and how its constraints and indexes are named."""

from typing import Any

from sqlalchemy import ColumnElement, Index, MetaData, String

HASH = String(64)
"""A SHA-256 in hexadecimal."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial(name: str, *columns: ColumnElement[Any], where: ColumnElement[bool]) -> Index:
    """Index only the rows that `where` is true of."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)
