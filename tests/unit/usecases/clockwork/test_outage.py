"""Being cut off is told once, from when to when, and a rolling restart is not one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from pd_intake_bot.domain.clockwork import Strand
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.outage import NoticeOutages
from pd_intake_bot.usecases.clockwork.telling import Tell

At = Callable[[str], datetime]
Staff = Any
MINUTE = timedelta(minutes=1)


class World:
    """Which strands hear at this moment."""

    def __init__(self) -> None:
        self.mail = True
        self.telegram = True


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def make(
    world: World, policy: Policy, open_again: Callable[[], Database], tell: Tell
) -> Callable[[], Any]:
    return lambda: NoticeOutages(
        transactions=open_again(),
        strands={Strand.MAIL: lambda: world.mail, Strand.TELEGRAM: lambda: world.telegram},
        longer_than=policy.clockwork.outage_after,
        tell=tell,
    )


async def test_the_first_start_is_no_outage(make: Callable[[], Any], staff: Staff, at: At) -> None:
    await make()(at("2026-11-23 10:00"))
    assert await staff.listen() == []


async def test_after_being_down_it_says_from_when_to_when_once(
    make: Callable[[], Any], staff: Staff, at: At
) -> None:
    await make()(at("2026-11-23 10:00"))
    processes = [make(), make()]
    for process in processes * 2:
        await process(at("2026-11-23 13:00"))
    (told,) = await staff.listen()
    assert told.to is None
    assert [line.text for line in told.lines] == [
        "clockwork-outage-mail",
        "clockwork-outage-telegram",
    ]
    span = {"since": at("2026-11-23 10:00"), "until": at("2026-11-23 13:00")}
    assert told.lines[0].values == {**span, "count": 0}


async def test_past_a_day_it_says_what_telegram_has_discarded(
    make: Callable[[], Any], staff: Staff, at: At
) -> None:
    await make()(at("2026-11-20 10:00"))
    await make()(at("2026-11-23 13:00"))
    (told,) = await staff.listen()
    lost = told.lines[-1]
    assert lost.text == "clockwork-outage-discarded"
    assert lost.values["until"] == at("2026-11-22 13:00")


async def test_a_rolling_restart_raises_no_alarm(
    make: Callable[[], Any], staff: Staff, at: At
) -> None:
    old, new = make(), make()
    now = at("2026-11-23 10:00")
    for minute in range(0, 60, 3):
        process = old if minute < 30 else new
        await process(now + minute * MINUTE)
    assert await staff.listen() == []


async def test_while_one_process_hears_the_others_silence_is_no_outage(
    make: Callable[[], Any], staff: Staff, at: At
) -> None:
    living, late = make(), make()
    now = at("2026-11-23 10:00")
    await late(now)
    for minute in range(0, 41, 5):
        await living(now + minute * MINUTE)
    await late(now + 41 * MINUTE)
    assert await staff.listen() == []


async def test_a_strand_that_was_cut_off_while_the_other_worked_is_told_when_it_is_back(
    make: Callable[[], Any], world: World, staff: Staff, at: At
) -> None:
    process, now = make(), at("2026-11-23 10:00")
    await process(now)
    world.mail = False
    for minute in range(1, 30):
        await process(now + minute * MINUTE)
    assert await staff.listen() == []
    world.mail = True
    await process(now + 30 * MINUTE)
    await process(now + 31 * MINUTE)
    (told,) = await staff.listen()
    assert [line.text for line in told.lines] == ["clockwork-outage-mail"]


async def test_one_message_waits_a_little_for_what_comes_back_later(
    make: Callable[[], Any], world: World, staff: Staff, at: At
) -> None:
    await make()(at("2026-11-23 10:00"))
    world.mail = False
    process, back = make(), at("2026-11-23 13:00")
    await process(back)
    assert await staff.listen() == []
    world.mail = True
    await process(back + MINUTE)
    (told,) = await staff.listen()
    assert len(told.lines) == len(Strand)
