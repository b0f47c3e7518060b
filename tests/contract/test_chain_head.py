"""The head of the chain is shown to staff once each working day, and held against the chain."""

from datetime import UTC, datetime

import pytest

from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.letters.deliver import LEASE
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import audit
from pd_intake_bot.usecases.records.audit import PostHead
from tests.contract import invented

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DAWN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.fixture
def post_head(database: Database) -> PostHead:
    policy = load.load()
    days = calendar.load_calendar(policy, None)
    return PostHead(transactions=database, policy=policy, calendar=days)


async def happen(store: Store) -> None:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    event = Event(kind=EventKind.REGISTERED, at=invented.NOW, actor=SYSTEM, data={})
    await store.events.add(case.id, event)


async def test_it_is_posted_once_on_a_working_day_and_after_the_hour_of_the_report(
    database: Database, post_head: PostHead
) -> None:
    await database(happen)

    posted = [await post_head(now=now) for now in (SUNDAY, DAWN, MONDAY, MONDAY, TUESDAY)]

    assert posted == [False, False, True, False, True]


async def test_nothing_is_posted_where_nothing_has_happened(post_head: PostHead) -> None:
    assert not await post_head(now=MONDAY)


async def test_the_line_names_the_whole_hash_that_the_audit_then_asks_for(
    database: Database, post_head: PostHead
) -> None:
    await database(happen)
    await post_head(now=MONDAY)
    await database(happen)

    [parcel] = await database(
        lambda store: store.outbox.claim(Carrier.TELEGRAM, now=MONDAY, limit=1, lease=LEASE)
    )
    found = await database.reading(lambda store: audit.verify(store, shown={}))

    assert found.posted is not None
    assert found.posted.hash in str(parcel.payload)
    assert (found.posted.position, found.head.position, found.broken) == (1, 2, None)
    mark = f'{{"position": 1, "hash": "{"0" * 64}"}}'
    await database(lambda store: store.marks.put(audit.POSTED, mark))
    other = await database.reading(lambda store: audit.verify(store, shown={}))
    assert other.broken is not None
    assert other.broken.fault == "chain-head"
