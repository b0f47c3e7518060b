"""What names a person is nowhere in the clear: not in the database, its WAL, nor the files."""

import base64
import quopri
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Conversation, Store, StoredUpdate
from tests.contract import invented

NAME = "Жасырынов Жасырын"
ADDRESS = "zhasyrynov@example.test"
CHAT = 7_123_456_789
PLANTED = (NAME, "Жасырынов", ADDRESS, "zhasyrynov", str(CHAT))


async def plant(store: Store) -> None:
    """Put the name, the address and the chat id through every port that takes one."""
    case = await store.cases.add(
        invented.case(fields={Field.FULL_NAME: NAME, Field.EMAIL: ADDRESS}),
        prefix="PD",
        year=2026,
        now=invented.NOW,
    )
    await store.cases.add(
        invented.case(reply_to=TelegramChat(chat_id=CHAT)), prefix="PD", year=2026, now=invented.NOW
    )
    submission = invented.submission(
        sender_name=NAME,
        sender_address=ADDRESS,
        subject_line=f"Запрос {NAME}",
        text=f"{NAME}, {ADDRESS}",
        message_id=f"<1.{ADDRESS}>",
        attachments=(
            Attachment(name=f"{NAME}.pdf", media_type="text/plain", size=1, digest=digest(b"1")),
        ),
    )
    await store.submissions.add(submission, case_id=case.id)
    await store.reviews.add(
        invented.review(submission=submission, reply_to=TelegramChat(chat_id=CHAT))
    )
    await plant_traffic(store)


async def plant_traffic(store: Store) -> None:
    letter = invented.parcel(lane=f"mail:{ADDRESS}", payload={"paragraphs": [NAME], "to": ADDRESS})
    await store.outbox.add(letter, now=invented.NOW)
    [parcel] = await store.outbox.claim(
        Carrier.MAIL, now=invented.NOW, limit=1, lease=timedelta(minutes=1)
    )
    await store.outbox.settle(parcel, Sent(answer=f"250 <{ADDRESS}> ok"), now=invented.NOW)
    await store.updates.add(
        [
            StoredUpdate(
                update_id=1,
                lane=f"person:{CHAT}",
                raw=f'{{"chat": {CHAT}, "text": "{NAME}"}}',
                received_at=invented.NOW,
                attempts=0,
            )
        ]
    )
    await store.conversations.put(
        f"{CHAT}:{CHAT}", Conversation(state="name", data={"name": NAME}), now=invented.NOW
    )


def disguises(words: str) -> Iterator[bytes]:
    """Give the words as they would look in files of all kinds."""
    plain = words.encode()
    yield plain
    yield words.encode("utf-16-le")
    yield words.encode("cp1251")
    yield words.encode("unicode_escape")
    yield quopri.encodestring(plain)
    if words.isdigit():
        yield int(words).to_bytes(5)
    # Base64 of the words looks otherwise at each of three places in the bytes around them.
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + plain)[4:-4]


def found(planted: tuple[str, ...], content: bytes) -> list[str]:
    return [words for words in planted if any(each in content for each in disguises(words))]


async def test_no_file_of_sqlite_shows_a_person(sqlite_tables: str, seal: Seal) -> None:
    folder = Path(make_url(sqlite_tables).database or "").parent

    async with Database(sqlite_tables, seal) as database:
        await database(plant)
        contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert {"pd-intake.db", "pd-intake.db-wal", "pd-intake.db-shm"} <= set(contents)
    assert b"access" in b"".join(contents.values()), "the search itself finds what is there"
    assert {name: found(PLANTED, content) for name, content in contents.items()} == {
        name: [] for name in contents
    }


async def test_no_row_of_postgres_shows_a_person(postgres_tables: str, seal: Seal) -> None:
    async with Database(postgres_tables, seal) as database:
        await database(plant)
    where = make_url(postgres_tables).set(drivername="postgresql")
    connection = await asyncpg.connect(where.render_as_string())
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        rows = [await connection.fetch(f'SELECT * FROM "{table[0]}"') for table in tables]  # noqa: S608 - names come from the database itself
    finally:
        await connection.close()

    content = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode()
        for table in rows
        for row in table
        for value in row.values()
    )
    assert b"access" in content
    assert found(PLANTED, content) == []


async def test_no_file_of_the_blobs_shows_a_person(tmp_path: Path, seal: Seal) -> None:
    folder = tmp_path / "blobs"
    content = f"From: {NAME} <{ADDRESS}>".encode()

    name = await Blobs(folder, seal).put(content)

    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert found(PLANTED, files[0].read_bytes()) == []
    assert name not in str(files[0])
