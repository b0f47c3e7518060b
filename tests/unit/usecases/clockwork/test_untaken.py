"""That nobody has taken a case is said after a working day, once a working day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken

At = Callable[[str], datetime]
Staff = Any
Queue = Any
HOLDER = 7001


@pytest.fixture
def look(database: Database, policy: Policy, days: Calendar, tell: Tell) -> SayUntaken:
    return SayUntaken(transactions=database, policy=policy, calendar=days, tell=tell)


async def test_it_is_said_after_a_working_day_and_once_each_working_day(
    look: SayUntaken, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 7), officer=None, registered=at("2026-11-20 14:00"))
    said = []
    for day in (20, 21, 22, 23, 24):
        for hour in ("00:30", "09:00", "13:59", "14:00", "17:00", "23:30"):
            now = at(f"2026-11-{day} {hour}")
            await look(now)
            said += [(f"{now:%d %H:%M}", told.to) for told in await staff.listen()]
    assert said == [("23 14:00", None), ("24 09:00", None)]


async def test_what_came_on_a_day_off_counts_from_the_next_working_morning(
    look: SayUntaken, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(None, officer=None, registered=at("2026-11-21 23:30"))
    await look(at("2026-11-23 17:00"))
    assert await staff.listen() == []
    await look(at("2026-11-24 09:00"))
    (told,) = await staff.listen()
    assert (told.lines[0].text, told.lines[0].values["days"]) == ("clockwork-untaken-undated", 2)


async def test_of_a_case_that_is_held_nothing_is_said(
    look: SayUntaken, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 7), officer=HOLDER)
    await look(at("2026-11-23 10:00"))
    assert await staff.listen() == []


async def test_many_at_once_are_one_message(
    look: SayUntaken, queue: Queue, staff: Staff, at: At
) -> None:
    for _ in range(20):
        await queue.add(date(2026, 12, 7), officer=None)
    await replace(look, batch=7)(at("2026-11-23 10:00"))
    ten_the_rest_and_why = 12
    assert await staff.said() == [(None, "clockwork-untaken", ten_the_rest_and_why)]
