"""The contract of the keys: each opens its own, and what was sealed before them opens too."""

import pytest
from sqlalchemy import bindparam, text

from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.payload import write_reply_to
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.data_keys import Erased
from pd_intake_bot.storage.sealing.rotation import left, rotate
from pd_intake_bot.storage.sealing.seal import DataKey, Seal, WrongKey, new_data_key
from pd_intake_bot.storage.sql.columns import Moment, SealedRow
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import audit
from tests.contract import invented

BEFORE = "0008"
"""The last revision without data keys."""

FILLING = (
    "INSERT INTO counters (prefix, year, last) VALUES ('PD', 2026, 1)",
    """INSERT INTO cases (id, prefix, year, number, channel, request, "right", received_at,
        registered_at, proof, person, reply_to, fields, missing, state, version)
    VALUES (1, 'PD', 2026, 1, 'mail', 'inquiry', 'access', :at, :at, 'channel',
        :person, :reply_to, :fields, '[]', 'registered', 1)""",
    """INSERT INTO events (id, case_id, kind, at, actor, data)
    VALUES (1, 1, 'registered', :at, 'system', '{}')""",
    "INSERT INTO marks (name, value) VALUES ('storage.root-key', :mark)",
)


async def fill(url: str, seal: Seal) -> None:
    """Keep a case and an event as the program did before there were data keys."""
    row = SealedRow(seal, "cases", "PD-2026-00001-F")
    values = {
        "reply_to": row.close("reply_to", write_reply_to(invented.ADDRESS)),
        "fields": row.close("fields", {"full_name": "Үлгі Үлгіұлы"}),
        "person": seal.index("people", f"mail:{invented.ADDRESS.address}"),
        "mark": seal.index("marks", "root key"),
        "at": invented.NOW,
    }
    engine = open_engine(url)
    async with transaction(engine) as connection:
        for statement in FILLING:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            typed = [bindparam("at", type_=Moment)] if "at" in used else []
            await connection.execute(text(statement).bindparams(*typed), used)
        if not url.startswith("sqlite"):
            for table in ("cases", "events"):
                serial = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1)"
                await connection.execute(text(serial))
    await engine.dispose()


async def test_data_from_before_there_were_data_keys_open_and_go_on(
    empty_url: str, seal: Seal
) -> None:
    await migrations.upgrade(empty_url, to=BEFORE)
    await fill(empty_url, seal)
    await migrations.upgrade(empty_url)

    async with Database(empty_url, seal) as database:
        await database.check_key()
        (case,) = await database(lambda store: store.cases.of_person(invented.ADDRESS))
        changed = await database(lambda store: store.cases.change(case))
        event = Event(kind=EventKind.ANSWERED, at=invented.NOW, actor=SYSTEM, data={})
        await database(lambda store: store.events.add(case.id, event))
        history = await database(lambda store: store.events.of_case(case.id))
        found = await database.reading(lambda store: audit.verify(store, shown={}))

    assert (case.reply_to, changed.fields) == (invented.ADDRESS, case.fields)
    assert [one.kind for one in history] == [EventKind.REGISTERED, EventKind.ANSWERED]
    assert (found.head.position, found.broken) == (1, None)


async def add_case(store: Store) -> None:
    await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)


async def test_a_root_key_is_changed_a_few_data_keys_at_a_time(url: str) -> None:
    old, new = Seal.new_key(), Seal.new_key()
    async with Database(url, Seal(old)) as database:
        await database.check_key()
        for _ in range(3):
            await database(add_case)
    async with Database(url, Seal(new, old)) as database:
        await database.check_key()
        told: list[int] = []

        before = await left(database)
        await rotate(database, told=told.append)

        assert (before, sum(told), await left(database)) == (4, 3, 0)
    async with Database(url, Seal(new)) as database:
        await database.check_key()
        assert len(await database(lambda store: store.cases.all())) == 3
    async with Database(url, Seal(old)) as database:
        with pytest.raises(WrongKey, match="another key"):
            await database.check_key()


async def test_until_it_is_changed_new_data_keys_are_wrapped_as_others_can_open(url: str) -> None:
    old, new = Seal.new_key(), Seal.new_key()
    async with Database(url, Seal(old)) as first, Database(url, Seal(new, old)) as second:
        await first.check_key()
        await second.check_key()

        await second(add_case)

        assert len(await first(lambda store: store.cases.all())) == 1


def test_a_value_opens_with_its_own_data_key_only() -> None:
    one, other = DataKey(1, new_data_key()), DataKey(1, new_data_key())
    sealed = SealedRow(one, "cases", "x").close("fields", "Үлгі")

    assert SealedRow(one, "cases", "x").open("fields", sealed) == "Үлгі"
    for key, row in ((other, "x"), (DataKey(2, new_data_key()), "x"), (one, "y")):
        with pytest.raises(WrongKey):
            SealedRow(key, "cases", row).open("fields", sealed)


async def test_a_value_whose_key_was_destroyed_is_erased(database: Database, url: str) -> None:
    await database(add_case)
    engine = open_engine(url)
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE data_keys SET wrapped = NULL"))
    await engine.dispose()

    with pytest.raises(Erased):
        await database(lambda store: store.cases.all())
