"""What colleagues see of a registered message, where the operator wants them to see anything."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.mailbox import ImapSettings, MailboxError, Security
from pd_intake_bot.mail.mailbox.poll import Watcher
from pd_intake_bot.mail.mailbox.trace import PAUSE, TRIES, Trace, TraceKind, Tracer
from tests.servers.desk import Desk
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.peer import Act, Answer, Peer

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
KEYWORD = Trace(kind=TraceKind.KEYWORD, name="$pd-intake")
FOLDER = "Өтініштер & жауаптар"
MOVE = Trace(kind=TraceKind.MOVE, name=FOLDER)

Watch = Callable[[Dovecot | Peer, Trace], Watcher]


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


@pytest.fixture
async def watch(desk: Desk, user: str) -> AsyncIterator[Watch]:
    """Watch a mailbox, leaving a trace; every watcher is closed in the end."""
    async with AsyncExitStack() as stack:

        def begin(server: Dovecot | Peer, trace: Trace) -> Watcher:
            watcher = Watcher(
                settings=ImapSettings(
                    host=server.host,
                    port=server.port,
                    security=Security.NONE,
                    username=user,
                    password=PASSWORD,
                ),
                intake=desk,
                first_scan_since=date(2020, 1, 1),
                poll=timedelta(seconds=30),
                limit=1_000_000,
                tracer=Tracer(trace=trace, ledger=desk),
            )
            stack.push_async_callback(watcher.close)
            return watcher

        yield begin


# On Dovecot


async def test_a_keyword_marks_what_was_registered_and_nothing_else(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.deliver(mail("one"), user)
    dovecot.deliver(mail("two", "invoice"), user)

    await watch(dovecot, KEYWORD).tick(NOW)

    assert desk.bodies == [b"one"]
    assert [b"$pd-intake" in line for line in dovecot.flags(user)] == [True, False]
    assert not any(b"Seen" in line for line in dovecot.flags(user))


async def test_a_registered_message_is_moved_to_a_folder_made_for_it(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.deliver(mail("one"), user)
    dovecot.deliver(mail("two", "invoice"), user)

    await watch(dovecot, MOVE).tick(NOW)

    assert desk.bodies == [b"one"]
    assert dovecot.bodies(user) == [b"two"]
    assert dovecot.bodies(user, mutf7.encode(FOLDER)) == [b"one"]
    assert not any(b"Seen" in line for line in dovecot.flags(user, mutf7.encode(FOLDER)))


async def test_mail_that_comes_after_a_move_is_taken(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    watcher = watch(dovecot, MOVE)
    async with asyncio.timeout(60):
        for body in ("one", "two", "three"):
            dovecot.deliver(mail(body), user)
            while body.encode() not in desk.bodies:
                await watcher.tick(NOW)
                await watcher.rest()

    assert desk.bodies == [b"one", b"two", b"three"]
    assert dovecot.bodies(user) == []


async def test_a_trace_that_a_crash_has_cost_is_made_up(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.deliver(mail("one"), user)
    dying = watch(dovecot, KEYWORD)
    dying.tracer = None
    await dying.tick(NOW)
    assert not any(b"$pd-intake" in line for line in dovecot.flags(user))

    await watch(dovecot, KEYWORD).tick(NOW)

    assert all(b"$pd-intake" in line for line in dovecot.flags(user))
    assert desk.bodies == [b"one"]


async def test_a_message_that_a_colleague_deleted_needs_no_trace(
    dovecot: Dovecot, desk: Desk, user: str, watch: Watch
) -> None:
    dovecot.deliver(mail("one"), user)
    before = watch(dovecot, KEYWORD)
    before.tracer = None
    await before.tick(NOW)
    dovecot.expunge(user, 1)

    await watch(dovecot, MOVE).tick(NOW)

    assert not any(desk.places.values())


# On servers that let us do less


def script(**changes: Answer | list[Answer]) -> dict[str, Answer | list[Answer]]:
    header, whole = mail("").split(b"\r\n\r\n")[0] + b"\r\n\r\n", mail("one")
    return {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 UIDPLUS\r\n{tag} OK done",
        "UID SEARCH": ["* SEARCH 10\r\n{tag} OK done", "* SEARCH 10\r\n{tag} OK done",
                       "* SEARCH\r\n{tag} OK done"],
        "UID FETCH": [
            b"* 1 FETCH (UID 10 RFC822.SIZE %d BODY[HEADER.FIELDS (FROM)] {%d}\r\n%b)\r\n{tag} OK"
            % (len(whole), len(header), header),
            b"* 1 FETCH (UID 10 BODY[] {%d}\r\n%b)\r\n{tag} OK done" % (len(whole), whole),
        ],
        "UID STORE": "{tag} OK done",
        "UID COPY": "{tag} OK done",
        "UID EXPUNGE": "* 1 EXPUNGE\r\n{tag} OK done",
        "CREATE": "{tag} OK done",
        **{name.replace("_", " "): answer for name, answer in changes.items()},
    }  # fmt: skip


def heard(peer: Peer, *commands: str) -> list[str]:
    words = (line.partition(" ")[2] for line in peer.heard)
    return [line for line in words if line.startswith(commands)]


async def test_without_move_the_message_is_copied_and_it_alone_expunged(
    desk: Desk, watch: Watch
) -> None:
    async with Peer(script()) as peer:
        await watch(peer, MOVE).tick(NOW)
        assert heard(peer, "UID COPY", "UID STORE", "UID EXPUNGE") == [
            f'UID COPY 10 "{mutf7.encode(FOLDER)}"',
            r"UID STORE 10 +FLAGS.SILENT (\Deleted)",
            "UID EXPUNGE 10",
        ]
    assert desk.bodies == [b"one"]


READ_ONLY = (
    "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [PERMANENTFLAGS (\\*)] f\r\n"
    "{tag} OK [READ-ONLY] done"
)
NO_KEYWORDS = READ_ONLY.replace("READ-ONLY", "READ-WRITE").replace("\\*", "\\Seen")
NO_UIDPLUS = "* CAPABILITY IMAP4rev1\r\n{tag} OK done"


@pytest.mark.parametrize(
    ("trace", "changes", "words"),
    [
        # Another's folder, shared to be read.
        (KEYWORD, {"SELECT": READ_ONLY}, "reading alone"),
        (MOVE, {"SELECT": READ_ONLY}, "reading alone"),
        # A server that keeps the flags of the standard and no others.
        (KEYWORD, {"SELECT": NO_KEYWORDS}, "keeps no such keyword"),
        # One that could only expunge what colleagues have deleted, too.
        (MOVE, {"CAPABILITY": NO_UIDPLUS}, "neither MOVE nor UIDPLUS"),
        # One that promises and then refuses.
        (KEYWORD, {"UID STORE": "{tag} NO not today"}, "refused: UID STORE"),
        (MOVE, {"UID COPY": "{tag} NO over quota"}, "refused: UID COPY"),
        (MOVE, {"UID COPY": "{tag} NO [TRYCREATE]", "CREATE": "{tag} NO no"}, "refused: CREATE"),
    ],
)
async def test_what_hinders_a_trace_is_said_once_and_hinders_nothing_else(
    desk: Desk, watch: Watch, trace: Trace, changes: dict[str, Answer], words: str
) -> None:
    async with Peer({**script(), **changes}) as peer:
        watcher = watch(peer, trace)
        with capture_logs() as log:
            for hours in range(3):
                await watcher.tick(NOW + hours * PAUSE)
        assert heard(peer, "UID EXPUNGE") == []
    said = [entry["reason"] for entry in log if entry["event"] == "no trace is left"]
    assert len(said) == 1
    assert words in said[0]
    assert desk.bodies == [b"one"]
    assert any(desk.places.values())


async def test_where_a_trace_breaks_the_connection_mail_is_read_without(
    desk: Desk, watch: Watch
) -> None:
    async with Peer(script(UID_STORE=Act.CLOSE)) as peer:
        watcher = watch(peer, KEYWORD)
        for _ in range(TRIES):
            with pytest.raises(MailboxError):
                await watcher.tick(NOW)
        await watcher.tick(NOW)
        await watcher.tick(NOW)
        assert len(heard(peer, "UID STORE")) == TRIES
    assert desk.bodies == [b"one"]


async def test_traces_are_left_once_the_server_lets_us(desk: Desk, watch: Watch) -> None:
    refusal: list[Answer] = ["{tag} NO not today", "{tag} OK done"]
    async with Peer(script(UID_STORE=refusal)) as peer:
        watcher = watch(peer, KEYWORD)
        await watcher.tick(NOW)
        await watcher.tick(NOW + PAUSE / 2)
        assert any(desk.places.values())
        await watcher.tick(NOW + PAUSE)
    assert not any(desk.places.values())


async def test_without_a_trace_the_folder_is_never_opened_to_be_written_to(
    desk: Desk, watch: Watch
) -> None:
    async with Peer(script()) as peer:
        watcher = watch(peer, KEYWORD)
        watcher.tracer = None
        await watcher.tick(NOW)
        assert heard(peer, "SELECT", "UID STORE") == []
    assert desk.bodies == [b"one"]
