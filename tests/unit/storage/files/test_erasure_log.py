"""The log of erasures stays whole where a line was cut short, and where several are written."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pd_intake_bot.domain.retention import Class, Erasure
from pd_intake_bot.storage.files.erasure_log import FILE, ErasureLog
from pd_intake_bot.storage.sealing.seal import Seal

ERASURE = Erasure(
    ref="PD-2026-00001-F",
    registered_at=datetime(2026, 11, 23, tzinfo=UTC),
    one=Class.CASE,
    reason="term",
    actor="system",
    at=datetime(2029, 11, 24, tzinfo=UTC),
)
SECOND = replace(ERASURE, one=Class.SUBMISSION)


@pytest.fixture
def log(tmp_path: Path) -> ErasureLog:
    return ErasureLog(tmp_path / FILE, Seal(Seal.new_key()))


@pytest.mark.parametrize("left", [1, 40, -1])
async def test_a_line_that_was_cut_short_gives_way_to_the_next(log: ErasureLog, left: int) -> None:
    await log.add(ERASURE)
    whole = log.path.read_bytes()
    await log.add(SECOND)
    torn = log.path.read_bytes()[len(whole) :][:left]
    log.path.write_bytes(whole + torn)

    await log.add(SECOND)

    assert await log.all() == [ERASURE, SECOND]


async def test_those_who_write_at_once_sign_what_each_other_has_written(log: ErasureLog) -> None:
    others = [ErasureLog(log.path, log.seal) for _ in range(100)]

    await asyncio.gather(*(one.add(ERASURE) for one in others))

    assert len(await log.all()) == len(others)


async def test_where_the_very_first_line_was_cut_short_the_next_is_the_first(
    log: ErasureLog,
) -> None:
    log.path.write_bytes(b"torn")

    await log.add(ERASURE)

    assert await log.all() == [ERASURE]
