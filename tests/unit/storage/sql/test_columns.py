"""Moments come back in UTC, sealed rows open in their own place."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import make_url

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.storage.sql.columns import Moment, SealedRow

SQLITE = make_url("sqlite://").get_dialect()()
POSTGRES = make_url("postgresql+asyncpg://").get_dialect()()
ALMATY = timezone(timedelta(hours=5))
MIDNIGHT = datetime(2026, 11, 24, 0, 30, tzinfo=ALMATY)


def test_sqlite_keeps_a_moment_in_utc_and_gives_it_back_aware() -> None:
    kept = Moment().process_bind_param(MIDNIGHT, SQLITE)

    assert kept == datetime(2026, 11, 23, 19, 30)  # noqa: DTZ001 - SQLite has no zones
    assert Moment().process_result_value(kept, SQLITE) == MIDNIGHT


def test_postgres_gives_a_moment_back_in_utc_whatever_zone_the_server_is_in() -> None:
    given = Moment().process_result_value(MIDNIGHT, POSTGRES)

    assert given is not None
    assert (given, given.tzinfo) == (MIDNIGHT, UTC)


@pytest.mark.parametrize(
    "value", [None, "", "Үлгі Үлгіұлы", 17, True, ["a", None], {"chat_id": -1_001_000_000_001}]
)
def test_a_sealed_row_gives_back_what_was_put_in(value: Json) -> None:
    row = SealedRow(Seal(Seal.new_key()), "cases", "PD-2026-00001-X")

    assert row.open("fields", row.close("fields", value)) == value


@pytest.mark.parametrize(
    ("table", "name", "column"),
    [
        ("cases", "PD-2026-00001", "reply_to"),
        ("cases", "PD-2026-00002", "fields"),
        ("reviews", "PD-2026-00001", "fields"),
    ],
)
def test_a_sealed_value_does_not_open_in_another_place(table: str, name: str, column: str) -> None:
    seal = Seal(Seal.new_key())
    sealed = SealedRow(seal, "cases", "PD-2026-00001").close("fields", "Үлгі Үлгіұлы")

    with pytest.raises(WrongKey):
        SealedRow(seal, table, name).open(column, sealed)
