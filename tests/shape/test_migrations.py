"""The migrations make exactly the tables that the program works on."""

from collections.abc import Mapping
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Inspector, create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.tables import metadata


def schema(path: Path) -> Mapping[str, object]:
    """Tell all of a schema that does not hang on the order in which columns came to be."""
    engine = create_engine(f"sqlite:///{path}")
    known = inspect(engine)
    found = {name: _table(known, name) for name in known.get_table_names()}
    engine.dispose()
    found.pop("alembic_version", None)
    return found


def _table(known: Inspector, name: str) -> Mapping[str, object]:
    return {
        "columns": sorted(
            (one["name"], str(one["type"]), one["nullable"], one.get("autoincrement"))
            for one in known.get_columns(name)
        ),
        "key": known.get_pk_constraint(name),
        "foreign": sorted(map(str, known.get_foreign_keys(name))),
        "unique": sorted(map(str, known.get_unique_constraints(name))),
        "indexes": sorted(
            (str(one["name"]), str(one["column_names"]), one["unique"], _where(one))
            for one in known.get_indexes(name)
        ),
        "options": known.get_table_options(name),
    }


def _where(index: ReflectedIndex) -> str:
    return str(index.get("dialect_options", {}).get("sqlite_where", ""))


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
