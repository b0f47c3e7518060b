"""The service itself leaves traces: on Dovecot, and after a crash before one was left."""

import asyncio
from pathlib import Path

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.peer import Act, Answer, Peer

INQUIRY = "Дербес деректер туралы сұрау"
INVOICE = "Счёт на оплату"
PATIENCE = service.PATIENCE


async def until_bodies(dovecot: Dovecot, user: str, folder: str, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if len(await asyncio.to_thread(dovecot.bodies, user, folder)) == count:
                return
            await asyncio.sleep(0.1)


async def test_registered_mail_is_moved_and_other_mail_is_not(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="moved")
        environment |= {"PD_IMAP_TRACE": "move", "PD_IMAP_TRACE_FOLDER": "Registered"}
        for serial, subject_line in enumerate([INQUIRY, INVOICE, INQUIRY]):
            dovecot.deliver(service.write_mail(serial, subject_line), "moved")
        async with service.running(environment):
            await sink.until(2, within=PATIENCE)
            await until_bodies(dovecot, "moved", "Registered", 2)
    assert len(dovecot.bodies("moved")) == 1
    assert not any(b"Seen" in line for line in dovecot.flags("moved", "Registered"))


async def test_a_trace_is_made_up_after_the_service_was_killed_before_it(tmp_path: Path) -> None:
    async with SmtpSink() as sink, Peer(script()) as peer:
        environment = configure(tmp_path, peer, sink)
        dying = await service.Process.start(environment)
        await until_heard(peer, "UID STORE", 1)
        await dying.kill()

        async with service.running(environment):
            await until_heard(peer, "UID STORE", 2)
        cases = await service.cases(environment)
    assert [line.partition(" ")[2] for line in peer.heard if "UID STORE" in line] == [
        "UID STORE 10 +FLAGS.SILENT ($pd-intake)"
    ] * 2
    assert len(cases) == 1


def script() -> dict[str, Answer | list[Answer]]:
    """Give one mail, hang when it is first to be marked, and let it be marked then."""
    whole = service.write_mail(1, INQUIRY)
    header = whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    text = b"* 1 FETCH (UID 10 RFC822.SIZE %d %b {%d}\r\n%b)\r\n{tag} OK done"
    return {
        "UID SEARCH": [
            "* SEARCH 10\r\n{tag} OK",
            "* SEARCH 10\r\n{tag} OK",
            "* SEARCH\r\n{tag} OK",
        ],
        "UID FETCH": [
            text % (len(whole), b"BODY[HEADER.FIELDS (FROM)]", len(header), header),
            text % (len(whole), b"BODY[]", len(whole), whole),
        ],
        "UID STORE": [Act.HANG, "{tag} OK done"],
    }


def configure(folder: Path, peer: Peer, sink: SmtpSink) -> service.Environment:
    return {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
        "PD_SECRET_KEY": Seal.new_key(),
        "PD_IMAP_HOST": peer.host,
        "PD_IMAP_PORT": str(peer.port),
        "PD_IMAP_SECURITY": "none",
        "PD_IMAP_USERNAME": "user",
        "PD_IMAP_PASSWORD": "secret",
        "PD_IMAP_TRACE": "keyword",
        "PD_SMTP_HOST": "127.0.0.1",
        "PD_SMTP_PORT": str(sink.port),
        "PD_SMTP_SECURITY": "none",
        "PD_HTTP_LISTEN": "127.0.0.1:0",
    }


async def until_heard(peer: Peer, command: str, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if sum(command in line for line in peer.heard) >= count:
                return
            await asyncio.sleep(0.05)
