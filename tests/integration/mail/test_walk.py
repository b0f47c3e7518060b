"""How the daily comparison goes through a mailbox: gently, to its end, or not for ever."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from pd_intake_bot.mail import mutf7
from pd_intake_bot.mail.comparing import STRETCH, TRIES, Comparison
from pd_intake_bot.mail.imap import ImapSettings, Security
from pd_intake_bot.mail.poll import Watcher
from pd_intake_bot.policy import load
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.usecases import reconcile
from pd_intake_bot.usecases.reconcile import Reconcile, Tally
from tests.servers.desk import BrokenError, Desk
from tests.servers.dovecot import PASSWORD, Dovecot

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
SPAM = "Спам"
_numbers = count(1)


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


@pytest.fixture
def user() -> str:
    """Name a user whose mailbox nobody has touched yet."""
    return f"walk{next(_numbers)}@example.test"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path}/intake.db"
    await migrations.upgrade(url)
    async with Database(url, Seal(Seal.new_key())) as database:
        yield database


@pytest.fixture
async def watcher(
    dovecot: Dovecot, desk: Desk, user: str, database: Database
) -> AsyncIterator[Watcher]:
    rec = Reconcile(transactions=database, policy=load.load(), wake=lambda: None)
    watcher = Watcher(
        settings=ImapSettings(
            host=dovecot.host,
            port=dovecot.port,
            security=Security.NONE,
            username=user,
            password=PASSWORD,
        ),
        intake=desk,
        first_scan_since=date(2020, 1, 1),
        poll=timedelta(seconds=30),
        limit=1_000_000,
        also=(SPAM,),
        comparison=Comparison(ledger=desk, reconcile=rec),
    )
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


async def test_one_that_breaks_off_each_time_is_given_up_and_said(
    dovecot: Dovecot, desk: Desk, user: str, watcher: Watcher, database: Database
) -> None:
    dovecot.append(mail("spam", "invoice"), user, when=NOW, folder=mutf7.encode(SPAM))
    desk.matters = lambda _: False
    dovecot.append(mail("one"), user, when=NOW)
    await watcher.tick(NOW)
    desk.matters = lambda header: b"wanted" in header
    desk.breaks = lambda _: True

    for _ in range(TRIES):
        with pytest.raises(BrokenError):
            await watcher.tick(TOMORROW)
    desk.breaks = lambda _: False
    assert not await watcher.tick(TOMORROW)

    found = await latest(database)
    assert found is not None
    assert (found.complete, desk.taken) == (False, [])
