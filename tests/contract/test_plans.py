"""What is asked every second looks only at what still waits, however much has been settled."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event

from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from tests.contract import asked, effort, heap

Values = tuple[str | int, ...]
Statement = tuple[str, Values]

MOST = {"sqlite": 2000 // effort.STEPS, "postgresql": 35}
"""What one statement may go through: steps by the hundred, or pages."""


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
        await database(asked.often)
    noted = [each for each in statements if each[0].startswith(("SELECT", "UPDATE"))]

    plans = {each[0]: await plan(sqlite_tables, each) for each in noted}

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
        await database(asked.of_open_cases)
    noted = [each for each in statements if each[0].startswith(("SELECT", "UPDATE"))]

    plans = [step for each in noted for step in await plan(sqlite_tables, each)]

    scans = [step for step in plans if step.startswith("SCAN")]
    assert [step for step in scans if not step.endswith(("_open", "_shared"))] == []


async def test_pages_of_the_queue_come_out_of_an_index_in_their_order(
    sqlite_tables: str, seal: Seal, statements: list[Statement]
) -> None:
    async with Database(sqlite_tables, seal) as database:
        await database(asked.page_through)
    noted = [each for each in statements if "ORDER BY cases" in each[0]]

    plans = [step for each in noted for step in await plan(sqlite_tables, each)]

    assert [step for step in plans if "TEMP B-TREE" in step] == []


async def test_what_is_asked_often_costs_little_however_much_is_over_and_done(
    url: str, seal: Seal
) -> None:
    async with Database(url, seal) as database:
        await heap.pile_up(database, url)
    with effort.counted() as counted:
        async with Database(url, seal) as database:
            for questions in (asked.often, asked.of_open_cases, asked.of_all_that_waits):
                await database(questions)

    most = MOST[url.partition("+")[0]]
    # The driver asks PostgreSQL about types when it opens a connection.
    asked_for = {each: cost for each, cost in counted.dearest.items() if "pg_type" not in each}
    assert len(asked_for) > 30
    assert {statement: cost for statement, cost in asked_for.items() if cost > most} == {}
