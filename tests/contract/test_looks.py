"""The contract of `Looks`: who looked at what is told of cases and all else alike, for a time."""

from datetime import timedelta
from pathlib import Path

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.queue import Look, Looked, WhichLooks
from pd_intake_bot.policy import load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.files.erasure_log import FILE, ErasureLog
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.retention import Retain
from tests.contract import invented

NOW, MINUTE = invented.NOW, timedelta(minutes=1)
ALL = WhichLooks()


async def look_around(store: Store) -> CaseId:
    """Let two officers look at two cases, at a message that became one of them, and elsewhere."""
    first, other = [
        await store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW) for _ in range(2)
    ]
    await store.submissions.add(invented.submission(1), case_id=None)
    review = await store.reviews.add(invented.review(submission=invented.submission(1)))
    await look.look_at_review(store, review.id, officer="7", now=NOW)
    await store.submissions.assign("mail:1", first.id)
    search = Look(what=Looked.SEARCH, actor="8", at=NOW + MINUTE, found=2)
    await store.looks.add(search)
    await look.look(store, first.id, officer="7", now=NOW + 2 * MINUTE)
    await look.look(store, other.id, officer="8", now=NOW + 3 * MINUTE)
    taken = Event(kind=EventKind.EVIDENCE_TAKEN, at=NOW + 4 * MINUTE, actor="8", data={})
    await store.events.add(first.id, taken)
    return first.id


async def told(database: Database, which: WhichLooks, limit: int = 99) -> list[tuple[str, str]]:
    found = await database(lambda store: store.looks.last(which, limit=limit))
    return [(one.what, one.actor) for one in found]


async def test_looks_are_told_in_their_order_whatever_they_were_at(database: Database) -> None:
    case_id = await database(look_around)

    assert await told(database, ALL) == [
        ("review", "7"),
        ("search", "8"),
        ("case", "7"),
        ("case", "8"),
        ("evidence", "8"),
    ]
    assert await told(database, ALL, limit=2) == [("case", "8"), ("evidence", "8")]
    assert await told(database, WhichLooks(actor="7")) == [("review", "7"), ("case", "7")]
    assert await told(database, WhichLooks(since=NOW + 3 * MINUTE)) == [
        ("case", "8"),
        ("evidence", "8"),
    ]
    of_case = await database(lambda store: store.looks.last(WhichLooks(case=case_id), limit=99))
    assert [(one.what, one.case and str(one.case)) for one in of_case] == [
        (Looked.REVIEW, None),
        (Looked.CASE, "PD-2026-00001-F"),
        (Looked.EVIDENCE, "PD-2026-00001-F"),
    ]


async def test_looks_at_what_is_no_case_go_in_their_own_time(
    database: Database, seal: Seal, tmp_path: Path
) -> None:
    await database(look_around)
    retain = Retain(
        transactions=database,
        blobs=Blobs(tmp_path / "blobs", seal),
        log=ErasureLog(tmp_path / FILE, seal),
        policy=load.load(),
        scrub=database.scrub,
    )

    await retain(now=NOW + timedelta(days=1094))
    assert len(await told(database, ALL)) == 5
    await retain(now=NOW + timedelta(days=1096))

    assert await told(database, ALL) == [("case", "7"), ("case", "8"), ("evidence", "8")]
