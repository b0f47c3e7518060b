"""What is asked every second looks only at what still waits, however much has been settled."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import Connection, Engine, event

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.queue import Edge, Wanted
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.usecases.ports import Among, Place, Store, Tally
from tests.contract import invented

Values = tuple[str | int, ...]
Statement = tuple[str, Values]


@pytest.fixture
def statements() -> Iterator[list[Statement]]:
    """Note down every statement that reaches SQLite, with its values."""
    noted: list[Statement] = []

    def note(
        _connection: Connection, _cursor: object, statement: str, values: Values, *_: object
    ) -> None:
        noted.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    yield noted
    event.remove(Engine, "before_cursor_execute", note)


async def ask_what_is_asked_often(store: Store) -> None:
    now = invented.NOW
    await store.outbox.claim(Carrier.MAIL, now=now, limit=10, lease=timedelta(minutes=1))
    await store.outbox.renew(now=now, lease=timedelta(minutes=1))
    await store.outbox.recover(now=now, lease=timedelta(minutes=1))
    await store.outbox.waiting()
    await store.outbox.of_case(CaseId(1))
    await store.updates.due(now=now, limit=10)
    await store.cases.of_person(TelegramChat(chat_id=1))
    chat, right = TelegramChat(chat_id=1), RightKey("access")
    await store.cases.earliest_open(chat, right, beside=CaseId(1))
    tallies = [Tally(among, now) for among in Among]
    await store.automatic_letters.count(MailAddress(address="a@b.test"), tallies)
    await store.dead_addresses.knows(MailAddress(address="a@b.test"), since=now)
    await store.links.of_case(CaseId(1))
    await store.copies.case_of(invented.submission(), within=timedelta(days=7))
    await store.events.of_case(CaseId(1))
    await store.submissions.known(["mail:1"])
    await store.submissions.of_case(CaseId(1))
    await page_through(store)


async def ask_of_open_cases(store: Store) -> None:
    place = Place(chat_id=-1001, message_id=5)
    await store.cards.unplaced(limit=10)
    for back in (False, True):
        await store.cards.listed(place, beside=CaseId(3), back=back, limit=7)
    await store.cards.count_listed(place)
    for back in (False, True):
        await store.reviews.listed(place, beside=ReviewId(3), back=back, limit=7)
    await store.reviews.count_listed(place)
    await store.cards.move(place, Place(chat_id=-1001, message_id=6))
    await store.approvals.overtaken()


async def page_through(store: Store) -> None:
    dated, undated = (Edge(target=target, id=CaseId(1)) for target in (date(2026, 12, 1), None))
    for wanted in (Wanted(), Wanted(officer="9002"), Wanted(due_before=date(2026, 12, 1))):
        for beside, back in product((None, dated, undated), (False, True)):
            await store.queue.page(wanted, beside=beside, back=back, limit=7)
        await store.queue.count(wanted, up_to=10)
    await store.queue.of_contact("0" * 64, before=CaseId(9), limit=7)
    await store.queue.numbered("PD", 17, year=None)
    await store.showing.take(before=invented.NOW, limit=10)


async def plan(url: str, statement: Statement) -> list[str]:
    engine = open_engine(url)
    async with transaction(engine) as connection:
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement[0]}", statement[1])
        steps = [str(row[-1]) for row in rows]
    await engine.dispose()
    return steps


async def test_no_frequent_question_reads_a_whole_table(
    sqlite_tables: str, seal: Seal, statements: list[Statement]
) -> None:
    async with Database(sqlite_tables, seal) as database:
        await database(ask_what_is_asked_often)
    asked = [each for each in statements if each[0].startswith(("SELECT", "UPDATE"))]

    plans = {each[0]: await plan(sqlite_tables, each) for each in asked}

    assert len(plans) >= 8
    whole = {
        statement: step
        for statement, steps in plans.items()
        for step in steps
        if step.startswith("SCAN") and "INDEX" not in step
        # Rows that a statement has gathered itself are no table.
        if not step.startswith(("SCAN anon", "SCAN CONSTANT ROW"))
    }
    assert whole == {}


async def test_what_is_asked_of_open_cases_reads_no_closed_ones(
    sqlite_tables: str, seal: Seal, statements: list[Statement]
) -> None:
    async with Database(sqlite_tables, seal) as database:
        await database(ask_of_open_cases)
    asked = [each for each in statements if each[0].startswith(("SELECT", "UPDATE"))]

    plans = [step for each in asked for step in await plan(sqlite_tables, each)]

    scans = [step for step in plans if step.startswith("SCAN")]
    assert [step for step in scans if not step.endswith(("_open", "_shared"))] == []


async def test_pages_of_the_queue_come_out_of_an_index_in_their_order(
    sqlite_tables: str, seal: Seal, statements: list[Statement]
) -> None:
    async with Database(sqlite_tables, seal) as database:
        await database(page_through)
    asked = [each for each in statements if "ORDER BY cases" in each[0]]

    plans = [step for each in asked for step in await plan(sqlite_tables, each)]

    assert [step for step in plans if "TEMP B-TREE" in step] == []
