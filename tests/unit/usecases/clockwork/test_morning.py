"""The morning report: once a working day, and on a quiet one in one line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any

import pytest

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.clocks import Halted
from pd_intake_bot.domain.clockwork import Outage, Strand
from pd_intake_bot.domain.notices import Notice
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.morning import LAST, ReportInTheMorning
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.intake.reconcile import RECONCILIATION
from pd_intake_bot.usecases.ports import Store

At = Callable[[str], datetime]
Staff = Any
Queue = Any


@pytest.fixture
def report(
    database: Database, policy: Policy, days: Calendar, tell: Tell, remind: Remind
) -> ReportInTheMorning:
    untaken = SayUntaken(transactions=database, policy=policy, calendar=days, tell=tell)
    return ReportInTheMorning(
        transactions=database,
        policy=policy,
        calendar=days,
        tell=tell,
        remind=remind,
        untaken=untaken,
    )


def counted(heard: list[Notice]) -> Sequence[tuple[str, object]]:
    """Give the lines of what the group was told, up to what is said of single cases."""
    (told,) = [one for one in heard if one.to is None]
    said = [(line.text, line.values.get("count")) for line in told.lines]
    gap = ("clockwork-gap", None)
    return said[: said.index(gap)] if gap in said else said


async def test_it_comes_at_nine_on_working_days_once(
    report: ReportInTheMorning, staff: Staff, at: At
) -> None:
    reported = []
    for day in (20, 21, 22, 23, 24):
        for hour in ("00:30", "08:59", "09:00", "09:01", "12:00", "23:30"):
            now = at(f"2026-11-{day} {hour}")
            if await report(now):
                reported.append(f"{now:%d %H:%M}")
    assert reported == ["20 09:00", "23 09:00", "24 09:00"]
    assert [told.lines[0].text for told in await staff.listen()] == ["clockwork-quiet"] * 3


async def test_after_a_late_start_it_comes_at_once(report: ReportInTheMorning, at: At) -> None:
    assert await report(at("2026-11-23 13:20"))


async def test_a_clock_that_ran_years_ahead_for_a_while_silences_no_morning(
    report: ReportInTheMorning, at: At
) -> None:
    mornings = ("2029-11-23 09:00", "2026-11-23 09:00", "2026-11-23 10:00", "2026-11-24 09:00")
    assert [await report(at(one)) for one in mornings] == [True, True, False, True]


async def test_two_processes_send_one(
    report: ReportInTheMorning, staff: Staff, at: At, open_again: Callable[[], Database]
) -> None:
    other = replace(report, transactions=open_again())
    assert [await one(at("2026-11-23 09:00")) for one in (report, other)] == [True, False]
    assert len(await staff.listen()) == 1


async def test_a_quiet_day_is_one_line_whatever_is_open(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 23))
    await report(at("2026-11-23 09:00"))
    (told,) = await staff.listen()
    assert [(line.text, line.values["open"]) for line in told.lines] == [("clockwork-quiet", 1)]


async def test_it_tells_everything_that_somebody_must_see_to(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    for target in (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 1)):
        await queue.add(target)
    await queue.add(None, officer=None, registered=at("2026-11-22 23:30"), held_because="cap")
    waiting = await queue.add(date(2026, 12, 23))
    await queue.change(waiting.id, state=State.WAITING)
    outage = Outage(strand=Strand.MAIL, since=at("2026-11-22 01:00"), until=at("2026-11-22 05:00"))
    kept = (
        '{"day": "2026-11-23", "at": "2026-11-22T22:00:00+00:00",'
        ' "looked": 9, "kept": 3, "missed": 2, "complete": true}'
    )
    await queue.database(lambda store: store.outages.add(outage))
    await queue.database(lambda store: store.marks.put(RECONCILIATION, kept))
    await report(at("2026-11-23 09:00"))
    assert counted(await staff.listen()) == [
        ("clockwork-report", None),
        ("clockwork-overdue", 1),
        ("clockwork-due-today", 1),
        ("clockwork-due-week", 1),
        ("clockwork-new", 1),
        ("clockwork-nobody-took", 1),
        ("clockwork-waiting", 1),
        ("clockwork-held", 1),
        ("notice-mailbox-missed", None),
        ("clockwork-report-outage-mail", None),
    ]


async def test_on_a_quiet_day_the_comparison_of_the_mailbox_fits_into_the_line(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    kept = (
        '{"day": "2026-11-23", "at": "2026-11-22T22:00:00+00:00",'
        ' "looked": 9, "kept": 3, "missed": 0, "complete": true}'
    )
    await queue.database(lambda store: store.marks.put(RECONCILIATION, kept))
    for day in (23, 24):
        await report(at(f"2026-11-{day} 09:00"))
    told = [one.lines for one in await staff.listen()]
    assert [[line.values["mailbox"] for line in lines] for lines in told] == [["whole"], ["none"]]


async def test_what_is_due_and_not_taken_is_said_in_the_same_message_and_once(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    case = await queue.add(date(2026, 11, 24), officer=None)
    now = at("2026-11-23 09:00")
    await report(now)
    for look in (report.remind, report.untaken):
        assert not await look(now)
    told = [one for one in await staff.listen() if one.to is None]
    assert [[line.text for line in one.lines] for one in told] == [
        [
            "clockwork-report",
            "clockwork-due-week",
            "clockwork-nobody-took",
            *("clockwork-gap", "clockwork-target-left"),
            *("clockwork-gap", "clockwork-why-everyone"),
        ]
    ]
    assert told[0].ref == str(case.ref)


async def test_morning_on_which_a_case_is_not_taken_is_not_called_quiet(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 23), officer=None, registered=at("2026-11-19 10:00"))
    await report(at("2026-11-20 09:00"))
    await staff.listen()
    await report(at("2026-11-23 09:00"))
    (told,) = await staff.listen()
    assert [told.lines[0].text, told.lines[-3].text] == ["clockwork-report", "clockwork-untaken"]


async def test_before_the_hour_of_the_report_nothing_is_said_of_cases(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At, policy: Policy
) -> None:
    late = replace(policy, clockwork=replace(policy.clockwork, report=time(10)))
    await queue.add(date(2026, 11, 24), officer=None)
    for look in (report.remind, report.untaken):
        assert not await replace(look, policy=late)(at("2026-11-23 09:30"))
    assert await staff.listen() == []


async def test_what_is_due_is_said_by_itself_where_the_report_was_told_before(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    await report(at("2026-11-23 09:00"))
    await staff.listen()
    await queue.database(lambda store: store.marks.put(LAST, "2026-11-20T04:00:00+00:00"))
    await queue.add(date(2026, 11, 24), officer=None)
    assert not await report(at("2026-11-23 09:05"))
    heard = [one for one in await staff.listen() if one.to is None]
    assert [one.lines[0].text for one in heard] == ["clockwork-target-left"]


async def test_what_is_paused_is_due_on_no_day(
    report: ReportInTheMorning, queue: Queue, staff: Staff, at: At
) -> None:
    for target in (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)):
        case = await queue.add(target)
        halts = Halted(promised=at("2026-11-19 10:00"), target=at("2026-11-19 10:00"))
        await queue.database(partial(_halt, case_id=case.id, halts=halts))
    await queue.add(date(2026, 11, 26))
    await report(at("2026-11-23 09:00"))
    assert counted(await staff.listen()) == [
        ("clockwork-report", None),
        ("clockwork-due-week", 1),
        ("clockwork-paused", 3),
    ]


async def _halt(store: Store, *, case_id: CaseId, halts: Halted) -> None:
    await store.clocks.halt(case_id, halts)
