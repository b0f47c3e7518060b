"""The contract of `Erasures`: what was erased opens no more, and what remains says what it was."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import LargeBinary, text

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.retention import Class, Due, Erasure
from pd_intake_bot.domain.review import Verdict
from pd_intake_bot.domain.submission import Attachment, Submission, digest
from pd_intake_bot.policy import load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.files.erasure_log import FILE, BrokenLog, ErasureLog
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import metadata
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Conversation, Store, StoredUpdate
from pd_intake_bot.usecases.records import audit, holding
from pd_intake_bot.usecases.records.retention import Retain
from pd_intake_bot.usecases.work.note import note
from tests.contract import invented

T = TypeVar("T")
RAW, FILE_SENT = b"From: user@example.test\r\n\r\nraw", b"%PDF of a document"
CLOSED = datetime(2030, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=1096)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load.load()


@pytest.fixture
def blobs(tmp_path: Path, seal: Seal) -> Blobs:
    return Blobs(tmp_path / "blobs", seal)


@pytest.fixture
def retain(database: Database, blobs: Blobs, seal: Seal, policy: Policy, tmp_path: Path) -> Retain:
    log = ErasureLog(tmp_path / FILE, seal)
    return Retain(transactions=database, blobs=blobs, log=log, policy=policy, scrub=database.scrub)


def submission(number: int) -> Submission:
    return invented.submission(
        number,
        raw=digest(RAW + str(number).encode()),
        attachments=(
            Attachment(
                name="паспорт.pdf",
                media_type="application/pdf",
                size=len(FILE_SENT),
                digest=digest(FILE_SENT),
            ),
        ),
    )


async def closed_case(database: Database, blobs: Blobs, number: int = 1) -> Case:
    """Keep a case with a message, a file and a letter, and close it."""
    await blobs.put(RAW + str(number).encode())
    await blobs.put(FILE_SENT)

    async def work(store: Store) -> Case:
        case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
        came = submission(number)
        await store.submissions.add(came, case_id=None)
        await store.submissions.assign(f"mail:{number}", case.id)
        parcel = invented.parcel(number, case_id=case.id)
        await store.outbox.add(parcel, now=invented.NOW)
        event = Event(kind=EventKind.ANSWERED, at=CLOSED, actor="7", data={"words": "ab"})
        await store.events.add(case.id, event)
        closed = replace(case, state=State.ANSWERED, closed_at=CLOSED)
        return await store.cases.change(closed)

    return await database(work)


async def settle_parcels(url: str) -> None:
    await _execute(url, "UPDATE outbox SET standing = 'sent'")


async def _execute(url: str, statement: str) -> None:
    engine = open_engine(url)
    async with transaction(engine) as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def sealed_values(url: str) -> set[tuple[str, str]]:
    """List the columns with a value that a data key sealed."""
    engine, found = open_engine(url), set()
    async with transaction(engine, reading=True) as connection:
        for table in (each for each in metadata.sorted_tables if each.name != "data_keys"):
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    statement = text(f"SELECT {column.name} FROM {table.name}")  # noqa: S608 - names of our tables
                    values = (await connection.execute(statement)).scalars()
                    if any(value and bytes(value)[:1] == b"\x02" for value in values):
                        found.add((table.name, column.name))
    await engine.dispose()
    return found


async def test_each_class_goes_in_its_own_time(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)

    assert (await retain(now=CLOSED + timedelta(days=179))).classes == []
    files = await retain(now=CLOSED + timedelta(days=181))
    rest = await retain(now=CLOSED + YEARS)
    again = await retain(now=CLOSED + YEARS)

    assert [due.one for due in files.classes] == [Class.ATTACHMENTS]
    assert [due.one for due in rest.classes] == [Class.SUBMISSION, Class.CASE]
    assert again.classes == []
    stones = await database(lambda store: store.erasures.of_case(case.id))
    assert [(stone.one, stone.reason, stone.actor) for stone in stones] == [
        (Class.ATTACHMENTS, "term", SYSTEM),
        (Class.SUBMISSION, "term", SYSTEM),
        (Class.CASE, "term", SYSTEM),
    ]


async def test_nothing_of_an_erased_case_names_its_person_or_opens(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)

    await retain(now=CLOSED + YEARS)

    left = await database(lambda store: store.cases.get(case.id))
    [came] = await database(lambda store: store.submissions.of_case(case.id))
    letters = await database(lambda store: store.outbox.of_case(case.id))
    assert (left.reply_to, dict(left.fields), left.ref) == (None, {}, case.ref)
    assert (came.sender_name, came.text, came.raw, came.attachments) == ("", "", "", ())
    assert letters == []
    assert await database(lambda store: store.cases.of_person(invented.ADDRESS)) == []
    # What is left sealed is what events say, whose key is gone, and the erasure itself.
    assert await sealed_values(url) == {("events", "payload")}
    history = await database(lambda store: store.events.of_case(case.id))
    assert [dict(event.data) for event in history if event.kind is EventKind.ANSWERED] == [{}]
    for content in (RAW + b"1", FILE_SENT):
        with pytest.raises(LookupError):
            await blobs.get(digest(content))


async def wrapped_keys(url: str) -> list[bytes]:
    engine = open_engine(url)
    async with transaction(engine, reading=True) as connection:
        found = await connection.scalars(
            text("SELECT wrapped FROM data_keys WHERE holds <> 'service' AND wrapped IS NOT NULL")
        )
        keys = [bytes(one) for one in found]
    await engine.dispose()
    return keys


def lies(folder: Path, *sought: bytes) -> list[str]:
    """Name the files of a folder in which any of some bytes lies."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(one in path.read_bytes() for one in sought)]


async def test_no_key_that_was_destroyed_lies_in_a_file_of_sqlite(
    database: Database, blobs: Blobs, retain: Retain, url: str, tmp_path: Path
) -> None:
    if not url.startswith("sqlite"):
        # How long PostgreSQL keeps what was overwritten is its administrator's to say.
        assert await database.scrub()
        return
    await closed_case(database, blobs)
    await settle_parcels(url)
    keys = await wrapped_keys(url)
    assert (len(keys), lies(tmp_path, *keys) != []) == (3, True)

    await retain(now=CLOSED + YEARS)

    assert lies(tmp_path, *keys) == []


async def test_a_letter_whose_case_was_erased_while_it_was_on_its_way_is_settled_by_that(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    case = await closed_case(database, blobs)
    minute = timedelta(minutes=1)
    [letter] = await database(
        lambda store: store.outbox.claim(Carrier.MAIL, now=CLOSED, limit=1, lease=minute)
    )
    await database(lambda store: store.outbox.begin(letter.id, now=CLOSED))
    erasure = Erasure(
        ref=str(case.ref),
        registered_at=invented.NOW,
        one=Class.CASE,
        reason="term",
        actor=SYSTEM,
        at=CLOSED,
    )
    await retain.log.add(erasure)
    assert await retain.again(now=CLOSED) == 1

    sent = Sent(answer="250 2.0.0 Ok")
    settled = await database(lambda store: store.outbox.settle(letter, sent, now=CLOSED))
    assert settled is None


async def test_the_chain_is_whole_after_an_erasure(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    await closed_case(database, blobs)
    await settle_parcels(url)

    await retain(now=CLOSED + YEARS)

    found = await database.reading(lambda store: audit.verify(store, shown={}))
    assert (found.broken, found.erased > 0) == (None, True)


async def test_a_dry_run_says_the_same_and_changes_nothing(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)

    planned = await retain.plan(now=CLOSED + YEARS)

    left = await database(lambda store: store.cases.get(case.id))
    assert planned.counts() == dict.fromkeys(Class, 1)
    assert left.reply_to == invented.ADDRESS
    assert (await retain(now=CLOSED + YEARS)).classes == planned.classes


async def test_a_legal_hold_keeps_a_case_until_it_is_lifted(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    now = CLOSED + YEARS
    assert await database(
        lambda store: holding.hold(store, case.id, officer="7", noted="Иск.", now=now)
    )
    assert not await database(
        lambda store: holding.hold(store, case.id, officer="7", noted="Иск.", now=now)
    )
    await settle_parcels(url)

    held = await retain(now=now)
    await database(lambda store: holding.lift(store, case.id, officer="7", noted="Иск.", now=now))
    await settle_parcels(url)
    lifted = await retain(now=now)

    assert (held.classes, len(lifted.classes)) == ([], 3)
    history = await database(lambda store: store.events.of_case(case.id))
    kinds = [event.kind for event in history]
    assert {EventKind.HOLD_SET, EventKind.HOLD_LIFTED} <= set(kinds)


async def test_a_case_that_is_open_or_has_a_letter_on_its_way_is_kept(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    case = await closed_case(database, blobs)
    letter = invented.parcel(2, case_id=case.id)
    await database(lambda store: store.outbox.add(letter, now=CLOSED + YEARS))
    await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    )

    assert (await retain(now=CLOSED + YEARS)).classes == []
    assert (await database(lambda store: store.cases.get(case.id))).reply_to == invented.ADDRESS


async def test_what_can_never_leave_keeps_no_case(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    case = await closed_case(database, blobs)
    # Without a group cards and notices wait for ever; the letter has waited since 2026.
    for parcel in (parcels.card(case), parcels.notice("notice:1", "notice-hold-set", case=case)):
        await database(partial(_add, parcel, CLOSED + YEARS))

    assert len((await retain(now=CLOSED + YEARS)).classes) == 3
    assert await database(lambda store: store.outbox.of_case(case.id)) == []


async def test_words_that_could_not_leave_for_a_month_are_forgotten_and_review_items_are_not(
    database: Database, retain: Retain
) -> None:
    item = parcels.tell("item", Notice(lines=(Line(text="clockwork-week"),)))
    words = replace(item, key="words", kind=Kind.MESSAGE)
    for parcel in (item, words):
        await database(partial(_add, parcel, invented.NOW))

    await retain(now=invented.NOW + timedelta(days=31))

    # What is there still is not put a second time.
    later = invented.NOW + timedelta(days=31)
    assert not await database(partial(_add, item, later))
    assert await database(partial(_add, words, later))


async def _add(parcel: NewParcel, now: datetime, store: Store) -> bool:
    return bool(await store.outbox.add(parcel, now=now))


async def test_a_content_that_another_case_has_too_stays_until_that_one_goes(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    await closed_case(database, blobs, 1)
    other = await closed_case(database, blobs, 2)
    await settle_parcels(url)
    await database(
        lambda store: holding.hold(store, other.id, officer="7", noted="Иск.", now=CLOSED)
    )

    await retain(now=CLOSED + YEARS)

    assert await blobs.get(digest(FILE_SENT)) == FILE_SENT
    with pytest.raises(LookupError):
        await blobs.get(digest(RAW + b"1"))
    await database(
        lambda store: holding.lift(store, other.id, officer="7", noted="Иск.", now=CLOSED)
    )
    await settle_parcels(url)
    await retain(now=CLOSED + YEARS)
    with pytest.raises(LookupError):
        await blobs.get(digest(FILE_SENT))


async def test_the_same_message_makes_no_new_case_after_its_erasure(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    await closed_case(database, blobs)
    await settle_parcels(url)

    await retain(now=CLOSED + YEARS)

    assert not await database(
        lambda store: store.submissions.add(invented.submission(1), case_id=None)
    )


async def test_what_serves_for_a_while_goes_with_time(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    await blobs.put(RAW + b"9")
    update = StoredUpdate(
        update_id=1, lane="person:1", raw="{}", received_at=invented.NOW, attempts=0
    )

    async def work(store: Store) -> None:
        await store.submissions.add(submission(9), case_id=None)
        review = await store.reviews.add(invented.review(submission=submission(9)))
        set_aside = replace(
            review, verdict=Verdict.DISMISSED, settled_by="7", settled_at=invented.NOW
        )
        await store.reviews.settle(set_aside)
        await store.updates.add([update])
        await store.updates.finish(1, now=invented.NOW)
        await store.conversations.put("1", Conversation(state="a", data={}), now=invented.NOW)

    await database(work)
    await retain(now=invented.NOW + timedelta(days=31))

    assert (await database(lambda store: store.conversations.get("1"))).state is None
    assert await database(lambda store: store.updates.add([update])) == 1
    with pytest.raises(LookupError):
        await blobs.get(digest(RAW + b"9"))


async def test_what_is_known_of_people_without_a_case_goes_with_time(
    database: Database, retain: Retain
) -> None:
    nobody, chat = MailAddress(address="nobody@example.test"), TelegramChat(chat_id=700)
    now, before = invented.NOW, invented.NOW - timedelta(days=1)

    async def work(store: Store) -> None:
        await store.cases.add(invented.case(), prefix="PD", year=2026, now=now)
        for address in (nobody, invented.ADDRESS):
            await store.dead_addresses.put(address, now=now)
            await store.ties.add(chat, address, shared=False, now=now)
        await store.lost_chats.lose(chat, now=now)

    async def known(store: Store) -> list[bool]:
        return [
            await store.dead_addresses.knows(nobody, since=before),
            await store.dead_addresses.knows(invented.ADDRESS, since=before),
            await store.lost_chats.knows(chat),
        ]

    await database(work)
    await retain(now=now + timedelta(days=29))
    assert await database(known) == [True, True, True]
    await retain(now=now + timedelta(days=31))

    assert await database(known) == [False, True, False]
    tied = await database(lambda store: store.ties.mailboxes(chat))
    assert [one.address for one in tied] == [invented.ADDRESS.address]


async def test_cases_are_looked_through_some_at_a_time_and_each_once(
    database: Database, blobs: Blobs, url: str
) -> None:
    refs = [str((await closed_case(database, blobs, number)).ref) for number in (1, 2, 3)]
    await settle_parcels(url)
    after: CaseId | None = CaseId(0)
    looks: list[list[str]] = []
    while after is not None:
        look = partial(_look_on, after)
        due, after = await database(look)
        looks.append([one.ref for one in due])

    assert looks == [refs[:2], refs[2:]]


async def _look_on(after: CaseId, store: Store) -> tuple[Sequence[Due], CaseId | None]:
    before = CLOSED + YEARS
    return await store.erasures.due(Class.CASE, closed_before=before, after=after, limit=2)


def date_files(blobs: Blobs) -> None:
    """Let every file be as old as the cases, whatever today is."""
    for path in blobs.folder.rglob("*"):
        os.utime(path, (CLOSED.timestamp(), CLOSED.timestamp()))


async def test_files_that_nothing_tells_of_are_swept_away(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    await closed_case(database, blobs)
    await blobs.put(b"of a draft that was left")
    half = next(path for path in blobs.folder.rglob("*") if path.is_file())
    half.with_name(f".{half.name}.0a1b").write_bytes(b"half a file")

    date_files(blobs)
    erased = await retain(now=CLOSED + timedelta(days=31))

    assert erased.strays == 2
    assert await blobs.get(digest(FILE_SENT)) == FILE_SENT


async def test_what_an_old_backup_brings_back_is_erased_again(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)
    await retain(now=CLOSED + YEARS)
    # Tombstones and marks are as before the erasure; its rows of attachments are not.
    if url.startswith("sqlite"):
        await _execute(url, "DROP TRIGGER tombstones_no_delete")
    else:
        await _execute(url, "ALTER TABLE tombstones DISABLE TRIGGER USER")
    await _execute(url, "DELETE FROM tombstones")
    await _execute(url, "DELETE FROM marks WHERE name = 'erasures.seen'")

    again = await retain.again(now=CLOSED + YEARS)

    assert (again, await retain.again(now=CLOSED + YEARS)) == (2, 0)
    stones = await database(lambda store: store.erasures.of_case(case.id))
    assert [stone.one for stone in stones] == [Class.SUBMISSION, Class.CASE]


async def test_a_log_that_somebody_else_wrote_is_refused(
    database: Database, blobs: Blobs, retain: Retain, url: str, tmp_path: Path
) -> None:
    await closed_case(database, blobs)
    await settle_parcels(url)
    await retain(now=CLOSED + timedelta(days=181))
    log = tmp_path / FILE
    log.write_text(log.read_text().replace("attachments", "case"))
    await _execute(url, "DELETE FROM marks WHERE name = 'erasures.seen'")

    with pytest.raises(BrokenLog, match="line 1"):
        await retain.again(now=CLOSED)


async def test_file_sent_with_a_letter_is_no_stray_and_goes_with_the_last_case_that_has_it(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    content = b"%PDF of what we hold about you"
    sent = Attachment(
        name="данные.pdf",
        media_type="application/pdf",
        size=len(content),
        digest=await blobs.put(content),
    )
    first = await closed_case(database, blobs, 1)
    second = await closed_case(database, blobs, 2)
    for case in (first, second, second):
        await database(partial(_keep, case, sent))
    await settle_parcels(url)
    date_files(blobs)
    assert (await retain(now=CLOSED + timedelta(days=31))).strays == 0
    await database(
        lambda store: holding.hold(store, second.id, officer="7", noted="Иск.", now=CLOSED)
    )

    await retain(now=CLOSED + YEARS)

    assert await blobs.get(sent.digest) == content
    await database(
        lambda store: holding.lift(store, second.id, officer="7", noted="Иск.", now=CLOSED)
    )
    await settle_parcels(url)
    await retain(now=CLOSED + YEARS)
    with pytest.raises(LookupError):
        await blobs.get(sent.digest)


async def test_the_picture_of_a_message_that_has_not_left_yet_is_no_stray(
    database: Database, retain: Retain, blobs: Blobs
) -> None:
    picture = await blobs.put(b"PNG of a summary that the staff group can't be told yet")
    notice = Notice(lines=(Line(text="clockwork-week"),), picture=picture)
    await database(lambda store: store.outbox.add(parcels.tell("week:1", notice), now=CLOSED))
    date_files(blobs)
    assert (await retain(now=CLOSED + timedelta(days=1))).strays == 0
    assert await blobs.get(picture)


async def _keep(case: Case, file: Attachment, store: Store) -> None:
    await store.letter_files.keep(case.id, [file])


@dataclass(slots=True, kw_only=True)
class Meanwhile:
    """Lets something happen between the question what is due and the erasure of it."""

    database: Database
    happens: Callable[[Store], Awaitable[object]]
    asked: int = 0

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        self.asked += 1
        if self.asked == 2:
            await self.database(self.happens)
        return await self.database(work)


async def reopen(case: Case, at: datetime, store: Store) -> None:
    known = await store.cases.get(case.id)
    await store.cases.change(replace(known, state=State.REGISTERED, closed_at=None))
    event = Event(kind=EventKind.REOPENED, at=at, actor="7", data={})
    await store.events.add(case.id, event)


async def hold(case: Case, at: datetime, store: Store) -> None:
    await store.erasures.hold(case.id, actor="7", now=at)


@pytest.mark.parametrize("happens", [reopen, hold])
async def test_nothing_is_erased_of_a_case_that_is_opened_or_held_a_moment_before(
    database: Database,
    blobs: Blobs,
    retain: Retain,
    url: str,
    happens: Callable[[Case, datetime, Store], Awaitable[None]],
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)
    now = CLOSED + YEARS
    meanwhile = Meanwhile(database=database, happens=partial(happens, case, now))

    done = await replace(retain, transactions=meanwhile)(now=now)

    assert (meanwhile.asked > 2, done.classes) == (True, [])
    [came] = await database(lambda store: store.submissions.of_case(case.id))
    assert (came.text, len(came.attachments)) == (submission(1).text, 1)
    assert await blobs.get(digest(FILE_SENT)) == FILE_SENT
    assert await database(lambda store: store.erasures.of_case(case.id)) == []


async def test_an_erasure_waits_for_whoever_opens_the_case_at_the_same_moment(
    database: Database, another: Callable[[], Database], blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)
    now, erased = CLOSED + YEARS, asyncio.Event()
    begun = asyncio.Event()

    async def slowly(store: Store) -> None:
        await reopen(case, now, store)
        begun.set()
        # Whoever does not wait has erased by then; whoever waits can't have.
        with suppress(TimeoutError):
            await asyncio.wait_for(erased.wait(), timeout=0.3)

    async def erase() -> int:
        await begun.wait()
        done = await replace(retain, transactions=another())(now=now)
        erased.set()
        return len(done.classes)

    _, count = await asyncio.gather(database(slowly), erase())

    assert count == 0
    assert await database(lambda store: store.erasures.of_case(case.id)) == []


async def test_a_line_of_the_log_whose_erasure_was_never_kept_does_not_reach_a_case_opened_since(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    case = await closed_case(database, blobs)
    erasure = Erasure(
        ref=str(case.ref),
        registered_at=invented.NOW,
        one=Class.SUBMISSION,
        reason="term",
        actor=SYSTEM,
        at=CLOSED + YEARS,
    )
    await retain.log.add(erasure)
    await database(partial(reopen, case, CLOSED + YEARS + timedelta(hours=1)))

    assert await retain.again(now=CLOSED + YEARS + timedelta(days=1)) == 0
    [came] = await database(lambda store: store.submissions.of_case(case.id))
    assert came.text == submission(1).text


async def test_a_hold_that_an_old_backup_brings_back_does_not_bring_back_what_was_erased_since(
    database: Database, blobs: Blobs, retain: Retain
) -> None:
    case = await closed_case(database, blobs)
    await database(lambda store: store.erasures.hold(case.id, actor="7", now=CLOSED))
    erasure = Erasure(
        ref=str(case.ref),
        registered_at=invented.NOW,
        one=Class.SUBMISSION,
        reason="term",
        actor=SYSTEM,
        at=CLOSED + YEARS,
    )
    await retain.log.add(erasure)

    assert await retain.again(now=CLOSED + YEARS + timedelta(days=1)) == 1


async def test_what_comes_to_a_case_opened_again_goes_once_that_has_been_closed_long_enough(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)
    await retain(now=CLOSED + YEARS)
    reopened = CLOSED + YEARS + timedelta(days=1)

    async def come_back(store: Store) -> None:
        await store.submissions.add(replace(submission(2), received_at=reopened), case_id=case.id)
        known = await store.cases.get(case.id)
        await store.cases.change(replace(known, state=State.ANSWERED, closed_at=reopened))

    await database(come_back)

    assert (await retain(now=reopened + timedelta(days=1))).classes == []
    await retain(now=reopened + YEARS)
    assert (await retain(now=reopened + YEARS)).classes == []
    [_, kept] = await database(lambda store: store.submissions.of_case(case.id))
    assert (kept.text, kept.attachments) == ("", ())


async def test_what_is_added_to_a_case_that_stays_closed_goes_in_its_own_time(
    database: Database, blobs: Blobs, retain: Retain, url: str
) -> None:
    case = await closed_case(database, blobs)
    await settle_parcels(url)
    await retain(now=CLOSED + YEARS)
    late = CLOSED + YEARS + timedelta(days=1)

    async def add(store: Store) -> None:
        await store.submissions.add(replace(submission(2), received_at=late), case_id=case.id)
        await note(store, case.id, "Пример звонил.", officer="7", now=late)

    await database(add)

    assert (await retain(now=late + timedelta(days=1))).classes == []
    gone = await retain(now=late + YEARS)
    assert {due.one for due in gone.classes} == set(Class)
    [_, kept] = await database(lambda store: store.submissions.of_case(case.id))
    assert (kept.text, kept.attachments) == ("", ())
    assert await database(lambda store: store.notes.of_case(case.id)) == []
    assert (await retain(now=late + YEARS)).classes == []
