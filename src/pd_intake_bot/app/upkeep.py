"""Backups of the service's data, taken and brought back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.files import backup, missing
from pd_intake_bot.storage.files.backup import BackupError, Ground, Taken, Told, tell_nobody
from pd_intake_bot.storage.sql.engine import file_of
from pd_intake_bot.usecases.records import audit
from pd_intake_bot.usecases.records.audit import Audit

_POSTGRES = (
    "PostgreSQL is backed up with its own programs, the database first: "
    "`pg_dump --format=custom --file=pd-intake.dump NAME`, then "
    "`tar -C PD_DATA_DIR -cf pd-intake-files.tar .`; and brought back into an empty database with "
    "`pg_restore --exit-on-error --no-owner --dbname=NAME pd-intake.dump`, the files with "
    "`tar -C PD_DATA_DIR --skip-old-files -xf pd-intake-files.tar`, by which an erasures.log that "
    "is there stays, and a start, which erases again what was erased since"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """What was found in a backup that was brought back."""

    erased_again: int
    audit: Audit
    missing: int
    """Files that were not there already when the backup was taken."""


def back_up(
    settings: Settings, target: Path, *, incomplete: bool = False, told: Told = tell_nobody
) -> Taken:
    """Write a backup. `told` hears how far it is. Raises `BackupError`.

    Where files are missing it is taken only if it may be `incomplete`.
    """
    return backup.take(_ground(settings), target, incomplete=incomplete, told=told)


async def bring_back(
    settings: Settings, archive: Path, *, now: datetime, told: Told = tell_nobody
) -> BroughtBack:
    """Bring a backup back into an empty place, once it is seen that the key opens it.

    What the log of erasures tells of is erased again, and the chain walked. Raises
    `BackupError`, and `SettingsError` for another key.
    """
    ground = _ground(settings)
    with backup.unpacked(archive, ground, told=told) as staged:
        url = SecretStr(f"sqlite+aiosqlite:///{staged.database.absolute()}")
        await migrations.upgrade(url.get_secret_value())
        async with open_database(settings.model_copy(update={"database_url": url})):
            pass
        lacks = missing.read(staged.data / missing.FILE)
        backup.settle(staged, ground)
    async with open_database(settings) as database:
        retain = build_retain(settings, database, load_policy(settings))
        again = await retain.again(now=now)
        found = await database.reading(lambda store: audit.verify(store, shown={}))
    return BroughtBack(erased_again=again, audit=found, missing=len(lacks))


def _ground(settings: Settings) -> Ground:
    database = file_of(settings.database_url.get_secret_value())
    if database is None:
        raise BackupError(_POSTGRES)
    return Ground(database=database, data=settings.data_dir)
