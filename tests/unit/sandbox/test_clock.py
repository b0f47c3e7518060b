"""A clock that can be moved on."""

from datetime import UTC, datetime, timedelta

import pytest

from pd_intake_bot.sandbox.clock import MovableClock

NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(runs=lambda: NOON)


def test_it_runs_as_the_real_one_until_it_is_moved(clock: MovableClock) -> None:
    assert clock() == NOON


def test_moved_on_it_stays_ahead(clock: MovableClock) -> None:
    clock.move(timedelta(hours=2))
    clock.set(NOON + timedelta(days=3))
    assert clock() == NOON + timedelta(days=3)


def test_it_is_never_moved_back(clock: MovableClock) -> None:
    clock.move(timedelta(days=1))
    with pytest.raises(ValueError, match="back"):
        clock.set(NOON)
    assert clock() == NOON + timedelta(days=1)


async def test_the_bell_rings_when_it_is_moved(clock: MovableClock) -> None:
    clock.move(timedelta(days=1))
    for_ever = timedelta(hours=1)
    await clock.moved.wait(for_ever)
