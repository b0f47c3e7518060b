"""Puts together what keeps the records: erasure in time, and the chain's head shown to staff."""

import asyncio
from datetime import timedelta
from functools import partial

from pd_intake_bot import clock
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files import backup
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.files.erasure_log import FILE, ErasureLog
from pd_intake_bot.storage.sealing.catching_up import catch_up, catch_up_files
from pd_intake_bot.storage.sql.engine import file_of
from pd_intake_bot.supervise import Loop
from pd_intake_bot.usecases.records.audit import PostHead
from pd_intake_bot.usecases.records.evidence import Evidence
from pd_intake_bot.usecases.records.retention import Retain

_LOOK = timedelta(minutes=5)
_REST = timedelta(hours=1)
_DAY = timedelta(days=1)


def build_loops(ground: Ground) -> list[Loop]:
    """Build the loops that do once a day what is to be done once a day."""
    post_head = PostHead(
        transactions=ground.database, policy=ground.policy, calendar=ground.calendar
    )
    retain = build_retain(ground.settings, ground.database, ground.policy)

    async def show_head() -> None:
        if await post_head(now=ground.now()):
            ground.wake()

    async def erase() -> None:
        await retain.daily(now=ground.now())

    async def bring_along() -> bool:
        rows = await catch_up(ground.database)
        return rows or await catch_up_files(ground.database, ground.blobs)

    return [
        Loop(name="older records", tick=bring_along, every=_REST),
        Loop(name="chain head", tick=show_head, every=_LOOK),
        Loop(name="retention", tick=erase, every=_REST),
    ]


async def erase_again(ground: Ground) -> int:
    """Erase what an old backup has brought back, before anything is done with it."""
    retain = build_retain(ground.settings, ground.database, ground.policy)
    return await retain.again(now=ground.now())


def build_evidence(ground: Ground) -> Evidence:
    """Build what gathers everything about a case."""
    return Evidence(
        transactions=ground.database, blobs=ground.blobs, reckon=ground.reckon, texts=ground.texts
    )


def build_retain(settings: Settings, database: Database, policy: Policy) -> Retain:
    """Build what erases; the log of it lies beside the sealed files."""
    return Retain(
        transactions=database,
        blobs=Blobs(settings.data_dir / "blobs", database.seal),
        log=ErasureLog(settings.data_dir / FILE, database.seal),
        policy=policy,
        scrub=partial(_scrub, settings, database),
    )


async def _scrub(settings: Settings, database: Database) -> bool:
    """Take out of the files of database and data folder what no row tells of any more."""
    file = file_of(settings.database_url.get_secret_value())
    for folder in {settings.data_dir, *([file.parent] if file else [])}:
        await asyncio.to_thread(backup.clear, folder, before=clock.now() - _DAY)
    return await database.scrub()
