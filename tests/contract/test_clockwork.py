"""What the clockwork remembers, on every database."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.clockwork import Matter, Outage, Reminder, Strand, Wanted
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.storage.cases import changed
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 26)
NOW: datetime = invented.NOW
HOUR = timedelta(hours=1)


async def add(database: Database) -> Case:
    new = invented.case(target=DUE, promised=DUE)
    return await database(lambda store: store.cases.add(new, prefix="PD", year=2026, now=NOW))


def reminder(case: Case, **changes: object) -> Reminder:
    said = Reminder(case_id=case.id, matter=Matter.TARGET, due=DUE, left=5, day=TODAY)
    return replace(said, **changes)  # type: ignore[arg-type] # any field, as `replace` takes them


async def claim(database: Database, said: Reminder) -> bool:
    return bool(await database(lambda store: store.reminders.claim([said])))


async def test_a_reminder_is_claimed_once_and_a_nearer_one_after_it(database: Database) -> None:
    case = await add(database)
    said = [reminder(case, left=left) for left in (5, 5, 10, 2, 0, -1)]
    assert [await claim(database, one) for one in said] == [True, False, False, True, True, True]


async def test_past_the_date_a_reminder_is_claimed_once_a_day(database: Database) -> None:
    case = await add(database)
    days = [TODAY, TODAY, TODAY + timedelta(days=1)]
    said = [reminder(case, left=-1, day=day) for day in days]
    assert [await claim(database, one) for one in said] == [True, False, True]


async def test_for_another_date_the_steps_begin_anew(database: Database) -> None:
    case = await add(database)
    assert await claim(database, reminder(case, left=0))
    assert await claim(database, reminder(case, left=10, due=DUE + timedelta(days=20)))


async def test_what_was_said_is_not_found_again_until_more_is_wanted(database: Database) -> None:
    case = await add(database)
    wanted = Wanted(matter=Matter.TARGET, since=TODAY, until=DUE, left=5, today=TODAY)
    nearer = replace(wanted, left=2)
    other = replace(wanted, matter=Matter.PROMISED)

    async def found(store: Store) -> list[int]:
        looks = (wanted, nearer, other)
        return [len(await store.reminders.dated(one, limit=9)) for one in looks]

    assert await database(found) == [1, 1, 0]
    await claim(database, reminder(case))
    assert await database(found) == [0, 1, 0]


async def test_behind_a_position_of_the_chain_only_what_changed_is_found(
    database: Database,
) -> None:
    first, second = await add(database), await add(database)
    wanted = Wanted(matter=Matter.TARGET, since=TODAY, until=DUE, left=5, today=TODAY)
    asked = Event(kind=EventKind.ASKED, at=NOW, actor="9001", data={})

    async def change(store: Store) -> int:
        for case in (first, second):
            await store.cases.change(replace(case, state=State.WAITING))
            await store.events.add(case.id, asked)
        return (await store.chain.head()).position

    async def found(store: Store, after: int) -> list[list[CaseId]]:
        dated = await store.reminders.dated(wanted, limit=9, after=after)
        waiting = await store.reminders.waiting(after=after)
        untaken = partial(store.reminders.untaken, before=NOW, today=TODAY, limit=9, after=after)
        listed = [dated, [case for case, *_ in waiting], await untaken(), await untaken(since=NOW)]
        return [[case.id for case in each] for each in listed]

    head = await database(change) + 1
    assert await database(lambda store: found(store, head)) == [[second.id]] * 3 + [
        [first.id, second.id]
    ]
    nothing: list[CaseId] = []
    assert await database(lambda store: found(store, head + 1)) == [
        *([nothing] * 3),
        [first.id, second.id],
    ]


async def test_all_cases_are_asked_about_where_more_has_changed_than_is_named(
    database: Database,
) -> None:
    busy, quiet = await add(database), await add(database)
    wanted = Wanted(matter=Matter.TARGET, since=TODAY, until=DUE, left=5, today=TODAY)
    head = (await database(lambda store: store.chain.head())).position

    async def happen(store: Store, times: int) -> None:
        for _ in range(times):
            await store.events.add(busy.id, Event(kind=EventKind.NOTED, at=NOW, actor="1", data={}))

    async def found(store: Store) -> list[CaseId]:
        return [one.id for one in await store.reminders.dated(wanted, limit=9, after=head)]

    await database(partial(happen, times=changed.MOST))
    assert await database(found) == [busy.id]
    await database(partial(happen, times=1))
    assert await database(found) == [busy.id, quiet.id]


async def test_a_case_that_waits_is_found_with_when_it_was_asked(database: Database) -> None:
    case = await add(database)

    async def ask(store: Store) -> None:
        await store.cases.change(replace(case, state=State.WAITING))
        for at in (NOW, NOW + HOUR):
            event = Event(kind=EventKind.ASKED, at=at, actor="7001", data={})
            await store.events.add(case.id, event)

    await database(ask)
    ((queued, asked_at, said),) = await database(lambda store: store.reminders.waiting())
    assert (queued.id, asked_at, said) == (case.id, NOW + HOUR, None)
    silent = reminder(case, matter=Matter.SILENT, left=0)
    await claim(database, silent)
    ((_, _, said),) = await database(lambda store: store.reminders.waiting())
    assert said == silent


async def test_an_outage_is_told_once(database: Database) -> None:
    outage = Outage(strand=Strand.MAIL, since=NOW - HOUR, until=NOW)

    async def tell(store: Store) -> tuple[bool, int]:
        added = await store.outages.add(outage)
        return added, len(await store.outages.take_untold(before=NOW, now=NOW))

    assert await database(tell) == (True, 1)
    assert await database(tell) == (False, 0)
    later = await database(lambda store: store.outages.ended_since(NOW - HOUR))
    assert list(later) == [outage]


async def test_mail_that_came_during_an_outage_is_counted(database: Database) -> None:
    outage = Outage(strand=Strand.MAIL, since=NOW - HOUR, until=NOW)

    async def count(store: Store) -> int:
        for number, at in enumerate((NOW - 2 * HOUR, NOW - HOUR / 2, NOW), start=1):
            await store.submissions.add(invented.submission(number, received_at=at), case_id=None)
        return await store.outages.caught_up(outage)

    assert await database(count) == len(("in the midst", "at the end"))


async def test_a_calendar_is_found_by_its_token_until_it_is_replaced_or_revoked(
    database: Database,
) -> None:
    async def find(store: Store) -> list[tuple[str, str] | None]:
        return [await store.feeds.find(token) for token in ("first", "second")]

    await database(lambda store: store.feeds.put("7001", "own", "first", now=NOW))
    assert await database(find) == [("7001", "own"), None]
    await database(lambda store: store.feeds.put("7001", "own", "second", now=NOW))
    assert await database(find) == [None, ("7001", "own")]
    assert await database(lambda store: store.feeds.revoke("7001")) == 1
    assert await database(find) == [None, None]


async def test_the_census_counts_what_staff_must_see_to(database: Database) -> None:
    await add(database)

    async def count(store: Store) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
        census = await store.reports.census(
            today=DUE, week_ends=DUE + timedelta(days=3), since=NOW - HOUR
        )
        return census.new, census.untaken, census.due_today, census.overdue

    ref = str((await database(lambda store: store.cases.all()))[0].ref)
    assert await database(count) == (1, 1, (ref,), ())
