import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.mail.imap.mailbox import ImapSettings, MailboxError, Security
from pd_intake_bot.mail.mailbox.intake import Fetched
from pd_intake_bot.mail.mailbox.poll import Watcher
from pd_intake_bot.mail.mailbox.trials import LOST_TRIES
from pd_intake_bot.sandbox.mail.imap import ImapServer
from tests.servers.desk import BrokenError, Desk
from tests.servers.peer import Act, Answer, Peer

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
SINCE = date(2024, 2, 10)


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


def watch(server: ImapServer | Peer, desk: Desk) -> Watcher:
    settings = ImapSettings(
        host=server.host,
        port=server.port,
        security=Security.NONE,
        username="dpo@example.test",
        password="sandbox",
    )
    return Watcher(
        settings=settings,
        intake=desk,
        first_scan_since=SINCE,
        poll=timedelta(seconds=60),
        limit=1_000_000,
    )


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with ImapServer() as server:
        yield server


@pytest.fixture
async def watcher(server: ImapServer, desk: Desk) -> AsyncIterator[Watcher]:
    watcher = watch(server, desk)
    yield watcher
    await watcher.close()


async def fail(watcher: Watcher, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        await watcher.tick(NOW)


# Finding


async def test_the_first_look_takes_recent_mail_alone(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await server.deliver(mail("from last year"), NOW - timedelta(days=300))
    await server.deliver(mail("recent"), NOW - timedelta(days=3))
    await server.deliver(mail("old, filed here yesterday"), NOW - timedelta(days=200))

    await watcher.tick(NOW)
    await watcher.tick(NOW)

    assert desk.bodies == [b"recent"]
    assert desk.headers_read == 1


async def test_each_message_is_taken_once(server: ImapServer, desk: Desk, watcher: Watcher) -> None:
    await server.deliver(mail("one"), NOW)
    await watcher.tick(NOW)
    await server.deliver(mail("two"), NOW)
    await watcher.tick(NOW)
    await watcher.tick(NOW)

    assert desk.bodies == [b"one", b"two"]


async def test_what_came_while_nobody_watched_is_taken(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await watcher.tick(NOW)
    await watcher.close()
    # Received long ago by the other server it was moved from, and new here all the same.
    await server.deliver(mail("moved"), NOW - timedelta(days=300))

    another = watch(server, desk)
    await another.tick(NOW)
    await another.close()

    assert desk.bodies == [b"moved"]


async def test_the_receipt_is_the_servers(server: ImapServer, desk: Desk, watcher: Watcher) -> None:
    received_at = NOW - timedelta(days=2)
    await server.deliver(mail("one"), received_at)

    await watcher.tick(NOW)

    assert desk.taken[0].received_at == received_at


async def test_mail_that_does_not_matter_is_passed_by_its_headers(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    for number in range(120):
        await server.deliver(mail("private", "invoice"), NOW)
        if number == 70:
            await server.deliver(mail("ours"), NOW)

    await watcher.tick(NOW)
    await watcher.tick(NOW)

    assert desk.bodies == [b"ours"]
    assert desk.headers_read == 121


async def test_an_oversized_message_is_taken_in_part(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    watcher.limit = 60
    await server.deliver(mail("x" * 500), NOW)

    await watcher.tick(NOW)

    (message,) = desk.taken
    assert (len(message.raw), message.truncated) == (60, True)
    assert message.size > 500


async def test_a_renumbered_mailbox_is_read_again(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await server.deliver(mail("one"), NOW)
    await watcher.tick(NOW)

    await server.set_uid_validity(77)
    await server.drop()
    await watcher.close()
    await server.deliver(mail("two"), NOW)
    await watcher.tick(NOW)

    # The intake knows the first by its Message-ID and digest.
    assert desk.bodies == [b"one", b"one", b"two"]
    assert [mark.uidvalidity for mark in desk.marks.values()] == [77]


async def test_mail_is_taken_as_soon_as_it_is_announced(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await watcher.tick(NOW)

    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        resting = tasks.create_task(watcher.rest())
        await server.deliver(mail("one"), NOW)
        await resting
        await watcher.tick(NOW)

    assert desk.bodies == [b"one"]


# Failing


async def test_a_lost_connection_is_made_anew(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await watcher.tick(NOW)
    await server.refuse()
    await fail(watcher, MailboxError)
    await fail(watcher, MailboxError)

    await server.accept()
    await server.deliver(mail("one"), NOW)
    await watcher.tick(NOW)

    assert desk.bodies == [b"one"]


async def test_a_connection_lost_at_rest_is_an_error_then(
    server: ImapServer, watcher: Watcher
) -> None:
    await watcher.tick(NOW)
    await server.drop()

    with pytest.raises(MailboxError):
        await watcher.rest()


async def test_a_folder_that_is_not_there_is_found_once_it_is(
    server: ImapServer, desk: Desk
) -> None:
    watcher = watch(server, desk)
    missing = ImapSettings(
        host=server.host,
        port=server.port,
        security=Security.NONE,
        username=server.username,
        password=server.password,
        folder="Requests",
    )
    watcher.settings = missing
    await fail(watcher, MailboxError)

    await server.deliver(mail("one"), NOW, folder="Requests")
    await watcher.tick(NOW)
    await watcher.close()

    assert desk.bodies == [b"one"]


async def test_a_batch_that_fails_is_tried_one_by_one(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    for body in ("one", "two", "bad", "three"):
        await server.deliver(mail(body), NOW)
    desk.breaks = lambda message: b"bad" in message.raw

    await fail(watcher, BrokenError)
    assert desk.bodies == []
    await fail(watcher, BrokenError)
    assert desk.bodies == [b"one", b"two"]


async def test_a_message_that_fails_three_times_makes_way_for_the_rest(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    for body in ("one", "bad", "two"):
        await server.deliver(mail(body), NOW)
    desk.breaks = lambda message: b"bad" in message.raw
    for _ in range(4):
        await fail(watcher, BrokenError)

    await watcher.tick(NOW)
    await watcher.tick(NOW)

    assert desk.bodies == [b"one", b"two"]
    ((message, reason),) = desk.quarantined
    assert message.raw == mail("bad")
    assert reason == "BrokenError"


async def test_a_message_that_recovers_is_forgiven(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await server.deliver(mail("one"), NOW)
    desk.breaks = lambda _: True
    await fail(watcher, BrokenError)
    await fail(watcher, BrokenError)

    desk.breaks = lambda _: False
    await watcher.tick(NOW)

    assert desk.bodies == [b"one"]
    assert desk.quarantined == []


async def test_a_store_that_is_down_is_not_the_messages_fault(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await server.deliver(mail("one"), NOW)
    desk.out_of_order = True
    for _ in range(10):
        await fail(watcher, BrokenError)

    desk.out_of_order = False
    await watcher.tick(NOW)

    assert desk.bodies == [b"one"]
    assert desk.quarantined == []


async def test_a_folder_that_takes_no_file_is_not_the_messages_fault(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    def full(_: Fetched) -> bool:
        raise Unavailable("the disk is full")

    await server.deliver(mail("one"), NOW)
    desk.breaks = full
    for _ in range(10):
        await fail(watcher, Unavailable)

    desk.breaks = lambda _: False
    await watcher.tick(NOW)

    assert desk.bodies == [b"one"]
    assert desk.quarantined == []


async def test_a_tick_cut_short_is_no_failure(
    server: ImapServer, desk: Desk, watcher: Watcher
) -> None:
    await server.deliver(mail("one"), NOW)

    def stop(_: Fetched) -> bool:
        raise asyncio.CancelledError

    desk.breaks = stop
    for _ in range(5):
        with pytest.raises(asyncio.CancelledError):
            await watcher.tick(NOW)
    desk.breaks = lambda _: False
    await watcher.tick(NOW)

    assert desk.quarantined == []
    assert desk.bodies == [b"one"]


HEADER = (
    '* 1 FETCH (UID 10 INTERNALDATE "11-Mar-2024 09:00:00 +0500" RFC822.SIZE 90 '
    "BODY[HEADER.FIELDS (SUBJECT)] {15}\r\nSubject: wanted)\r\n{tag} OK done"
)


async def test_of_a_message_that_breaks_the_server_staff_get_the_headers(desk: Desk) -> None:
    found = "* SEARCH 10\r\n{tag} OK done"
    answers: list[Answer] = [HEADER, Act.CLOSE] * LOST_TRIES
    async with Peer({"UID SEARCH": found, "UID FETCH": answers}) as peer:
        watcher = watch(peer, desk)
        for _ in range(LOST_TRIES):
            await fail(watcher, IntakeError)
        await watcher.tick(NOW)
        await watcher.close()

    ((message, reason),) = desk.quarantined
    assert message.raw == b"Subject: wanted"
    assert message.truncated
    assert reason == "MailboxError: the connection was lost: FETCH"


async def test_of_a_message_without_readable_headers_staff_are_told_at_least(desk: Desk) -> None:
    found = "* SEARCH 10\r\n{tag} OK done"
    async with Peer({"UID SEARCH": found, "UID FETCH": "{tag} NO [SERVERBUG] oops"}) as peer:
        watcher = watch(peer, desk)
        for _ in range(LOST_TRIES):
            await fail(watcher, MailboxError)
        await watcher.tick(NOW)
        await watcher.close()

    ((message, _),) = desk.quarantined
    assert message == Fetched(uid=10, received_at=NOW, size=0, raw=b"", truncated=True)
