"""The supervisor: loops go on after failures and end in order."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from pd_intake_bot import supervise
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.supervise import LONG_TICK, Health, Lanes, Loop, Supervisor, Wake

NOON = datetime(2026, 11, 23, 7, tzinfo=UTC)
LONG = timedelta(hours=1)


async def run(*loops: Loop, stop: asyncio.Event) -> None:
    async with asyncio.timeout(60):
        pause = timedelta(milliseconds=1)
        await Supervisor(loops=loops, clock=lambda: NOON, stop=stop, first_pause=pause).run()


async def test_a_loop_with_more_to_do_goes_on_at_once() -> None:
    stop, turns = asyncio.Event(), []

    async def tick() -> bool:
        turns.append(1)
        if len(turns) == 3:
            stop.set()
        return True

    await run(Loop(name="busy", tick=tick, every=LONG), stop=stop)
    assert len(turns) == 3


async def test_with_no_loop_at_all_it_waits_to_be_stopped() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_soon(stop.set)
    await run(stop=stop)


async def test_a_bell_rung_in_mid_work_is_heard_afterwards() -> None:
    stop, wake, turns = asyncio.Event(), Wake(), []

    async def tick() -> bool:
        turns.append(1)
        if len(turns) == 1:
            wake()
        else:
            stop.set()
        return False

    await run(Loop(name="woken", tick=tick, every=LONG, wake=wake), stop=stop)
    assert len(turns) == 2


async def test_trouble_of_the_outside_is_told_though_the_loop_goes_well() -> None:
    stop, seen, trouble = asyncio.Event(), [], ["no connection", None]

    async def tick() -> bool:
        seen.append(loop.health.failing)
        if len(seen) == 3:
            stop.set()
        return True

    loop = Loop(
        name="mail",
        tick=tick,
        every=LONG,
        trouble=lambda: trouble[len(seen) - 1] if len(seen) <= 2 else None,
    )
    await run(loop, stop=stop)
    assert seen == [None, "no connection", None]


def test_a_loop_that_hangs_in_a_task_says_since_when() -> None:
    health = Health(last_good=NOON, busy_since=NOON)
    assert health.fault(NOON + LONG_TICK) is None
    assert health.fault(NOON + LONG_TICK * 2) == "at one task since 07:00:00 UTC"


async def test_a_loop_that_cannot_wait_still_does_its_work_as_often_as_ever() -> None:
    stop, turns = asyncio.Event(), []

    async def tick() -> bool:
        turns.append(1)
        if len(turns) == 15:
            stop.set()
        return False

    async def rest() -> None:
        raise IntakeError("the server closed the connection")

    often = timedelta(milliseconds=2)
    await run(Loop(name="mailbox", tick=tick, every=often, rest=rest), stop=stop)
    assert len(turns) == 15


async def test_a_failing_loop_goes_on_and_says_so() -> None:
    stop, seen = asyncio.Event(), []

    async def tick() -> bool:
        seen.append(loop.health.failing)
        if len(seen) == 1:
            raise IntakeError("the mailbox is closed")
        stop.set()
        return False

    loop = Loop(name="mail", tick=tick, every=LONG)
    await run(loop, stop=stop)
    assert seen[1] is not None
    assert seen[1].startswith("IntakeError: the mailbox is closed")
    assert (loop.health.failing, loop.health.last_good) == (None, NOON)


async def test_a_loop_goes_on_though_a_library_cancels_what_nobody_asked_it_to() -> None:
    stop, turns = asyncio.Event(), []

    async def tick() -> None:
        turns.append(1)
        if len(turns) == 2:
            stop.set()
            return
        lost = asyncio.get_running_loop().create_future()
        lost.cancel()
        await lost

    loop = Loop(name="mail", tick=tick, every=LONG)
    await run(loop, stop=stop)
    assert (len(turns), loop.health.failures) == (2, 1)


async def test_a_failing_loop_pauses_no_longer_than_it_may() -> None:
    stop, turns = asyncio.Event(), []

    async def tick() -> bool:
        turns.append(1)
        if len(turns) == 4:
            stop.set()
        raise ConnectionError

    loop = Loop(name="poll", tick=tick, every=LONG, longest_pause=timedelta(milliseconds=1))
    async with asyncio.timeout(60):
        await Supervisor(loops=[loop], clock=lambda: NOON, stop=stop, first_pause=LONG).run()
    assert len(turns) == 4


async def test_one_failing_loop_does_not_hold_up_another() -> None:
    stop = asyncio.Event()

    async def fails() -> bool:
        raise OSError("no route")

    async def works() -> bool:
        stop.set()
        return False

    await run(
        Loop(name="fails", tick=fails, every=LONG),
        Loop(name="works", tick=works, every=LONG),
        stop=stop,
    )


async def test_a_loop_that_never_waits_does_not_keep_others_from_running() -> None:
    stop, turns = asyncio.Event(), []

    async def spin() -> None:
        turns.append(1)
        assert len(turns) < 1000 or stop.is_set(), "nobody else has run"

    async def end() -> None:
        stop.set()

    async def rest() -> None:
        pass

    spinning = Loop(name="spinning", tick=spin, every=LONG, rest=rest)
    await run(spinning, Loop(name="other", tick=end, every=LONG), stop=stop)
    assert spinning.health.failures == 0


async def test_work_in_hand_is_finished_and_waiting_is_cut_short() -> None:
    stop, begun, finished = asyncio.Event(), asyncio.Event(), []

    async def sends() -> bool:
        begun.set()
        await stop.wait()
        await asyncio.sleep(0)
        finished.append("letter")
        return True

    async def waits() -> None:
        await asyncio.Event().wait()

    async def nothing() -> bool:
        await begun.wait()
        stop.set()
        return False

    await run(
        Loop(name="delivery", tick=sends, every=LONG),
        Loop(name="mailbox", tick=nothing, every=LONG, rest=waits, interrupted=True),
        stop=stop,
    )
    assert finished == ["letter"]


def test_the_words_of_foreign_errors_are_not_repeated() -> None:
    try:
        int("user@example.test")
    except ValueError as error:
        described = supervise.describe(error)
    assert described.startswith("ValueError: test_the_words_of_foreign_errors")
    assert "example" not in described


async def test_lanes_work_side_by_side_and_tell_when_one_has_ended() -> None:
    ended: list[int] = []
    lanes, gate = Lanes(2, lambda: ended.append(1)), asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    lanes.begin("a", wait())
    lanes.begin("b", wait())
    assert (lanes.names, lanes.free) == (frozenset({"a", "b"}), 0)
    gate.set()
    await lanes.rest()
    assert (lanes.names, lanes.free, len(ended)) == (frozenset(), 2, 2)


async def test_what_a_lane_fails_with_is_raised_once() -> None:
    lanes = Lanes(1)

    async def fail() -> None:
        raise IntakeError("broken")

    lanes.begin("a", fail())
    await lanes.rest()
    with pytest.raises(IntakeError):
        lanes.check()
    lanes.check()


async def test_loop_waits_at_its_end_for_what_it_has_begun() -> None:
    stop, lanes, done = asyncio.Event(), Lanes(1), []

    async def work() -> None:
        stop.set()
        await asyncio.sleep(0)
        done.append(1)

    async def tick() -> None:
        if lanes.free:
            lanes.begin("a", work())

    await run(Loop(name="lanes", tick=tick, every=LONG, finish=lanes.rest), stop=stop)
    assert done


async def test_lanes_that_are_cut_short_are_cancelled_in_order() -> None:
    lanes = Lanes(1)
    lanes.begin("a", asyncio.Event().wait())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await lanes.rest()
    assert lanes.names == frozenset()


async def test_a_tick_under_way_is_asked_to_begin_nothing_more_when_the_program_ends() -> None:
    stop, left = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        stop.set()
        await left.wait()

    await run(Loop(name="delivery", tick=tick, every=LONG, leave=left.set), stop=stop)
    assert left.is_set()
