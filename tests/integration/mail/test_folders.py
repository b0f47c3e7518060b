"""What a mailbox may do to its reader: several folders, old dates, messages that vanish."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from structlog.testing import capture_logs

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.mailbox import BATCH, ImapSettings, MailboxError, Security
from pd_intake_bot.mail.mailbox import folder as folders
from pd_intake_bot.mail.mailbox.intake import Fetched
from pd_intake_bot.mail.mailbox.poll import OPEN_FOR, Watcher
from pd_intake_bot.mail.mailbox.trials import LOST_TRIES
from tests.servers.desk import BrokenError, Desk
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.peer import Act, Answer, Peer

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
OLD = NOW - timedelta(days=300)
SINCE = date(2024, 2, 10)
SPAM = "Нежелательная почта & прочее"

Watch = Callable[..., Watcher]


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


@pytest.fixture
async def watch(desk: Desk, user: str) -> AsyncIterator[Watch]:
    """Watch a mailbox; every watcher is closed in the end."""
    async with AsyncExitStack() as stack:

        def begin(server: Dovecot | Peer, *also: str) -> Watcher:
            watcher = Watcher(
                settings=ImapSettings(
                    host=server.host,
                    port=server.port,
                    security=Security.NONE,
                    username=user,
                    password=PASSWORD,
                ),
                intake=desk,
                first_scan_since=SINCE,
                poll=timedelta(seconds=1),
                limit=1_000_000,
                also=also,
            )
            stack.push_async_callback(watcher.close)
            return watcher

        yield begin


async def until_taken(watcher: Watcher, desk: Desk, body: bytes) -> None:
    """Keep the watcher at work, as the service does, until it has taken a message."""
    async with asyncio.timeout(60):
        for seconds in count():
            await watcher.tick(NOW + timedelta(seconds=seconds))
            if body in desk.bodies:
                return
            await watcher.rest()


# Dates and numbers


async def test_mail_moved_in_with_an_old_date_is_taken(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.append(mail("before the start"), user, when=OLD)
    dovecot.append(mail("recent"), user, when=NOW)
    await watch(dovecot).tick(NOW)

    dovecot.append(mail("moved in"), user, when=OLD)
    await watch(dovecot).tick(NOW)

    assert desk.bodies == [b"recent", b"moved in"]


async def test_mail_moved_into_an_empty_folder_with_an_old_date_is_taken(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    await watch(dovecot).tick(NOW)
    dovecot.append(mail("moved in"), user, when=OLD)
    await watch(dovecot).tick(NOW)

    assert desk.bodies == [b"moved in"]


async def test_a_first_look_that_broke_off_goes_on_from_the_chosen_date(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    for number in range(60):
        dovecot.append(mail(f"{number}"), user, when=NOW)
    dovecot.append(mail("old"), user, when=OLD)
    dovecot.append(mail("last"), user, when=NOW)
    desk.breaks = lambda message: b"last" in message.raw
    with pytest.raises(BrokenError):
        await watch(dovecot).tick(NOW)
    taken_before = len(desk.taken)
    desk.breaks = lambda _: False

    dovecot.append(mail("moved in"), user, when=OLD)
    await watch(dovecot).tick(NOW)

    assert taken_before == BATCH
    assert desk.bodies[60:] == [b"last", b"moved in"]


# Several folders


async def test_a_request_in_the_spam_folder_is_seen(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.append(mail("in the inbox"), user, when=NOW)
    dovecot.append(mail("in spam"), user, when=NOW, folder=mutf7.encode(SPAM))

    await watch(dovecot, SPAM).tick(NOW)

    assert desk.bodies == [b"in the inbox", b"in spam"]


async def test_folders_are_read_by_turns_and_each_message_once(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    watcher = watch(dovecot, SPAM)
    for number in range(4):
        spam = bool(number % 2)
        where = mutf7.encode(SPAM) if spam else "INBOX"
        dovecot.append(mail(f"{number}"), user, when=NOW, folder=where)
        await until_taken(watcher, desk, b"%d" % number)

    assert desk.bodies == [b"0", b"1", b"2", b"3"]
    assert {key.rpartition("/")[2]: mark.last_uid for key, mark in desk.marks.items()} == {
        "INBOX": 2,
        SPAM: 2,
    }


async def test_a_further_folder_that_is_not_there_is_said_once_and_hinders_nothing(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    watcher = watch(dovecot, "Nowhere")
    with capture_logs() as log:
        for number in range(3):
            dovecot.deliver(mail(f"{number}"), user)
            await until_taken(watcher, desk, b"%d" % number)

    assert [entry["event"] for entry in log].count("folder not read") == 1
    assert desk.bodies == [b"0", b"1", b"2"]


async def test_mail_in_a_folder_that_took_the_place_of_a_renamed_one_is_seen(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.append(mail("before"), user, when=NOW, folder="Requests")
    watcher = watch(dovecot)
    watcher.settings = replace(watcher.settings, folder="Requests")
    await watcher.tick(NOW)

    dovecot.rename(user, "Requests", "Requests of last year")
    dovecot.append(mail("after"), user, when=NOW, folder="Requests")
    # Dovecot ends the session of who has it open, or leaves it in the old folder.
    with suppress(MailboxError):
        await watcher.tick(NOW + OPEN_FOR)
    await watcher.tick(NOW + OPEN_FOR)

    assert desk.bodies == [b"before", b"after"]


async def test_a_folder_is_opened_anew_though_its_server_says_nothing_of_its_renaming(
    desk: Desk, watch: Watch
) -> None:
    opened = "* 1 EXISTS\r\n* OK [UIDVALIDITY {}] valid\r\n{{tag}} OK [READ-ONLY] done"
    script: dict[str, Answer | list[Answer]] = {
        "EXAMINE": [opened.format(7), opened.format(8)],
        "UID SEARCH": "* SEARCH 10\r\n{tag} OK",
        "UID FETCH": [*fetches(10, "before"), *fetches(10, "after")],
    }
    async with Peer(script) as peer:
        watcher = watch(peer)
        for now in (NOW, NOW, NOW + OPEN_FOR, NOW + OPEN_FOR):
            await watcher.tick(now)

    assert desk.bodies == [b"before", b"after"]


# Vanishing


def fetches(uid: int, body: str) -> list[Answer]:
    """Answer a fetch of the headers, and then one of the whole message."""
    whole = mail(body)
    header = whole.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return [
        b"* 1 FETCH (UID %d RFC822.SIZE %d BODY[HEADER.FIELDS (FROM)] {%d}\r\n%b)\r\n{tag} OK done"
        % (uid, len(whole), len(header), header),
        b"* 1 FETCH (UID %d BODY[] {%d}\r\n%b)\r\n{tag} OK done" % (uid, len(whole), whole),
    ]


ONE_AND_NO_MORE = ["* SEARCH 10\r\n{tag} OK", "* SEARCH 10\r\n{tag} OK", "* SEARCH\r\n{tag} OK"]


@pytest.mark.parametrize(
    "answer",
    [
        # RFC 2180, section 4.1: what servers say of a message that another session expunged.
        "{tag} OK nothing is there",
        "{tag} NO [EXPUNGEISSUED] some are gone",
        "* 1 EXPUNGE\r\n{tag} OK gone meanwhile",
    ],
)
async def test_of_a_request_deleted_before_it_was_read_staff_get_the_header(
    desk: Desk, watch: Watch, answer: str
) -> None:
    header, _ = fetches(10, "one")
    async with Peer({"UID SEARCH": ONE_AND_NO_MORE, "UID FETCH": [header, answer]}) as peer:
        await watch(peer).tick(NOW)

    ((message, reason),) = desk.quarantined
    assert (b"Subject: wanted" in message.raw, message.truncated) == (True, True)
    assert reason == folders.VANISHED
    assert [mark.last_uid for mark in desk.marks.values()] == [10]


async def test_a_message_of_which_the_server_gives_nothing_is_no_empty_message(
    desk: Desk, watch: Watch
) -> None:
    header, _ = fetches(10, "one")
    nothing = "* 1 FETCH (UID 10 BODY[] NIL)\r\n{tag} OK done"
    answers = [each for _ in range(LOST_TRIES + 1) for each in (header, nothing)]
    search = "* SEARCH 10\r\n{tag} OK"
    async with Peer({"UID SEARCH": search, "UID FETCH": answers}) as peer:
        watcher = watch(peer)
        for _ in range(LOST_TRIES):
            with pytest.raises(MailboxError):
                await watcher.tick(NOW)
        await watcher.tick(NOW)

    ((message, _),) = desk.quarantined
    assert (b"Subject: wanted" in message.raw, desk.taken) == (True, [])


# A server that closes at once


@pytest.mark.parametrize(
    "step", ["greeting", "CAPABILITY", "LOGIN", "EXAMINE", "NOOP", "UID SEARCH", "UID FETCH"]
)
@pytest.mark.parametrize("times", [1, 3])
async def test_a_server_that_closes_at_any_step_costs_nothing_and_doubles_nothing(
    desk: Desk, watch: Watch, step: str, times: int
) -> None:
    script: dict[str, list[Answer]] = {
        "greeting": ["* OK ready"],
        "CAPABILITY": ["* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done"],
        "LOGIN": ["{tag} OK welcome"],
        "EXAMINE": ["* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n{tag} OK [READ-ONLY] done"],
        "NOOP": ["{tag} OK done"],
        "UID SEARCH": ["* SEARCH 10\r\n{tag} OK"],
        "UID FETCH": fetches(10, "one"),
    }
    script[step] = [Act.CLOSE] * times + script[step]
    async with Peer(script) as peer, asyncio.timeout(60):
        watcher = watch(peer)
        for _ in range(times):
            with pytest.raises(MailboxError):
                await watcher.tick(NOW)
        await watcher.tick(NOW)

    assert (desk.bodies, desk.quarantined) == ([b"one"], [])


async def test_a_large_message_is_held_in_memory_twice_at_most(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.append(mail("large") + (b"x" * 70 + b"\r\n") * 420_000, user, when=NOW)
    sizes: list[int] = []

    def weigh(message: Fetched) -> bool:
        sizes.append(len(message.raw))
        return False

    desk.breaks = weigh
    watcher = watch(dovecot)
    watcher.limit = 40_000_000
    tracemalloc.start()
    try:
        await watcher.tick(NOW)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sizes[0] > 30_000_000
    assert peak < 2.5 * sizes[0]
