"""The contracts of `Notes` and `Approvals`: sealed, in their order, decided on once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.retention import Class, Due, Tombstone
from pd_intake_bot.domain.rights import Term, Unit
from pd_intake_bot.domain.work import (
    Act,
    AlreadyDecided,
    Approval,
    ApprovalId,
    NewApproval,
    Note,
    Order,
    Standing,
)
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

NOW, LATER = invented.NOW, invented.NOW + timedelta(hours=1)
WORDS = "Похоже на жалобу соседа."
ORDER = Order(
    act=Act.EXTEND,
    words=WORDS,
    choice="complex",
    day=date(2026, 11, 23),
    by=Term(amount=5, unit=Unit.WORKING_DAYS),
    files=invented.submission(1).attachments,
)


@pytest.fixture
async def case(database: Database) -> Case:
    return await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
    )


def note(case: Case, words: str) -> Note:
    return Note(case_id=case.id, at=NOW, actor="7001", words=words)


async def ask(database: Database, case: Case, order: Order = ORDER) -> Approval:
    asked = NewApproval(
        case_id=case.id, order=order, asked_by="7001", asked_at=NOW, version=case.version
    )
    return await database(lambda store: store.approvals.add(asked))


async def decide(database: Database, approval: Approval, standing: Standing) -> None:
    settled = replace(approval, standing=standing, decided_by="7002", decided_at=LATER)
    await database(lambda store: store.approvals.settle(settled))


async def sealed(url: str, table: str, column: str) -> bytes:
    engine = open_engine(url)
    async with transaction(engine) as connection:
        value = await connection.scalar(select(metadata.tables[table].c[column]))
    await engine.dispose()
    return bytes(value or b"")


async def test_notes_are_listed_in_the_order_they_were_made(database: Database, case: Case) -> None:
    async def work(store: Store) -> list[Note]:
        for words in (WORDS, "Позвонили, не ответил."):
            await store.notes.add(note(case, words))
        return list(await store.notes.of_case(case.id))

    assert await database(work) == [note(case, WORDS), note(case, "Позвонили, не ответил.")]


async def test_what_was_ordered_comes_back_as_it_was(database: Database, case: Case) -> None:
    asked = await ask(database, case)
    assert asked.order == ORDER
    assert await database(lambda store: store.approvals.open_of(case.id)) == asked
    plain = await ask(database, case, Order(act=Act.REFUSE))
    assert plain.order == Order(act=Act.REFUSE)


async def test_order_is_decided_on_once(database: Database, case: Case) -> None:
    asked = await ask(database, case)
    await decide(database, asked, Standing.GIVEN)
    with pytest.raises(AlreadyDecided):
        await decide(database, asked, Standing.RETURNED)
    kept = await database(lambda store: store.approvals.get(asked.id))
    assert (kept.standing, kept.decided_by, kept.decided_at) == (Standing.GIVEN, "7002", LATER)
    assert await database(lambda store: store.approvals.open_of(case.id)) is None


async def test_order_that_was_never_given_is_not_found(database: Database) -> None:
    with pytest.raises(LookupError):
        await database(lambda store: store.approvals.get(ApprovalId(1)))


@pytest.mark.parametrize(("table", "column"), [("notes", "words"), ("approvals", "ordered")])
async def test_officers_words_lie_sealed_in_the_database(
    database: Database, case: Case, url: str, table: str, column: str
) -> None:
    await database(lambda store: store.notes.add(note(case, WORDS)))
    await ask(database, case)
    assert WORDS.encode() not in await sealed(url, table, column)


async def test_notes_and_orders_go_with_their_case(database: Database, case: Case) -> None:
    due = Due(case_id=case.id, ref=str(case.ref), one=Class.CASE, registered_at=NOW)
    stone = Tombstone(
        case_id=case.id, one=Class.CASE, digest="", size=0, reason="term", actor="system", at=NOW
    )

    async def work(store: Store) -> tuple[int, Approval | None]:
        await store.notes.add(note(case, WORDS))
        await store.erasures.erase(due, stone)
        return len(await store.notes.of_case(case.id)), await store.approvals.open_of(case.id)

    await ask(database, case)
    assert await database(work) == (0, None)


async def test_last_order_is_found_whatever_became_of_it(database: Database, case: Case) -> None:
    assert await database(lambda store: store.approvals.last_of(case.id)) is None
    await ask(database, case)
    second = await ask(database, case, replace(ORDER, words="Ещё раз."))
    await decide(database, second, Standing.RETURNED)
    last = await database(lambda store: store.approvals.last_of(case.id))
    assert last is not None
    assert (last.id, last.standing, last.order.words) == (second.id, Standing.RETURNED, "Ещё раз.")
