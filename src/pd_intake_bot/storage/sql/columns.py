"""Kinds of columns: moments in UTC, words of an enumeration, and rows that are sealed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    Integer,
    literal_column,
)
from sqlalchemy.types import TypeDecorator

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.storage.sealing.seal import Sealer

# SQLite counts rows by itself in a column of this one type only.
SERIAL = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zones, so there it is kept without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime: nobody knows what moment it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone names no moment")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def word(words: type[StrEnum]) -> Enum:
    """Make a column for a member of an enumeration, kept as its value in plain text."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def one_of(column: ColumnElement[Any], *words: StrEnum) -> ColumnElement[bool]:
    """Ask for some words of an enumeration, written out in the statement.

    Written out, and not as parameters, the condition is seen to fit a partial index.
    """
    return column.in_([literal_column(f"'{word}'") for word in words])


@dataclass(frozen=True, slots=True)
class SealedRow:
    """Seals the values of one row, each bound to its table, its column and the row's name."""

    seal: Sealer
    table: str
    name: str

    def close(self, column: str, value: Json) -> bytes:
        """Seal a plain value for a column of this row."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.seal.seal(plain.encode(), self._context(column))

    def open(self, column: str, sealed: bytes) -> Json:
        """Open a value of this row. Raises `WrongKey` when it was sealed for another."""
        value: Json = json.loads(self.seal.open(sealed, self._context(column)))
        return value

    def close_bytes(self, column: str, content: bytes | None) -> bytes | None:
        """Seal bytes as they are for a column of this row."""
        return None if content is None else self.seal.seal(content, self._context(column))

    def open_bytes(self, column: str, sealed: bytes | None) -> bytes | None:
        """Open bytes of this row."""
        return None if sealed is None else self.seal.open(sealed, self._context(column))

    def text(self, column: str, sealed: bytes) -> str:
        """Open a value that is a text."""
        return cast("str", self.open(column, sealed))

    def mapping(self, column: str, sealed: bytes) -> dict[str, Json]:
        """Open a value that has names in it."""
        return cast("dict[str, Json]", self.open(column, sealed))

    def _context(self, column: str) -> str:
        return f"{self.table}.{column}:{self.name}"
