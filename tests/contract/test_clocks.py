"""The contract of `Clocks`: what moves a date is kept once, and what people were told for ever."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.clocks import RUNNING, Extension, Halted, Happened, Pause, Told
from pd_intake_bot.domain.rights import GroundKey, Term, Unit
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented
from tests.contract.invented import NOW

ASKED, COMPLEX = GroundKey("asked"), GroundKey("complex")
LATER = NOW + timedelta(hours=5)
PAUSE = Pause(ground=ASKED, since=NOW)
EXTENSION = Extension(ground=COMPLEX, by=Term(amount=5, unit=Unit.WORKING_DAYS), at=NOW)
TOLD = Told(letter="letter:1:1", promised=date(2026, 12, 2), at=NOW)


@pytest.fixture
async def case_id(database: Database) -> CaseId:
    case = await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
    )
    return case.id


async def happened(database: Database, case_id: CaseId) -> Happened:
    return await database(lambda store: store.clocks.happened(case_id))


async def test_nothing_has_happened_to_a_new_case(database: Database, case_id: CaseId) -> None:
    assert await happened(database, case_id) == Happened()
    assert await database(lambda store: store.clocks.happened_to_open()) == {}


async def test_what_moves_a_date_comes_back_as_it_was_kept(
    database: Database, case_id: CaseId
) -> None:
    async def work(store: Store) -> None:
        await store.clocks.pause(case_id, PAUSE)
        await store.clocks.extend(case_id, EXTENSION)
        await store.clocks.receive(case_id, NOW - timedelta(days=1))

    await database(work)
    expected = Happened(
        pauses=(PAUSE,), extensions=(EXTENSION,), receipts=(NOW - timedelta(days=1),)
    )
    assert await happened(database, case_id) == expected
    assert await database(lambda store: store.clocks.happened_to_open()) == {case_id: expected}
    assert expected.paused_since == NOW


async def test_a_pause_is_open_once_a_ground_and_ends_once(
    database: Database, case_id: CaseId
) -> None:
    async def twice(store: Store) -> list[bool]:
        clocks = store.clocks
        return [
            await clocks.pause(case_id, PAUSE),
            await clocks.pause(case_id, PAUSE),
            await clocks.pause(case_id, replace(PAUSE, ground=COMPLEX)),
            await clocks.resume(case_id, ASKED, until=LATER),
            await clocks.resume(case_id, ASKED, until=LATER),
            await clocks.pause(case_id, replace(PAUSE, since=LATER)),
        ]

    assert await database(twice) == [True, False, True, True, False, True]
    found = await happened(database, case_id)
    assert [one.until for one in found.pauses] == [LATER, None, None]


async def test_a_ground_lengthens_once_and_a_receipt_is_kept_once(
    database: Database, case_id: CaseId
) -> None:
    async def twice(store: Store) -> list[bool]:
        for _ in range(2):
            await store.clocks.receive(case_id, NOW)
        return [await store.clocks.extend(case_id, EXTENSION) for _ in range(2)]

    assert await database(twice) == [True, False]
    found = await happened(database, case_id)
    assert (len(found.extensions), len(found.receipts)) == (1, 1)


async def test_closed_cases_are_left_out_of_what_happened_to_open_ones(
    database: Database, case_id: CaseId
) -> None:
    async def work(store: Store) -> None:
        await store.clocks.pause(case_id, PAUSE)
        case = await store.cases.get(case_id)
        await store.cases.change(replace(case, state=State.ANSWERED, closed_at=NOW))

    await database(work)
    assert await database(lambda store: store.clocks.happened_to_open()) == {}


async def test_dates_that_were_told_come_back_in_order_and_are_never_rewritten(
    database: Database, case_id: CaseId
) -> None:
    second = Told(letter="letter:1:4", promised=date(2026, 12, 9), at=LATER)

    async def work(store: Store) -> None:
        await store.clocks.tell(case_id, second)
        await store.clocks.tell(case_id, TOLD)

    await database(work)
    assert await database(lambda store: store.clocks.told(case_id)) == [TOLD, second]
    with pytest.raises(IntegrityError):
        await database(
            lambda store: store.clocks.tell(case_id, replace(TOLD, promised=date(2026, 12, 3)))
        )


async def test_what_stands_still_is_kept_until_it_runs_again(
    database: Database, case_id: CaseId
) -> None:
    async def halt(halts: Halted) -> tuple[Halted, Mapping[CaseId, Halted]]:
        await database(lambda store: store.clocks.halt(case_id, halts))
        kept = await database(lambda store: store.clocks.halted(case_id))
        return kept, await database(lambda store: store.clocks.halted_of_open())

    for halts in (Halted(promised=NOW, target=NOW), Halted(promised=NOW)):
        assert await halt(halts) == (halts, {case_id: halts})
    assert await halt(RUNNING) == (RUNNING, {})


async def test_of_cases_that_stood_still_when_they_were_closed_nothing_is_listed(
    database: Database, case_id: CaseId
) -> None:
    async def close(store: Store) -> None:
        await store.clocks.halt(case_id, Halted(promised=NOW))
        case = await store.cases.get(case_id)
        await store.cases.change(replace(case, state=State.ANSWERED, closed_at=NOW))

    await database(close)
    assert await database(lambda store: store.clocks.halted(case_id)) == Halted(promised=NOW)
    assert await database(lambda store: store.clocks.halted_of_open()) == {}
