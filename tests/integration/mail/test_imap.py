import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest

from pd_intake_bot.mail.imap.mailbox import (
    FolderRefusedError,
    FolderState,
    ImapSettings,
    LoginRefusedError,
    Mailbox,
    MailboxError,
    Patience,
    Security,
)
from pd_intake_bot.mail.mailbox.intake import Envelope, Fetched
from tests.servers.peer import ORDINARY, Act, Answer, Peer, Script

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
PASSWORD = "secret"
SHORT = Patience(silence=0.1, total=0.3)
ENOUGH = Patience(silence=1, total=2)
LONG = Patience(silence=20, total=20)


def settings(
    peer: Peer,
    *,
    security: Security = Security.NONE,
    username: str = "dpo@example.test",
    password: str = PASSWORD,
    folder: str = "INBOX",
) -> ImapSettings:
    return ImapSettings(
        host=peer.host,
        port=peer.port,
        security=security,
        username=username,
        password=password,
        folder=folder,
    )


@asynccontextmanager
async def talk(script: Script, patience: Patience = LONG) -> AsyncIterator[tuple[Peer, Mailbox]]:
    async with (
        Peer(script) as peer,
        await Mailbox.connect(settings(peer), patience=patience) as mailbox,
    ):
        await mailbox.status()
        yield peer, mailbox


def envelope(uid: int, size: int = 100) -> Envelope:
    return Envelope(uid=uid, received_at=NOW, size=size, header=b"")


async def ask_everything(peer: Peer, patience: Patience) -> None:
    async with await Mailbox.connect(settings(peer), patience=patience) as mailbox:
        await mailbox.status()
        await mailbox.uids_after(0)
        await mailbox.headers([10], fields=["SUBJECT"], now=NOW)
        await mailbox.wait(0.01)


async def test_the_folder_is_opened_read_only() -> None:
    async with Peer({}) as peer, await Mailbox.connect(settings(peer, folder="Өтініш")) as mailbox:
        state = await mailbox.status()

        assert state == FolderState(uidvalidity=7, uidnext=13, exists=3)
        assert peer.heard[-1].endswith(' EXAMINE "&BOgEQgRWBD0EVgRI-"')


async def test_a_folder_that_the_server_refuses_is_named() -> None:
    async with (
        Peer({"EXAMINE": "{tag} NO no such folder"}) as peer,
        await Mailbox.connect(settings(peer, folder="Өтініш")) as mailbox,
    ):
        with pytest.raises(FolderRefusedError, match="Өтініш"):
            await mailbox.status()


async def test_a_folder_without_uidvalidity_is_not_read() -> None:
    async with (
        Peer({"EXAMINE": "* 3 EXISTS\r\n{tag} OK done"}) as peer,
        await Mailbox.connect(settings(peer)) as mailbox,
    ):
        with pytest.raises(MailboxError, match="UIDVALIDITY"):
            await mailbox.status()


# Reaching the server


@pytest.mark.parametrize("greeting", ["* BYE try later, OK?", "220 mail.example.test ESMTP"])
async def test_a_server_that_turns_us_away_is_an_error_at_once(greeting: str) -> None:
    async with Peer({"greeting": greeting}) as peer:
        with pytest.raises(MailboxError, match="did not greet"):
            await Mailbox.connect(settings(peer), patience=LONG)


async def test_a_port_that_nobody_listens_on_is_an_error_at_once() -> None:
    async with Peer({}) as peer:
        gone = settings(peer)

    with pytest.raises(MailboxError, match="connecting failed"):
        await Mailbox.connect(gone, patience=LONG)


async def test_no_password_goes_to_another_machine_in_plain() -> None:
    foreign = ImapSettings(
        host="mail.example.test",
        port=143,
        security=Security.NONE,
        username="dpo@example.test",
        password="secret",
    )

    with pytest.raises(MailboxError, match="this machine only"):
        await Mailbox.connect(foreign)


async def test_a_server_that_is_not_imap_is_an_error() -> None:
    async with Peer({"CAPABILITY": "* CAPABILITY IMAP2\r\n{tag} OK done"}) as peer:
        with pytest.raises(MailboxError, match="rules of IMAP"):
            await Mailbox.connect(settings(peer), patience=LONG)


@pytest.mark.parametrize(
    "script",
    [
        # Not offered at all.
        {},
        # Logged in before TLS could be asked for: the answer of a machine in the middle.
        {"greeting": "* PREAUTH welcome"},
        # Offered and then refused.
        {
            "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done",
            "STARTTLS": "{tag} NO not now",
        },
        # Something in plain hides behind the last answer in plain.
        {
            "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done",
            "STARTTLS": "{tag} OK go on\r\n* CAPABILITY IMAP4rev1",
        },
        # The same, with its end to come once TLS stands.
        {
            "CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done",
            "STARTTLS": "{tag} OK go on\r\n* CAPABILITY {5}",
        },
    ],
)
async def test_without_starttls_no_password_is_sent(script: Script) -> None:
    async with Peer(script) as peer:
        with pytest.raises(MailboxError, match=r"STARTTLS|rules of IMAP"):
            await Mailbox.connect(settings(peer, security=Security.STARTTLS), patience=LONG)

        assert not any("LOGIN" in line for line in peer.heard)


# Logging in


async def test_name_and_password_are_quoted() -> None:
    async with Peer({}) as peer:
        odd = settings(peer, username='d "p" o {5+}', password='pa"ss\\ {5+}')
        async with await Mailbox.connect(odd):
            pass

        assert any(line.endswith(r' LOGIN "d \"p\" o {5+}" "pa\"ss\\ {5+}"') for line in peer.heard)


async def test_letters_outside_ascii_go_by_sasl_plain() -> None:
    script = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done",
        "AUTHENTICATE": "+",
        "AGRwb0BleGFtcGxlLnRlc3QA0pvSsdC/0LjRjw==": "{tag} OK welcome",
    }
    async with (
        Peer(script) as peer,
        await Mailbox.connect(settings(peer, password="құпия")) as mailbox,
    ):
        assert (await mailbox.status()).uidvalidity == 7


async def test_a_login_that_is_forbidden_in_plain_goes_by_sasl_plain() -> None:
    script = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED\r\n{tag} OK done",
        "AUTHENTICATE": "+",
        "AGRwb0BleGFtcGxlLnRlc3QAc2VjcmV0": ["+ eyJ3aHkiOiJubyJ9"],
        "": "{tag} NO [AUTHENTICATIONFAILED] wrong",
    }
    async with Peer(script) as peer:
        with pytest.raises(LoginRefusedError):
            await Mailbox.connect(settings(peer), patience=LONG)


async def test_a_server_that_forbids_every_password_refuses_the_login() -> None:
    async with Peer({"CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK ."}) as peer:
        with pytest.raises(LoginRefusedError, match="no password"):
            await Mailbox.connect(settings(peer), patience=LONG)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] wrong", LoginRefusedError),
        ("{tag} NO wrong", LoginRefusedError),
        # The server has its own troubles: the password may be right.
        ("{tag} NO [UNAVAILABLE] later", MailboxError),
        ("{tag} BAD what", MailboxError),
    ],
)
async def test_a_refused_login_is_told_from_other_troubles(
    answer: str, kind: type[Exception]
) -> None:
    async with Peer({"LOGIN": answer}) as peer:
        with pytest.raises(MailboxError) as caught:
            await Mailbox.connect(settings(peer), patience=LONG)

        assert caught.type is kind
        assert "secret" not in str(caught.value)


async def test_a_server_that_knows_us_already_is_not_told_the_password() -> None:
    async with Peer({"greeting": "* PREAUTH welcome"}) as peer:
        async with await Mailbox.connect(settings(peer)) as mailbox:
            assert (await mailbox.status()).uidvalidity == 7

        assert not any("LOGIN" in line for line in peer.heard)


async def test_nothing_said_on_the_line_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fetch = "* 1 FETCH (UID 10 BODY[HEADER.FIELDS (SUBJECT)] {4}\r\nКүту)\r\n{tag} OK done"
    async with Peer({"UID FETCH": fetch}) as peer:
        odd = settings(peer, password='sec"ret')
        async with await Mailbox.connect(odd) as mailbox:
            await mailbox.status()
            await mailbox.headers([10], fields=["SUBJECT"], now=NOW)

    assert "ret" not in caplog.text
    assert "FETCH" not in caplog.text


# Every command comes to an end

STEPS = [
    "greeting",
    "CAPABILITY",
    "LOGIN",
    "EXAMINE",
    "UID SEARCH",
    "UID FETCH",
    "NOOP",
    "IDLE",
    "DONE",
]
FETCH = "* 1 FETCH (UID 10 BODY[HEADER.FIELDS (SUBJECT)] {2}\r\n\r\n)\r\n{tag} OK done"


def with_act(step: str, act: Act | str) -> Script:
    return {**ORDINARY, "UID FETCH": FETCH, step: act}


@pytest.mark.parametrize("step", STEPS)
async def test_a_connection_closed_in_the_middle_ends_the_command_at_once(step: str) -> None:
    async with Peer(with_act(step, Act.CLOSE)) as peer, asyncio.timeout(30):
        with pytest.raises(MailboxError):
            await ask_everything(peer, LONG)


@pytest.mark.parametrize("step", STEPS)
async def test_silence_ends_the_command_in_time(step: str) -> None:
    async with Peer(with_act(step, Act.HANG)) as peer, asyncio.timeout(30):
        with pytest.raises(MailboxError, match="in time"):
            await ask_everything(peer, SHORT)


@pytest.mark.parametrize("step", STEPS[1:])
async def test_a_tagged_answer_to_nobody_ends_the_command(step: str) -> None:
    async with Peer(with_act(step, "X99 OK what you did not ask")) as peer, asyncio.timeout(30):
        with pytest.raises(MailboxError):
            await ask_everything(peer, LONG)


@pytest.mark.parametrize("step", STEPS[1:])
async def test_a_refused_command_is_an_error(step: str) -> None:
    async with Peer(with_act(step, "{tag} BAD no")) as peer, asyncio.timeout(30):
        with pytest.raises(MailboxError):
            await ask_everything(peer, LONG)


async def test_after_a_timeout_the_late_answer_is_not_waited_for() -> None:
    async with talk({"UID SEARCH": [Act.HANG, "* SEARCH 1\r\n{tag} OK"]}, ENOUGH) as (_, mailbox):
        with pytest.raises(MailboxError, match="in time"):
            await mailbox.uids_after(0)
        with pytest.raises(MailboxError, match="gone"):
            await mailbox.uids_after(0)

        assert not mailbox.alive


async def test_a_cancelled_command_takes_the_connection_with_it() -> None:
    async with talk({"UID SEARCH": Act.HANG}) as (_, mailbox):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await mailbox.uids_after(0)

        assert not mailbox.alive


async def test_as_long_as_the_server_talks_it_is_waited_for() -> None:
    patience = Patience(silence=1, total=30)
    async with talk({"UID SEARCH": Act.HANG}, patience) as (peer, mailbox):

        async def dawdle() -> None:
            for _ in range(6):
                await asyncio.sleep(0.2)
                peer.say("* OK still searching")
            peer.say("* SEARCH 11")
            peer.say(f"{peer.heard[-1].split()[0]} OK done")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(dawdle())
            assert await mailbox.uids_after(0) == [11]


async def test_a_server_that_only_talks_is_not_waited_for_ever() -> None:
    async with talk({"UID SEARCH": Act.HANG}, Patience(silence=1, total=1)) as (peer, mailbox):

        async def chatter() -> None:
            while mailbox.alive:
                await asyncio.sleep(0.05)
                peer.say("* OK still searching")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(chatter())
            with pytest.raises(MailboxError, match="in time"):
                await mailbox.uids_after(0)


async def test_commands_take_turns() -> None:
    async with talk({}) as (_, mailbox), asyncio.TaskGroup() as tasks:
        answers = [tasks.create_task(mailbox.uids_after(9)) for _ in range(5)]

    assert [answer.result() for answer in answers] == [[10, 11, 12]] * 5


async def test_thousands_of_lines_in_one_piece_are_read() -> None:
    numbers = range(1, 5001)
    flood = "\r\n".join(f"* {n} FETCH (UID {n} RFC822.SIZE {n})" for n in numbers)
    async with talk({"UID FETCH": flood + "\r\n{tag} OK done"}) as (_, mailbox):
        found = await mailbox.headers([4999, 5000], fields=["SUBJECT"], now=NOW)

        assert [(one.uid, one.size) for one in found] == [(4999, 4999), (5000, 5000)]


async def test_a_line_that_is_no_response_ends_the_command() -> None:
    async with talk({"UID SEARCH": "Segmentation fault"}) as (_, mailbox):
        with pytest.raises(MailboxError):
            await mailbox.uids_after(0)


async def test_a_notice_that_ends_in_braces_is_only_a_notice() -> None:
    alert = "* OK [ALERT] your mailbox is full {5}\r\n* SEARCH 11\r\n{tag} OK done"
    async with talk({"UID SEARCH": alert}) as (_, mailbox):
        assert await mailbox.uids_after(10) == [11]


async def test_a_server_that_is_stuck_does_not_hold_up_closing() -> None:
    async with asyncio.timeout(30), talk({"LOGOUT": Act.HANG}, ENOUGH) as (_, mailbox):
        await mailbox.close()

        assert not mailbox.alive


# Finding mail


async def test_the_last_message_is_not_new_again() -> None:
    async with talk({"UID SEARCH": "* SEARCH 12\r\n{tag} OK done"}) as (peer, mailbox):
        assert await mailbox.uids_after(12) == []
        assert peer.heard[-1].endswith(" UID SEARCH UID 13:*")


async def test_recent_mail_is_asked_for_by_date() -> None:
    async with talk({}) as (peer, mailbox):
        assert await mailbox.uids_since(date(2024, 2, 9)) == [10, 11, 12]
        assert peer.heard[-1].endswith(" UID SEARCH SINCE 9-Feb-2024")


# Reading mail


async def test_headers_come_with_receipt_and_size() -> None:
    answer = (
        "* 2 FETCH (FLAGS (\\Seen))\r\n"
        '* 1 FETCH (UID 10 INTERNALDATE "11-Mar-2024 09:30:00 +0500" RFC822.SIZE 2048 '
        "BODY[HEADER.FIELDS (SUBJECT)] {14}\r\nSubject: x * y)\r\n"
        "* 9 FETCH (UID 99 RFC822.SIZE 1)\r\n{tag} OK done"
    )
    async with talk({"UID FETCH": answer}) as (peer, mailbox):
        found = await mailbox.headers([10, 11], fields=["SUBJECT", "FROM"], now=NOW)

        # 11 has vanished, 99 was not asked for.
        assert found == [Envelope(uid=10, received_at=NOW, size=2048, header=b"Subject: x * y")]
        assert peer.heard[-1].endswith(
            " UID FETCH 10,11 (UID INTERNALDATE RFC822.SIZE "
            "BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)])"
        )


async def test_a_receipt_that_is_no_date_is_now() -> None:
    answer = '* 1 FETCH (UID 10 INTERNALDATE "soon" RFC822.SIZE 1)\r\n{tag} OK done'
    async with talk({"UID FETCH": answer}) as (_, mailbox):
        (found,) = await mailbox.headers([10], fields=["SUBJECT"], now=NOW)

        assert found.received_at == NOW


async def test_headers_are_asked_for_fifty_at_a_time() -> None:
    async with talk({"UID FETCH": "{tag} OK done"}) as (peer, mailbox):
        await mailbox.headers(range(1, 121), fields=["SUBJECT"], now=NOW)

        asked = [line.split()[3] for line in peer.heard if "UID FETCH" in line]
        assert [len(uids.split(",")) for uids in asked] == [50, 50, 20]


async def test_messages_are_read_byte_for_byte() -> None:
    raw = b"Subject: \xd2\x9a\r\n\r\n* 1 FETCH (\r\n\x00{3}\r\n"
    answer = b"* 1 FETCH (UID 10 BODY[] {%d}\r\n%b)\r\n{tag} OK done" % (len(raw), raw)
    async with talk({"UID FETCH": answer}) as (_, mailbox):
        found = await mailbox.messages([envelope(10, len(raw))], limit=1000)

        assert found == [Fetched(uid=10, received_at=NOW, size=len(raw), raw=raw)]


async def test_an_oversized_message_is_read_by_itself_and_in_part() -> None:
    answers: list[Answer] = [
        "* 1 FETCH (UID 10 BODY[] {2}\r\nab)\r\n{tag} OK done",
        "* 2 FETCH (UID 11 BODY[]<0> {4}\r\nabcd)\r\n{tag} OK done",
    ]
    async with talk({"UID FETCH": answers}) as (peer, mailbox):
        found = await mailbox.messages([envelope(10, 2), envelope(11, 5000)], limit=4)

        assert [(one.raw, one.size, one.truncated) for one in found] == [
            (b"ab", 2, False),
            (b"abcd", 5000, True),
        ]
        assert peer.heard[-1].endswith(" UID FETCH 11 (UID BODY.PEEK[]<0.4>)")


async def test_a_message_that_is_longer_than_was_said_is_cut() -> None:
    answer = "* 1 FETCH (UID 10 BODY[] {6}\r\nabcdef)\r\n{tag} OK done"
    async with talk({"UID FETCH": answer}) as (_, mailbox):
        (found,) = await mailbox.messages([envelope(10, 2)], limit=4)

        assert (found.raw, found.size, found.truncated) == (b"abcd", 6, True)


async def test_messages_that_have_vanished_are_left_out() -> None:
    answer = "* 1 FETCH (UID 10 BODY[] {2}\r\nab)\r\n{tag} NO [EXPUNGEISSUED] some of them are gone"
    async with talk({"UID FETCH": answer}) as (_, mailbox):
        found = await mailbox.messages([envelope(10), envelope(11)], limit=1000)

        assert [one.uid for one in found] == [10]


# Waiting for mail


async def test_idling_ends_when_mail_is_announced() -> None:
    async with talk({"IDLE": "+ idling\r\n* OK Still here\r\n* 4 EXISTS"}) as (peer, mailbox):
        await mailbox.uids_after(0)
        async with asyncio.timeout(30):
            await mailbox.wait(60)

        assert peer.heard[-1] == "DONE"


async def test_a_sign_of_life_does_not_end_idling() -> None:
    async with talk({"IDLE": "+ idling\r\n* OK Still here\r\n* 1 FETCH (FLAGS ())"}) as (
        _,
        mailbox,
    ):
        await mailbox.uids_after(0)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await mailbox.wait(60)


async def test_idling_ends_when_its_time_is_over() -> None:
    async with talk({}) as (peer, mailbox):
        await mailbox.uids_after(0)
        await mailbox.wait(0.02)

        assert peer.heard[-1] == "DONE"
        assert await mailbox.uids_after(9) == [10, 11, 12]


async def test_mail_announced_while_others_were_read_is_not_waited_for() -> None:
    announced = "* 4 EXISTS\r\n* 1 FETCH (UID 10 BODY[] {0}\r\n)\r\n{tag} OK done"
    async with talk({"UID FETCH": announced}) as (peer, mailbox):
        await mailbox.uids_after(0)
        await mailbox.messages([envelope(10)], limit=1000)
        async with asyncio.timeout(30):
            await mailbox.wait(60)

        assert not any("IDLE" in line for line in peer.heard)


async def test_mail_that_came_just_before_is_not_waited_for() -> None:
    async with talk({"NOOP": "* 4 EXISTS\r\n{tag} OK done"}) as (peer, mailbox):
        await mailbox.uids_after(0)
        async with asyncio.timeout(30):
            await mailbox.wait(60)

        assert peer.heard[-1].endswith("NOOP")


async def test_a_count_that_is_only_repeated_is_no_news() -> None:
    repeated = {"NOOP": "* 3 EXISTS\r\n{tag} OK done", "IDLE": "+ idling\r\n* 3 EXISTS"}
    async with talk(repeated) as (_, mailbox):
        await mailbox.uids_after(0)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await mailbox.wait(60)


async def test_one_that_comes_as_another_goes_is_news() -> None:
    async with talk({"IDLE": "+ idling\r\n* 2 EXPUNGE\r\n* 3 EXISTS"}) as (_, mailbox):
        await mailbox.uids_after(0)
        async with asyncio.timeout(30):
            await mailbox.wait(60)


async def test_a_server_that_ends_idling_itself_is_looked_at_again() -> None:
    async with talk({"IDLE": "+ idling\r\n{tag} OK enough"}) as (_, mailbox):
        await mailbox.uids_after(0)
        async with asyncio.timeout(30):
            await mailbox.wait(60)

        assert await mailbox.uids_after(9) == [10, 11, 12]


async def test_without_idle_the_server_is_asked_when_the_time_is_over() -> None:
    script = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done",
        "NOOP": "* 4 EXISTS\r\n{tag} OK done",
    }
    async with talk(script) as (peer, mailbox):
        await mailbox.uids_after(0)
        await mailbox.wait(0.02)

        assert peer.heard[-1].endswith("NOOP")


async def test_without_idle_a_lost_connection_ends_the_waiting() -> None:
    async with talk({"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done"}) as (peer, mailbox):
        await mailbox.uids_after(0)
        peer.close()
        with pytest.raises(MailboxError):
            async with asyncio.timeout(30):
                await mailbox.wait(60)
