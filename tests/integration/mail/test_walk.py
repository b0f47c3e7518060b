"""How the daily comparison goes through a mailbox: gently, to its end, or not for ever."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.mailbox import ImapSettings, MailboxError, Security
from pd_intake_bot.mail.mailbox.comparing import STRETCH, TRIES, Comparison
from pd_intake_bot.mail.mailbox.poll import Watcher
from pd_intake_bot.mail.mailbox.trials import TRIES as TRIES_OF_ONE
from pd_intake_bot.policy import load
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.intake import reconcile
from pd_intake_bot.usecases.intake.reconcile import FIRST_SEEN, Reconcile, Tally
from pd_intake_bot.usecases.ports import Progress
from tests.servers.desk import BrokenError, Desk
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.peer import Answer, Peer

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
SPAM = "Спам"


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path}/intake.db"
    await migrations.upgrade(url)
    async with Database(url, Seal(Seal.new_key())) as database:
        yield database


def build(
    desk: Desk, database: Database, host: str, port: int, user: str, *, also: Sequence[str]
) -> Watcher:
    rec = Reconcile(transactions=database, policy=load.load(), wake=lambda: None)
    return Watcher(
        settings=ImapSettings(
            host=host, port=port, security=Security.NONE, username=user, password=PASSWORD
        ),
        intake=desk,
        first_scan_since=date(2020, 1, 1),
        poll=timedelta(seconds=30),
        limit=1_000_000,
        also=also,
        comparison=Comparison(ledger=desk, reconcile=rec),
    )


@pytest.fixture
async def watcher(
    dovecot: Dovecot, desk: Desk, user: str, database: Database
) -> AsyncIterator[Watcher]:
    watcher = build(desk, database, dovecot.host, dovecot.port, user, also=(SPAM,))
    yield watcher
    await watcher.close()


async def latest(database: Database) -> Tally | None:
    result = await database(reconcile.read)
    return result.tally if result else None


async def test_every_folder_is_gone_through_and_what_was_missed_is_taken(
    dovecot: Dovecot, desk: Desk, user: str, watcher: Watcher, database: Database
) -> None:
    spam = mutf7.encode(SPAM)
    dovecot.append(mail("one"), user, when=NOW)
    dovecot.append(mail("two"), user, when=NOW, folder=spam)
    desk.matters = lambda header: b"wanted" in header and bool(desk.marks)
    await watcher.tick(NOW)
    desk.matters = lambda header: b"wanted" in header
    dovecot.append(mail("three", "invoice"), user, when=NOW, folder=spam)

    while await watcher.tick(TOMORROW):
        pass

    assert sorted(desk.bodies) == [b"one", b"two"]
    assert await latest(database) == Tally(looked=3, kept=1, missed=1)


async def test_new_mail_is_looked_for_between_two_stretches(
    dovecot: Dovecot, desk: Desk, user: str, watcher: Watcher, database: Database
) -> None:
    for number in range(STRETCH + 1):
        dovecot.deliver(mail(f"{number}", "invoice"), user)
    dovecot.append(mail("spam", "invoice"), user, when=NOW, folder=mutf7.encode(SPAM))
    await watcher.tick(NOW)

    assert await watcher.tick(TOMORROW)
    dovecot.deliver(mail("new"), user)
    ticks = 1
    while not desk.taken:
        assert await watcher.tick(TOMORROW)
        ticks += 1
    assert ticks == 2
    assert await latest(database) is None


async def test_a_folder_that_the_server_does_not_open_leaves_it_unfinished(
    dovecot: Dovecot, desk: Desk, user: str, database: Database
) -> None:
    dovecot.append(mail("one"), user, when=NOW)
    watcher = build(desk, database, dovecot.host, dovecot.port, user, also=("Nowhere",))
    await watcher.tick(NOW)
    while await watcher.tick(TOMORROW):
        pass
    await watcher.close()

    assert await latest(database) == Tally(looked=1, kept=1, complete=False)


@pytest.fixture
async def missed(dovecot: Dovecot, desk: Desk, user: str, watcher: Watcher) -> None:
    """Pass over three requests, as a fault of the program would."""
    for body in ("one", "two", "three"):
        dovecot.append(mail(body), user, when=NOW)
    dovecot.append(mail("spam", "invoice"), user, when=NOW, folder=mutf7.encode(SPAM))
    desk.matters = lambda _: False
    await watcher.tick(NOW)
    desk.matters = lambda header: b"wanted" in header


async def compare(watcher: Watcher) -> int:
    """Let the watcher look until it has compared; tells how often that broke off."""
    broken = 0
    while True:
        try:
            if not await watcher.tick(TOMORROW):
                return broken
        except BrokenError:
            broken += 1


@pytest.mark.usefixtures("missed")
async def test_a_message_that_breaks_it_off_each_time_is_put_before_staff_and_the_rest_compared(
    desk: Desk, watcher: Watcher, database: Database
) -> None:
    desk.breaks = lambda message: b"two" in message.raw
    broken = await compare(watcher)

    assert (broken, desk.bodies) == (1 + TRIES_OF_ONE, [b"one", b"three"])
    assert [message.raw.split()[-1] for message, _ in desk.quarantined] == [b"two"]
    assert await latest(database) == Tally(looked=4, kept=0, missed=3)


@pytest.mark.usefixtures("missed")
async def test_a_message_that_breaks_it_off_once_is_counted_once(
    desk: Desk, watcher: Watcher, database: Database
) -> None:
    failures = iter([True])
    desk.breaks = lambda message: b"two" in message.raw and next(failures, False)

    assert await compare(watcher) == 1
    assert desk.bodies == [b"one", b"two", b"three"]
    assert await latest(database) == Tally(looked=4, kept=0, missed=3)


async def test_where_nothing_can_be_listed_it_is_given_up_and_said(
    desk: Desk, database: Database
) -> None:
    none, unlisted = "* SEARCH\r\n{tag} OK", "{tag} NO not now"
    script: dict[str, Answer | list[Answer]] = {
        "UID SEARCH": [*[none, unlisted] * TRIES, none],
    }
    async with Peer(script) as peer:
        watcher = build(desk, database, "127.0.0.1", peer.port, "user@example.test", also=())
        desk.marks[watcher.settings.key] = Progress(uidvalidity=7, last_uid=10)
        await database(lambda store: store.marks.put(FIRST_SEEN, NOW.date().isoformat()))
        for _ in range(TRIES):
            with pytest.raises(MailboxError):
                await watcher.tick(TOMORROW)
        assert not await watcher.tick(TOMORROW)
        await watcher.close()

    assert await latest(database) == Tally(complete=False)
