"""The migrations make exactly the tables that the program works on."""

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.tables import metadata


def schema(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name != 'alembic_version' ORDER BY name"
        ).fetchall()
    connection.close()
    return rows


async def test_migrated_sqlite_has_the_tables_indexes_and_constraints_of_the_models(
    tmp_path: Path,
) -> None:
    migrated, modelled = tmp_path / "migrated.db", tmp_path / "modelled.db"
    engine = create_engine(f"sqlite:///{modelled}")
    metadata.create_all(engine)
    engine.dispose()

    await migrations.upgrade(f"sqlite+aiosqlite:///{migrated}")

    assert schema(migrated) == schema(modelled)


async def test_alembic_sees_no_difference_between_models_and_a_migrated_database(
    tmp_path: Path,
) -> None:
    await migrations.upgrade(f"sqlite+aiosqlite:///{tmp_path}/migrated.db")
    engine = create_engine(f"sqlite:///{tmp_path}/migrated.db")

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []
