"""Reminders of dates: each once, to more people the nearer the date is, in working hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.ports import Store

HOLDER, LEAD, GROUP = 7001, 9001, None
DUE = date(2026, 12, 7)
LINES_AND_WHY = 2

At = Callable[[str], datetime]
Staff = Any
Queue = Any


class CrashError(Exception):
    """What a process may die of."""


async def test_each_step_is_said_once_and_to_more_people_the_nearer_it_is(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    said: dict[str, list[int | None]] = {}
    for day in range(20):
        for hour in ("00:30", "09:00", "23:30"):
            now = at(f"2026-11-20 {hour}") + timedelta(days=day)
            await remind(now)
            for told in await staff.listen():
                said.setdefault(f"{now:%m-%d %H:%M} {told.lines[0].text}", []).append(told.to)
    assert said == {
        "11-23 09:00 clockwork-target-left": [HOLDER],
        "11-30 09:00 clockwork-target-left": [HOLDER],
        "12-03 09:00 clockwork-target-left": [HOLDER, LEAD],
        "12-04 09:00 clockwork-target-left": [HOLDER, LEAD],
        "12-07 09:00 clockwork-target-last": [GROUP, HOLDER],
        "12-08 09:00 clockwork-target-past": [GROUP, HOLDER],
        "12-09 09:00 clockwork-target-past": [GROUP, HOLDER],
    }


async def test_a_second_look_says_nothing_more(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    await remind(at("2026-12-07 10:00"))
    await staff.listen()
    assert not await remind(at("2026-12-07 10:01"))
    assert await staff.listen() == []


async def test_what_a_clock_said_that_ran_ahead_for_a_while_is_said_anew_at_its_time(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    await remind(at("2027-06-07 10:00"))
    await staff.listen()
    heard: list[str] = []
    for moment in ("2026-12-04 10:00", "2026-12-04 10:01", "2026-12-08 10:00", "2026-12-08 10:01"):
        await remind(at(moment))
        heard += [told.lines[0].text for told in await staff.listen() if told.to == HOLDER]
    assert heard == ["clockwork-target-left", "clockwork-target-past"]


async def test_steps_missed_while_the_service_was_down_collapse_into_the_last(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    await remind(at("2026-12-04 11:00"))
    assert await staff.said() == [
        (HOLDER, "clockwork-target-left", LINES_AND_WHY),
        (LEAD, "clockwork-target-left", LINES_AND_WHY),
    ]


async def test_a_case_that_nobody_holds_is_everyones(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE, officer=None)
    await remind(at("2026-11-23 10:00"))
    assert await staff.said() == [(GROUP, "clockwork-target-left", LINES_AND_WHY)]


async def test_when_the_date_moves_the_steps_begin_anew(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    case = await queue.add(DUE)
    await remind(at("2026-12-04 10:00"))
    later = date(2026, 12, 23)
    await queue.change(case.id, target=later, promised=later)
    await staff.listen()
    await remind(at("2026-12-04 10:01"))
    assert await staff.listen() == []
    await remind(at("2026-12-08 09:00"))
    assert [told.lines[0].values["date"] for told in await staff.listen()] == [later]


async def test_a_step_that_lay_behind_the_case_when_it_came_is_not_said(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 11, 26), registered=at("2026-11-23 09:30"))
    await remind(at("2026-11-23 09:31"))
    assert await staff.listen() == []
    await remind(at("2026-11-24 09:00"))
    assert await staff.said() == [
        (HOLDER, "clockwork-target-left", LINES_AND_WHY),
        (LEAD, "clockwork-target-left", LINES_AND_WHY),
    ]


async def test_the_last_day_is_said_after_hours_where_the_service_was_down_in_them(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    await queue.add(date(2026, 12, 8))
    await remind(at("2026-12-07 23:30"))
    assert [told.lines[0].values["date"] for told in await staff.listen()] == [DUE, DUE]


async def test_at_half_past_midnight_nobody_is_woken_and_at_nine_it_is_overdue(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    await remind(at("2026-12-08 00:30"))
    assert await staff.listen() == []
    await remind(at("2026-12-08 09:00"))
    assert [told.lines[0].text for told in await staff.listen()] == ["clockwork-target-past"] * 2


async def test_a_date_that_ended_unseen_is_said_on_the_weekend_once(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 4))
    for moment in ("2026-12-05 10:00", "2026-12-05 10:30", "2026-12-06 10:00"):
        await remind(at(moment))
    assert [told.lines[0].text for told in await staff.listen()] == ["clockwork-target-ended"] * 2


async def test_a_promise_later_than_the_target_has_reminders_of_its_own(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 11, 26), promised=DUE)
    await remind(at("2026-11-26 09:00"))
    lines = [line.text for told in await staff.listen() if told.to == HOLDER for line in told.lines]
    assert lines == [
        "clockwork-target-last",
        "clockwork-promised-left",
        "clockwork-why-officer",
    ]


async def test_a_burst_of_cases_is_one_message_to_each_listener(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    for _ in range(40):
        await queue.add(DUE)
    # Found by several statements, as more than a thousand would be.
    await replace(remind, batch=7)(at("2026-12-04 09:00"))
    told = await staff.listen()
    assert [one.to for one in told] == [HOLDER, LEAD]
    for one in told:
        *named, more, _ = one.lines
        assert (len(named), more.text, more.values) == (10, "clockwork-more", {"count": 30})


async def test_of_a_date_that_stands_still_nothing_is_said_until_it_runs_again(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    case = await queue.add(DUE, promised=date(2026, 12, 9))
    await queue.halt(
        case.id, Halted(promised=at("2026-12-01 10:00"), target=at("2026-12-01 10:00"))
    )
    await remind(at("2026-12-07 09:00"))
    assert await staff.listen() == []
    # One clock runs on, and with it the target.
    await queue.halt(case.id, Halted(promised=at("2026-12-01 10:00")))
    await remind(at("2026-12-07 09:01"))
    assert {line.text for one in await staff.listen() for line in one.lines[:1]} == {
        "clockwork-target-last"
    }
    await queue.halt(case.id, RUNNING)
    await remind(at("2026-12-08 09:00"))
    told = [one for one in await staff.listen() if one.to == HOLDER]
    assert [line.text for one in told for line in one.lines[:2]] == [
        "clockwork-target-past",
        "clockwork-promised-left",
    ]


async def test_without_a_group_its_leads_hear_in_private_what_it_would(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE, officer=None)
    await replace(remind, tell=replace(remind.tell, group=False))(at("2026-12-07 10:00"))
    assert await staff.said() == [(LEAD, "clockwork-target-last", LINES_AND_WHY)]


async def test_the_group_hears_what_is_due_of_a_case_whose_officer_has_no_role_any_more(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    async def works(_: Store, actor: str) -> bool:
        return actor != str(HOLDER)

    await queue.add(DUE)
    await replace(remind, tell=replace(remind.tell, works=works))(at("2026-11-23 09:00"))
    assert await staff.said() == [(GROUP, "clockwork-target-left", LINES_AND_WHY)]


async def test_where_nobody_is_there_to_hear_it_stays_unsaid_and_due(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    async def nobody(_: Store) -> frozenset[int]:
        return frozenset()

    await queue.add(DUE)
    await replace(remind, tell=Tell(leads=nobody, group=False))(at("2026-12-07 10:00"))
    assert await staff.listen() == []
    await remind(at("2026-12-07 10:01"))
    assert len(await staff.listen()) == len((GROUP, HOLDER))


async def test_the_group_hears_what_an_officers_private_chat_does_not_take(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)
    staff.deaf = frozenset({HOLDER})
    await remind(at("2026-11-23 09:00"))
    assert await staff.said() == [(GROUP, "clockwork-target-left", LINES_AND_WHY)]


@pytest.mark.parametrize("state", [state for state in State if not state.is_open])
async def test_of_a_closed_case_nothing_is_said(
    remind: Remind, queue: Queue, staff: Staff, at: At, state: State
) -> None:
    case = await queue.add(DUE)
    await queue.change(case.id, state=state)
    await remind(at("2026-12-07 10:00"))
    assert await staff.listen() == []


async def test_a_second_process_finds_nothing_left_to_say(
    remind: Remind,
    queue: Queue,
    staff: Staff,
    at: At,
    open_again: Callable[[], Database],
) -> None:
    await queue.add(DUE)
    other = replace(remind, transactions=open_again())
    await remind(at("2026-12-07 10:00"))
    await other(at("2026-12-07 10:00"))
    assert await staff.said() == [
        (GROUP, "clockwork-target-last", LINES_AND_WHY),
        (HOLDER, "clockwork-target-last", LINES_AND_WHY),
    ]


async def test_a_crash_before_the_end_leaves_the_reminder_unsaid_and_due(
    remind: Remind, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(DUE)

    async def leads(_: Store) -> frozenset[int]:
        raise CrashError

    crashing = replace(remind, tell=Tell(leads=leads))
    with pytest.raises(CrashError):
        await crashing(at("2026-12-07 10:00"))
    await remind(at("2026-12-07 10:01"))
    assert len(await staff.listen()) == len((GROUP, HOLDER))
