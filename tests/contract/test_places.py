"""The contract of the port `Places`: where taken mail lies, and which bears no trace yet."""

from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Progress, Store
from tests.contract import invented

INBOX = "info@example.test@imap.example.test/INBOX"


async def put(database: Database, uidvalidity: int = 7, *, trace_owed: bool = False) -> None:
    found = {10: "mail:1", 12: "mail:2"}
    await database(lambda store: store.places.put(INBOX, uidvalidity, found, trace_owed=trace_owed))


async def register(store: Store, number: int) -> None:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    submission = invented.submission(number)
    await store.submissions.add(submission, case_id=case.id)


async def owed(database: Database, uidvalidity: int = 7) -> list[int]:
    return list(await database(lambda store: store.places.owed(INBOX, uidvalidity, limit=10)))


async def test_what_was_taken_is_known_by_its_uid(database: Database) -> None:
    await put(database)
    await put(database)
    known = await database(lambda store: store.places.known(INBOX, 7, [9, 10, 11, 12]))
    assert known == {10, 12}


async def test_another_folder_has_places_of_its_own(database: Database) -> None:
    await put(database)
    assert await database(lambda store: store.places.known("another", 7, [10])) == frozenset()


async def test_a_renumbered_folder_forgets_its_former_places(database: Database) -> None:
    await put(database)
    await database(lambda store: store.places.put(INBOX, 8, {1: "mail:1"}, trace_owed=False))
    assert await database(lambda store: store.places.known(INBOX, 7, [10, 12])) == frozenset()
    assert await database(lambda store: store.places.known(INBOX, 8, [1, 10])) == {1}


async def test_a_trace_is_owed_once_the_message_belongs_to_a_case(database: Database) -> None:
    await put(database, trace_owed=True)
    assert await owed(database) == []
    await database(lambda store: register(store, 2))
    assert await owed(database) == [12]


async def test_a_trace_that_was_left_is_owed_no_more(database: Database) -> None:
    await put(database, trace_owed=True)
    await database(lambda store: register(store, 2))
    await database(lambda store: store.places.settle(INBOX, 7, [12]))
    assert await owed(database) == []


async def test_no_trace_is_owed_where_none_is_wanted(database: Database) -> None:
    await put(database)
    await database(lambda store: register(store, 2))
    assert await owed(database) == []


async def test_how_far_a_first_look_goes_is_kept_with_its_progress(database: Database) -> None:
    half = Progress(uidvalidity=7, last_uid=50, first_look_to=4_294_967_295)
    await database(lambda store: store.mailboxes.advance(INBOX, half))
    assert await database(lambda store: store.mailboxes.progress(INBOX)) == half
