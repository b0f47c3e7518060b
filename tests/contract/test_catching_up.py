"""What was kept before there were data keys and a chain ends as what is kept today."""

from sqlalchemy import bindparam, text

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.payload import write_reply_to
from pd_intake_bot.domain.retention import Class, Due, Tombstone
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.catching_up import catch_up
from pd_intake_bot.storage.sealing.seal import DATA_VERSION, Seal
from pd_intake_bot.storage.sql.columns import Moment, SealedRow
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.usecases.records import audit
from tests.contract import invented

BEFORE = "0008"
"""The last revision without data keys."""
REF = "PD-2026-00001-F"
FILLING = (
    "INSERT INTO counters (prefix, year, last) VALUES ('PD', 2026, 1)",
    "INSERT INTO marks (name, value) VALUES ('storage.root-key', :mark)",
    """INSERT INTO cases (id, prefix, year, number, channel, request, "right", received_at,
        registered_at, proof, person, reply_to, fields, missing, state, version)
    VALUES (1, 'PD', 2026, 1, 'mail', 'inquiry', 'access', :at, :at, 'channel',
        :person, :reply_to, :fields, '[]', 'registered', 1)""",
    """INSERT INTO events (id, case_id, kind, at, actor, data)
    VALUES (1, 1, 'registered', :at, 'system', '{}'),
        (2, 1, 'letter_sent', :at, 'system', '{}')""",
    """INSERT INTO submissions (id, case_id, channel, identity, received_at, sender_name,
        sender_address, subject_line, text, message_id, raw)
    VALUES (1, 1, 'mail', 'mail:one', :at, :sender_name, :sender_address, :subject_line, :text,
        :message_id, 'digest-of-raw')""",
    """INSERT INTO attachments (submission_id, position, name, media_type, size, digest)
    VALUES (1, 0, :name, 'application/pdf', 3, 'digest-of-file')""",
    """INSERT INTO reviews (id, submission_id, kind, reason, verdict, reply_to)
    VALUES (1, 1, 'review', 'x', 'open', :review)""",
    """INSERT INTO outbox (id, key, carrier, kind, lane, case_id, payload, standing, created_at,
        due_at, attempts, doubts, answer)
    VALUES (1, 'letter:one', 'mail', 'letter', :lane, 1, :payload, 'sent', :at, :at, 1, 0,
        :answer)""",
)
SEALED = {
    "cases": ("reply_to", "fields"),
    "submissions": ("sender_name", "sender_address", "subject_line", "text", "message_id"),
    "attachments": ("name", "sealed_digest"),
    "reviews": ("reply_to",),
    "outbox": ("payload", "answer"),
}


def values(seal: Seal) -> dict[str, object]:
    case = SealedRow(seal, "cases", REF)
    message = SealedRow(seal, "submissions", "mail:one")
    letter = SealedRow(seal, "outbox", "letter:one")
    reply_to = write_reply_to(invented.ADDRESS)
    return {
        "reply_to": case.close("reply_to", reply_to),
        "fields": case.close("fields", {"full_name": "Үлгі Үлгіұлы"}),
        "person": seal.index("people", f"mail:{invented.ADDRESS.address}"),
        "mark": seal.index("marks", "root key"),
        "lane": seal.index("lanes", "one"),
        "at": invented.NOW,
        **{column: message.close(column, f"the {column}") for column in SEALED["submissions"]},
        "name": message.close("attachments[0]", "scan.pdf"),
        "review": SealedRow(seal, "reviews", "mail:one").close("reply_to", reply_to),
        "payload": letter.close("payload", {"kind": "acknowledgement"}),
        "answer": letter.close("answer", "250 taken"),
    }


async def fill(url: str, seal: Seal) -> None:
    given = values(seal)
    engine = open_engine(url)
    async with transaction(engine) as connection:
        for statement in FILLING:
            used = {name: one for name, one in given.items() if f":{name}" in statement}
            typed = [bindparam("at", type_=Moment)] if "at" in used else []
            await connection.execute(text(statement).bindparams(*typed), used)
        if not url.startswith("sqlite"):
            for table in ("cases", "events", "submissions", "outbox", "reviews"):
                serial = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 2)"
                await connection.execute(text(serial))
    await engine.dispose()


async def versions(url: str) -> set[bytes]:
    """Tell in what ways the sealed columns are sealed."""
    found: set[bytes] = set()
    engine = open_engine(url)
    async with transaction(engine) as connection:
        for table, columns in SEALED.items():
            for column in columns:
                rows = await connection.execute(text(f"SELECT {column} FROM {table}"))  # noqa: S608 - names of this file
                found |= {bytes(value)[:1] for (value,) in rows}
    await engine.dispose()
    return found


async def test_old_rows_end_sealed_with_keys_of_their_own_and_linked(
    empty_url: str, seal: Seal
) -> None:
    await migrations.upgrade(empty_url, to=BEFORE)
    await fill(empty_url, seal)
    await migrations.upgrade(empty_url)

    async with Database(empty_url, seal) as database:
        await database.check_key()
        event = Event(kind=EventKind.ANSWERED, at=invented.NOW, actor=SYSTEM, data={})
        await database(lambda store: store.events.add(CaseId(1), event))
        steps = 0
        while await catch_up(database):
            steps += 1
        (case,) = await database(lambda store: store.cases.of_person(invented.ADDRESS))
        (message,) = await database(lambda store: store.submissions.of_case(case.id))
        (letter,) = await database(lambda store: store.outbox.of_case(case.id))
        found = await database.reading(lambda store: audit.verify(store, shown={}))
        again = await catch_up(database)

    assert await versions(empty_url) == {DATA_VERSION}
    assert (case.reply_to, message.text, message.raw) == (
        invented.ADDRESS,
        "the text",
        "digest-of-raw",
    )
    assert message.attachments[0].digest == "digest-of-file"
    assert (letter.payload["kind"], letter.answer) == ("acknowledgement", "250 taken")
    assert (found.head.position, found.broken, found.erased) == (3, None, 0)
    assert (steps, again) == (4, False)


async def test_what_came_along_from_before_is_erased_with_its_keys(
    empty_url: str, seal: Seal
) -> None:
    await migrations.upgrade(empty_url, to=BEFORE)
    await fill(empty_url, seal)
    await migrations.upgrade(empty_url)
    due = Due(case_id=CaseId(1), ref=REF, registered_at=invented.NOW, one=Class.SUBMISSION)
    stone = Tombstone(
        case_id=CaseId(1),
        one=Class.SUBMISSION,
        digest="d",
        size=1,
        reason="term",
        actor=SYSTEM,
        at=invented.NOW,
    )

    async with Database(empty_url, seal) as database:
        await database.check_key()
        while await catch_up(database):
            pass
        await database(lambda store: store.erasures.erase(due, stone))
        (message,) = await database(lambda store: store.submissions.of_case(CaseId(1)))

    assert (message.text, message.sender_address) == ("", "")


async def test_changed_old_event_breaks_the_chain_that_took_it_in(
    empty_url: str, seal: Seal
) -> None:
    await migrations.upgrade(empty_url, to=BEFORE)
    await fill(empty_url, seal)
    await migrations.upgrade(empty_url)

    async with Database(empty_url, seal) as database:
        await database.check_key()
        while await catch_up(database):
            pass
        engine = open_engine(empty_url)
        async with transaction(engine) as connection:
            sqlite = empty_url.startswith("sqlite")
            lift = (
                "DROP TRIGGER events_no_update"
                if sqlite
                else "ALTER TABLE events DISABLE TRIGGER events_added_only"
            )
            await connection.execute(text(lift))
            await connection.execute(text("UPDATE events SET actor = 'other' WHERE id = 1"))
        await engine.dispose()
        found = await database.reading(lambda store: audit.verify(store, shown={}))

    assert found.broken is not None
    assert found.broken.fault == "chain-hash"
