"""Files from before data keys end sealed so that the key of their case closes them for good."""

from pathlib import Path

import pytest

from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.retention import Class, Due, Tombstone
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs, hide
from pd_intake_bot.storage.sealing.catching_up import catch_up_files
from pd_intake_bot.storage.sealing.seal import DATA_VERSION, VERSION, Seal, WrongKey
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

RAW, FILE = b"Subject: words\r\n\r\nwords", b"%PDF words"
PURPOSE = "blobs"


@pytest.fixture
def blobs(tmp_path: Path, seal: Seal) -> Blobs:
    return Blobs(tmp_path / "blobs", seal)


def place(blobs: Blobs, content: bytes) -> Path:
    hidden = hide(blobs.seal, digest(content))
    return blobs.folder / hidden[:2] / hidden


def write_as_before(blobs: Blobs, content: bytes) -> None:
    path = place(blobs, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(blobs.seal.seal(content, digest(content), purpose=PURPOSE))


async def fill(store: Store) -> Due:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    attached = Attachment(
        name="a.pdf", media_type="application/pdf", size=len(FILE), digest=digest(FILE)
    )
    message = invented.submission(raw=digest(RAW), attachments=(attached,))
    await store.submissions.add(message, case_id=case.id)
    return Due(case_id=case.id, ref=str(case.ref), registered_at=invented.NOW, one=Class.SUBMISSION)


async def finish(database: Database, blobs: Blobs) -> int:
    steps = 0
    while await catch_up_files(database, blobs):
        steps += 1
    return steps


async def test_files_end_sealed_with_keys_of_their_own(database: Database, blobs: Blobs) -> None:
    for content in (RAW, FILE):
        write_as_before(blobs, content)
    await database(fill)
    assert {place(blobs, content).read_bytes()[:1] for content in (RAW, FILE)} == {VERSION}

    assert await finish(database, blobs) == 1
    assert {place(blobs, content).read_bytes()[:1] for content in (RAW, FILE)} == {DATA_VERSION}
    assert [await blobs.get(digest(content)) for content in (RAW, FILE)] == [RAW, FILE]
    assert await finish(database, blobs) == 0


async def test_damaged_file_keeps_no_other_from_being_sealed_anew(
    database: Database, blobs: Blobs
) -> None:
    for content in (RAW, FILE):
        write_as_before(blobs, content)
    place(blobs, RAW).write_bytes(place(blobs, RAW).read_bytes()[:-1])
    await database(fill)

    await finish(database, blobs)

    assert place(blobs, FILE).read_bytes()[:1] == DATA_VERSION
    with pytest.raises(WrongKey):
        await blobs.get(digest(RAW))


async def test_copy_of_an_old_file_that_was_brought_along_opens_no_more_once_its_case_is_erased(
    database: Database, blobs: Blobs
) -> None:
    write_as_before(blobs, RAW)
    due = await database(fill)
    await finish(database, blobs)
    in_a_backup = place(blobs, RAW).read_bytes()
    stone = Tombstone(
        case_id=due.case_id,
        one=due.one,
        digest="d",
        size=1,
        reason="term",
        actor=SYSTEM,
        at=invented.NOW,
    )
    await database(lambda store: store.erasures.erase(due, stone))

    with pytest.raises(WrongKey):
        blobs.seal.open(in_a_backup, digest(RAW), purpose=PURPOSE)
    [message] = await database(lambda store: store.submissions.of_case(due.case_id))
    assert message.raw == ""


async def test_going_on_after_a_crash_loses_no_file(database: Database, blobs: Blobs) -> None:
    for content in (RAW, FILE):
        write_as_before(blobs, content)
    await database(fill)
    # It fell after the first of two files: the mark was not yet moved.
    assert await blobs.renew(digest(RAW))
    await finish(database, blobs)
    assert [await blobs.get(digest(content)) for content in (RAW, FILE)] == [RAW, FILE]
    assert await blobs.renew(digest(FILE)) is False


async def test_file_that_is_gone_holds_nothing_up(database: Database, blobs: Blobs) -> None:
    await database(fill)
    assert await finish(database, blobs) == 1
