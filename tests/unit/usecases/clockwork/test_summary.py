"""Weekly and monthly summaries: which days they come on, their figures, and their picture."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pd_intake_bot import charts, i18n
from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.clocks import RUNNING, Halted, Told
from pd_intake_bot.domain.clockwork import BANDS, DayFigures, Figures, WeekFigures
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.clockwork.summary import Summarize, due, gather
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.ports import Store

At = Callable[[str], datetime]
Staff = Any
Queue = Any
PNG = b"\x89PNG\r\n\x1a\n"


async def _draw(_: Figures) -> bytes:
    return PNG


@pytest.fixture
def summarize(
    database: Database, policy: Policy, days: Calendar, tmp_path: Path, tell: Tell
) -> Summarize:
    return Summarize(
        transactions=database,
        policy=policy,
        calendar=days,
        blobs=Blobs(tmp_path / "blobs", Seal(Seal.new_key())),
        draw=_draw,
        tell=tell,
    )


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        ("2026-11-23 09:00", ["week:2026-11-16", "month:2026-10-01"]),
        ("2026-12-01 09:00", ["week:2026-11-23", "month:2026-11-01"]),
        # New Year's days off, with the one that was moved to Monday.
        ("2027-01-04 09:00", []),
        ("2027-01-05 09:00", ["week:2026-12-28", "month:2026-12-01"]),
        # Nauryz from Sunday to Wednesday: the week begins on Thursday.
        ("2027-03-24 09:00", ["month:2027-02-01"]),
        ("2027-03-25 09:00", ["week:2027-03-15", "month:2027-02-01"]),
    ],
)
def test_a_summary_is_due_from_the_first_working_day_on(
    policy: Policy, days: Calendar, at: At, today: str, keys: list[str]
) -> None:
    moment = Moment(now=at(today), policy=policy, calendar=days)
    assert [span.key for span in due(moment)] == keys


async def test_each_comes_once_with_its_picture(
    summarize: Summarize, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 7), received_at=at("2026-10-20 10:00"))
    for now in ("2026-11-23 08:00", "2026-11-23 09:00", "2026-11-23 09:01", "2026-11-24 09:00"):
        await summarize(at(now))
    told = await staff.listen()
    assert [[line.text for line in one.lines] for one in told] == [
        ["clockwork-week", "clockwork-open-now"],
        ["clockwork-month", "clockwork-open-now"],
    ]
    assert await summarize.blobs.get(told[0].picture) == PNG


async def test_a_summary_missed_on_its_day_comes_on_the_next(
    summarize: Summarize, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 12, 7), received_at=at("2026-10-20 10:00"))
    await summarize(at("2026-11-26 15:00"))
    assert [one.lines[0].text for one in await staff.listen()] == [
        "clockwork-week",
        "clockwork-month",
    ]


async def test_of_weeks_in_which_nothing_happened_nothing_is_told(
    summarize: Summarize, staff: Staff, at: At
) -> None:
    await summarize(at("2026-11-23 09:00"))
    assert await staff.listen() == []


async def test_weeks_in_which_nothing_happened_are_told_while_something_is_open(
    summarize: Summarize, queue: Queue, staff: Staff, at: At
) -> None:
    await queue.add(date(2026, 2, 7), received_at=at("2026-01-08 10:00"))
    await summarize(at("2026-11-24 09:00"))
    said = [line for one in await staff.listen() for line in one.lines]
    assert {line.values["overdue"] for line in said if line.text == "clockwork-open-now"} == {1}


async def test_an_answer_is_measured_by_the_date_that_was_told(
    database: Database, queue: Queue, at: At
) -> None:
    closed_at, moved = at("2026-11-19 15:00"), date(2026, 11, 18)
    for named, halts in (
        (date(2026, 11, 20), RUNNING),  # in time by the date that was told
        (None, Halted(promised=closed_at)),  # in time, since the date stood still
        (None, RUNNING),  # late by the date of the case, no other was told
    ):
        case = await queue.add(moved)
        await database(partial(_happen, case_id=case.id, named=named, halts=halts))
        await queue.change(case.id, state=State.ANSWERED, closed_at=closed_at)
    day = date(2026, 11, 19)
    begins, ends = at("2026-11-19 00:00"), at("2026-11-20 00:00")
    found = await database(lambda store: store.reports.by_day({day: begins}, until=ends))
    assert found == [DayFigures(day=day, received=0, answered=3, late=1)]


async def _happen(store: Store, *, case_id: CaseId, named: date | None, halts: Halted) -> None:
    await store.clocks.halt(case_id, halts)
    if named:
        told = Told(
            letter=f"letter:{case_id}", promised=named, at=datetime(2026, 11, 2, tzinfo=UTC)
        )
        await store.clocks.tell(case_id, told)


async def test_the_figures_are_those_of_local_days(
    database: Database, queue: Queue, policy: Policy, days: Calendar, at: At
) -> None:
    told = date(2026, 11, 18)
    for received, closed in (
        ("2026-11-16 00:30", "2026-11-18 23:30"),  # the first minute of the week, in time
        ("2026-11-15 23:30", "2026-11-19 00:30"),  # of the week before, late by half an hour
        ("2026-11-22 23:30", None),  # the last minute of the week, open
    ):
        case = await queue.add(told, received_at=at(received))
        if closed:
            await queue.change(case.id, state=State.ANSWERED, closed_at=at(closed))
    moment = Moment(now=at("2026-11-23 09:00"), policy=policy, calendar=days)
    since, until = date(2026, 11, 16), date(2026, 11, 22)
    figures = await database(lambda store: gather(store, moment, since=since, until=until))
    assert (figures.received, figures.answered, figures.in_time, figures.late) == (2, 2, 1, 1)
    assert figures.share_in_time == 50
    assert figures.weeks[-2:] == (
        WeekFigures(monday=date(2026, 11, 9), received=1, answered=0),
        WeekFigures(monday=date(2026, 11, 16), received=2, answered=2),
    )
    assert {band: n for band, n in figures.left.items() if n} == {"overdue": 1}


@pytest.mark.parametrize("language", Language)
def test_the_picture_is_drawn_with_every_letter_and_is_the_same_each_time(
    language: Language,
) -> None:
    figures = Figures(
        since=date(2026, 11, 16),
        until=date(2026, 11, 22),
        in_time=3,
        weeks=(WeekFigures(monday=date(2026, 11, 16), received=3, answered=2),),
        left=dict.fromkeys(BANDS, 1),
    )
    texts = i18n.Texts(i18n.locales())
    # A letter that the font lacks is a warning, and warnings are errors here.
    picture = charts.overview(figures, texts, language)
    assert picture.startswith(PNG)
    assert picture == charts.overview(figures, texts, language)
