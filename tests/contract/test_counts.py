"""What reports, figures and metrics count: right, and without a look at what is closed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.clocks import Halted, Told
from pd_intake_bot.domain.clockwork import DayFigures
from pd_intake_bot.domain.delivery import Outcome, Refused, Sent, Unknown
from pd_intake_bot.domain.outbox import Carrier, Standing
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store, Vitals
from tests.contract import asked, effort, heap, invented

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
PAST = date(2026, 11, 20)
UNSURE = (Carrier.MAIL, Standing.UNKNOWN)
REFUSED = (Carrier.MAIL, Standing.REFUSED)
MOST = {"sqlite": 2000 // effort.STEPS, "postgresql": 35}
"""What one statement may go through beside thousands of closed cases: steps by the hundred, or
pages."""

Happens = Callable[[Store, Case], Awaitable[object]]


async def register(store: Store, **changes: object) -> Case:
    return await store.cases.add(invented.case(**changes), prefix="PD", year=2026, now=NOW)


async def close(store: Store, case: Case, at: datetime) -> None:
    await store.cases.change(replace(case, state=State.ANSWERED, closed_at=at))


async def send(store: Store, case: Case, outcome: Outcome, number: int) -> None:
    """Let a letter leave, and come to something."""
    parcel = invented.parcel(number, case_id=case.id, lane=f"mail:{number}")
    await store.outbox.add(parcel, now=NOW)
    [claimed] = await store.outbox.claim(Carrier.MAIL, now=NOW, limit=1, lease=DAY)
    for _ in range(2):  # silence is borne once
        await store.outbox.begin(claimed.id, now=NOW)
        settled = await store.outbox.settle(claimed, outcome, now=NOW)
        if settled is None or settled.standing is not Standing.PENDING:
            return
        later = NOW + DAY
        [claimed] = await store.outbox.claim(Carrier.MAIL, now=later, limit=1, lease=DAY)


async def take(database: Database, today: date = TODAY) -> Vitals:
    return await database(lambda store: store.watch.take(today=today, lately=NOW - DAY))


async def test_days_are_counted_by_their_own_edges_and_by_the_date_that_was_told(
    database: Database,
) -> None:
    first, second = date(2026, 11, 20), date(2026, 11, 21)
    begins = {day: datetime(2026, 11, day.day - 1, 19, tzinfo=UTC) for day in (first, second)}
    until = begins[second] + DAY

    async def happen(store: Store) -> None:
        plain = {"promised": None, "target": first}
        for received, closed, halts, told in (
            (begins[first], begins[second] - timedelta(seconds=1), None, None),  # in time
            (begins[second], begins[second], None, None),  # late by a moment
            (begins[first] - timedelta(seconds=1), until, None, None),  # of the days around
            (begins[first], begins[second], Halted(promised=NOW), None),  # its date stood still
            (begins[first], begins[second], None, second),  # in time by what was told
        ):
            case = await register(store, received_at=received, **plain)
            if halts:
                await store.clocks.halt(case.id, halts)
            if told:
                words = Told(letter=f"letter:{case.id}", promised=told, at=received)
                await store.clocks.tell(case.id, words)
            await close(store, case, closed)

    await database(happen)
    assert await database(lambda store: store.reports.by_day(begins, until=until)) == [
        DayFigures(day=first, received=3, answered=1, late=0),
        DayFigures(day=second, received=1, answered=3, late=1),
    ]


async def test_of_no_days_there_is_nothing_to_count(database: Database) -> None:
    assert await database(lambda store: store.reports.by_day({}, until=NOW)) == []


async def test_a_letter_that_did_not_arrive_counts_till_another_does_or_the_case_is_closed(
    database: Database,
) -> None:
    async def fail(store: Store) -> tuple[Case, Case]:
        one, other = await register(store), await register(store)
        await send(store, one, Unknown(answer="silence"), 1)
        await send(store, other, Refused(answer="550 No"), 2)
        return one, other

    one, other = await database(fail)
    found = (await take(database)).undelivered
    assert (found[UNSURE], found[REFUSED]) == (1, 1)
    await database(lambda store: send(store, one, Sent(answer="250 OK"), 3))
    await database(lambda store: close(store, other, NOW))
    assert set((await take(database)).undelivered.values()) == {0}


async def test_a_case_of_which_the_date_stands_still_is_not_overdue(database: Database) -> None:
    async def happen(store: Store) -> None:
        paused = await register(store, promised=PAST, target=PAST)
        await store.clocks.halt(paused.id, Halted(promised=NOW, target=NOW))
        await register(store, promised=PAST, target=PAST)

    await database(happen)
    vitals = await take(database)
    assert (vitals.open, vitals.overdue, vitals.broken) == (2, 1, 1)


async def test_every_key_is_there_before_anything_has_happened(database: Database) -> None:
    vitals = await take(database)
    for counted in (vitals.outbox, vitals.undelivered, vitals.reviews, vitals.intake):
        assert counted
    assert set(vitals.undelivered.values()) == {0}


@pytest.mark.parametrize("what", ["morning report", "metrics"])
async def test_counting_costs_little_however_many_cases_are_closed(
    what: str, url: str, seal: Seal
) -> None:
    async with Database(url, seal) as database:
        await heap.pile_up(database, url)
    with effort.counted() as counted:
        async with Database(url, seal) as database:
            if what == "metrics":
                await take(database, asked.TODAY)
            else:
                await database(
                    lambda store: store.reports.census(
                        today=asked.TODAY, week_ends=asked.TODAY + DAY, since=invented.NOW
                    )
                )
    found = {each: cost for each, cost in counted.dearest.items() if "pg_type" not in each}
    most = MOST[url.partition("+")[0]]
    assert {statement: cost for statement, cost in found.items() if cost > most} == {}
