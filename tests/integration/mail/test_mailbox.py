import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.mailbox import (
    FolderRefusedError,
    ImapSettings,
    LoginRefusedError,
    Mailbox,
    MailboxError,
    Security,
)
from pd_intake_bot.mail.mailbox.poll import Watcher
from tests.servers.desk import Desk
from tests.servers.dovecot import ODD_PASSWORD, ODD_USERNAME, PASSWORD, Dovecot

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)


def mail(body: str, subject_line: str = "wanted") -> bytes:
    return f"From: user@example.test\r\nSubject: {subject_line}\r\n\r\n{body}\r\n".encode()


def settings(
    dovecot: Dovecot,
    username: str,
    *,
    password: str = PASSWORD,
    security: Security = Security.NONE,
    folder: str = "INBOX",
    ca_file: Path | None = None,
) -> ImapSettings:
    return ImapSettings(
        host=dovecot.host,
        port=dovecot.tls_port if security is Security.TLS else dovecot.port,
        security=security,
        username=username,
        password=password,
        folder=folder,
        ca_file=ca_file,
    )


def watch(dovecot: Dovecot, desk: Desk, username: str) -> Watcher:
    return Watcher(
        settings=settings(dovecot, username),
        intake=desk,
        first_scan_since=date(2020, 1, 1),
        poll=timedelta(seconds=30),
        limit=40_000_000,
    )


@asynccontextmanager
async def resting(watcher: Watcher, desk: Desk) -> AsyncIterator[Callable[[], None]]:
    """Keep the watcher at work, as the service does, for as long as the block lasts."""

    async def work() -> None:
        while True:
            try:
                await watcher.tick(NOW)
                await watcher.rest()
            except MailboxError:
                await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(work())
        await desk.change.wait()
        yield desk.change.clear
        task.cancel()
    await watcher.close()


@pytest.mark.parametrize("security", list(Security))
async def test_mail_is_read_whichever_way_the_connection_is_protected(
    dovecot: Dovecot, user: str, security: Security
) -> None:
    dovecot.deliver(mail("one"), user)
    wanted = settings(dovecot, user, security=security, ca_file=dovecot.ca_file)

    async with await Mailbox.connect(wanted) as mailbox:
        state = await mailbox.status()
        (envelope,) = await mailbox.headers([1], fields=["SUBJECT"], now=NOW)
        (message,) = await mailbox.messages([envelope], limit=10_000)

    assert (state.exists, state.uidnext) == (1, 2)
    assert envelope.header == b"Subject: wanted\r\n\r\n"
    assert message.raw.endswith(mail("one"))
    assert message.size == len(message.raw)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_certificate_that_nobody_vouches_for_is_refused(
    dovecot: Dovecot, user: str, security: Security
) -> None:
    with pytest.raises(MailboxError, match="certificate is not trusted"):
        await Mailbox.connect(settings(dovecot, user, security=security))


async def test_a_wrong_password_is_told_apart(dovecot: Dovecot, user: str) -> None:
    with pytest.raises(LoginRefusedError):
        await Mailbox.connect(settings(dovecot, user, password="wrong"))


async def test_odd_names_and_passwords_log_in(dovecot: Dovecot) -> None:
    odd = settings(dovecot, ODD_USERNAME, password=ODD_PASSWORD)

    async with await Mailbox.connect(odd) as mailbox:
        assert (await mailbox.status()).exists == 0


async def test_a_folder_with_a_kazakh_name_is_read(dovecot: Dovecot, user: str) -> None:
    name = 'Өтініштер & "сұраулар"'
    spelt = mutf7.encode(name).replace('"', '\\"')
    dovecot.append(mail("one"), user, when=NOW, folder=spelt)

    async with await Mailbox.connect(settings(dovecot, user, folder=name)) as mailbox:
        assert (await mailbox.status()).exists == 1


async def test_a_folder_that_is_not_there_is_refused(dovecot: Dovecot, user: str) -> None:
    async with await Mailbox.connect(settings(dovecot, user, folder="Nowhere")) as mailbox:
        with pytest.raises(FolderRefusedError):
            await mailbox.status()


async def test_nothing_that_a_colleague_sees_is_changed(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    dovecot.deliver(mail("one"), user)
    dovecot.deliver(mail("two", "invoice"), user)
    untouched = [rb"1 (UID 1 FLAGS (\Recent))", rb"2 (UID 2 FLAGS (\Recent))"]

    watcher = watch(dovecot, desk, user)
    await watcher.tick(NOW)
    await watcher.close()

    assert desk.bodies == [b"one"]
    assert dovecot.flags(user) == untouched


async def test_the_receipt_is_what_the_server_says(dovecot: Dovecot, desk: Desk, user: str) -> None:
    received_at = datetime(2024, 3, 8, 18, 59, 59, tzinfo=UTC)
    dovecot.append(mail("one"), user, when=received_at)

    watcher = watch(dovecot, desk, user)
    await watcher.tick(NOW)
    await watcher.close()

    assert desk.taken[0].received_at == received_at


async def test_a_large_message_comes_whole_and_an_oversized_one_in_part(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    line = b"x" * 70 + b"\r\n"
    dovecot.append(mail("large") + line * 200_000, user, when=NOW)
    dovecot.append(mail("oversized") + line * 20_000, user, when=NOW)
    watcher = watch(dovecot, desk, user)
    watcher.limit = 15_000_000
    await watcher.tick(NOW)
    watcher.limit = 1_000_000
    dovecot.append(mail("oversized") + line * 20_000, user, when=NOW)
    await watcher.tick(NOW)
    await watcher.close()

    assert [(len(one.raw) > 1_000_000, one.truncated) for one in desk.taken] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert len(desk.taken[2].raw) == 1_000_000


async def test_a_message_whose_header_the_server_does_not_see_is_not_missed(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    dovecot.append(b"\r\n" + mail("one"), user, when=NOW)

    watcher = watch(dovecot, desk, user)
    await watcher.tick(NOW)
    await watcher.close()

    assert desk.bodies == [b"one"]


async def test_a_message_that_has_vanished_does_not_hold_up_the_others(
    dovecot: Dovecot, user: str
) -> None:
    for body in ("one", "two", "three"):
        dovecot.deliver(mail(body), user)
    async with await Mailbox.connect(settings(dovecot, user)) as mailbox:
        await mailbox.status()
        uids = await mailbox.uids_after(0)
        dovecot.expunge(user, 2)
        await mailbox.wait(0.01)
        found = await mailbox.headers(uids, fields=["SUBJECT"], now=NOW)

    assert uids == [1, 2, 3]
    assert [envelope.uid for envelope in found] == [1, 3]


async def test_hundreds_of_messages_are_taken_in_order(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    for number in range(300):
        dovecot.deliver(mail(f"{number}", "wanted" if number % 3 else "invoice"), user)

    watcher = watch(dovecot, desk, user)
    await watcher.tick(NOW)
    await watcher.close()

    assert desk.bodies == [b"%d" % number for number in range(300) if number % 3]
    assert desk.headers_read == 300


async def test_delivered_mail_is_taken_at_once(dovecot: Dovecot, desk: Desk, user: str) -> None:
    dovecot.deliver(mail("first"), user)
    async with asyncio.timeout(60), resting(watch(dovecot, desk, user), desk) as look_away:
        for body in ("second", "third"):
            look_away()
            await asyncio.to_thread(dovecot.deliver, mail(body), user)
            await desk.change.wait()

    assert desk.bodies == [b"first", b"second", b"third"]


async def test_mail_delivered_while_the_connection_was_lost_is_taken(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    dovecot.deliver(mail("first"), user)
    async with asyncio.timeout(60), resting(watch(dovecot, desk, user), desk) as look_away:
        look_away()
        dovecot.kill_sessions()
        await asyncio.to_thread(dovecot.deliver, mail("second"), user)
        await desk.change.wait()

    assert desk.bodies == [b"first", b"second"]


async def test_a_server_that_was_restarted_is_found_again(
    dovecot: Dovecot, desk: Desk, user: str
) -> None:
    dovecot.deliver(mail("first"), user)
    async with asyncio.timeout(60), resting(watch(dovecot, desk, user), desk) as look_away:
        look_away()
        await asyncio.to_thread(dovecot.restart)
        await asyncio.to_thread(dovecot.deliver, mail("second"), user)
        await desk.change.wait()

    assert desk.bodies == [b"first", b"second"]


async def test_a_renumbered_mailbox_is_read_again(dovecot: Dovecot, desk: Desk, user: str) -> None:
    dovecot.deliver(mail("one"), user)
    watcher = watch(dovecot, desk, user)
    await watcher.tick(NOW)
    (before,) = desk.marks.values()

    await watcher.close()
    dovecot.renumber(user)
    dovecot.deliver(mail("two"), user)
    await watcher.tick(NOW)
    await watcher.close()

    (after,) = desk.marks.values()
    assert after.uidvalidity != before.uidvalidity
    assert sorted(desk.bodies) == [b"one", b"one", b"two"]
