"""The part of one process in a lease."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.lease import LENGTH, RENEW, Lease, LeaseLost


@dataclass(slots=True)
class Clock:
    moment: datetime = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def leases(open_again: Callable[[], Database], clock: Clock) -> tuple[Lease, Lease]:
    """Give the same lease as two processes see it."""
    first, second = open_again(), open_again()
    return (
        Lease(name="mailbox", transactions=first, clock=clock),
        Lease(name="mailbox", transactions=second, clock=clock),
    )


async def test_until_it_is_taken_nobody_goes_on(leases: tuple[Lease, Lease]) -> None:
    ours, _ = leases
    assert not ours.held
    with pytest.raises(LeaseLost):
        ours.go_on()


async def test_the_first_to_ask_goes_on_and_the_other_waits(leases: tuple[Lease, Lease]) -> None:
    ours, theirs = leases
    await ours()
    await theirs()
    ours.go_on()
    assert (ours.gained.is_set(), theirs.gained.is_set()) == (True, False)
    assert not theirs.held


async def test_renewed_in_time_it_is_kept(leases: tuple[Lease, Lease], clock: Clock) -> None:
    ours, theirs = leases
    for _ in range(5):
        await ours()
        clock.move(RENEW)
        await theirs()
    assert (ours.held, theirs.held) == (True, False)


async def test_a_holder_that_is_stuck_stops_before_another_begins(
    leases: tuple[Lease, Lease], clock: Clock
) -> None:
    ours, theirs = leases
    await ours()
    clock.move(LENGTH)
    assert not ours.held
    await theirs()
    assert theirs.held
    await ours()
    assert (ours.held, ours.gained.is_set()) == (False, False)


async def test_one_that_ended_unrenewed_is_waited_for_like_any_other(
    leases: tuple[Lease, Lease], clock: Clock
) -> None:
    ours, _ = leases
    await ours()
    clock.move(LENGTH)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(ours.until_held(within=timedelta(hours=1)))
        await asyncio.sleep(0)
        is_over = waiting.done()
        await ours()
    assert not is_over, "whoever waits would go round and round, and nobody else would run"
    assert ours.held


async def test_given_up_it_is_another_s_at_once(leases: tuple[Lease, Lease]) -> None:
    ours, theirs = leases
    await ours()
    await ours.give_up()
    await theirs()
    assert (ours.held, theirs.held) == (False, True)


async def test_what_is_not_held_is_not_given_up(leases: tuple[Lease, Lease]) -> None:
    ours, theirs = leases
    await ours()
    await theirs.give_up()
    assert ours.held


async def test_it_is_known_how_long_it_will_last(leases: tuple[Lease, Lease], clock: Clock) -> None:
    ours, theirs = leases
    await ours()
    await theirs()
    clock.move(RENEW)
    assert (ours.left, theirs.left) == (LENGTH - RENEW, timedelta())
    clock.move(LENGTH)
    assert ours.left == timedelta()


def test_another_process_takes_over_within_thirty_seconds() -> None:
    assert timedelta(seconds=30) > LENGTH + RENEW
