"""Mail in, acknowledgement out, over TCP: a private Dovecot, the service, an SMTP sink."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pd_intake_bot import settings
from pd_intake_bot.app import service
from pd_intake_bot.domain.case import Case
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.sandbox.smtp import SmtpSink
from pd_intake_bot.settings import Settings
from pd_intake_bot.storage.seal import Seal
from tests.servers.dovecot import PASSWORD, Dovecot

REQUEST = """\
From: =?utf-8?b?0q7Qu9Cz0ZY=?= <user@example.test>
To: info@bazarjoq.kz
Subject: {subject_line}
Date: Mon, 23 Nov 2026 10:00:00 +0500
Message-ID: <{serial}@example.test>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Сәлеметсіз бе! Менің дербес деректерімді өңдейсіздер ме?
"""


def request(subject_line: str, serial: str) -> bytes:
    return REQUEST.format(subject_line=subject_line, serial=serial).replace("\n", "\r\n").encode()


def configure(folder: Path, dovecot: Dovecot, sink: SmtpSink, user: str) -> Settings:
    return settings.load(
        {
            "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
            "PD_DATA_DIR": str(folder),
            "PD_SECRET_KEY": Seal.new_key(),
            "PD_IMAP_HOST": "localhost",
            "PD_IMAP_PORT": str(dovecot.tls_port),
            "PD_IMAP_USERNAME": user,
            "PD_IMAP_PASSWORD": PASSWORD,
            "PD_IMAP_CA_FILE": str(dovecot.ca_file),
            "PD_SMTP_HOST": "127.0.0.1",
            "PD_SMTP_PORT": str(sink.port),
            "PD_SMTP_SECURITY": "none",
            "PD_HTTP_LISTEN": "127.0.0.1:0",
        },
        dotenv=folder / "none",
    )


@asynccontextmanager
async def running(chosen: Settings) -> AsyncIterator[None]:
    stop, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(service.run(chosen, stop=stop, ready=lambda _: ready.set()))
        await ready.wait()
        yield
        stop.set()


async def cases(chosen: Settings) -> list[Case]:
    async with open_database(chosen) as database:
        return list(await database.reading(lambda store: store.cases.all()))


async def test_a_request_is_acknowledged(tmp_path: Path, dovecot: Dovecot) -> None:
    async with SmtpSink(security="none") as sink:
        chosen = configure(tmp_path, dovecot, sink, "a")
        dovecot.deliver(request("Дербес деректер туралы сұрау", "1"), "a")
        async with running(chosen):
            (letter,) = await sink.until(1, within=20)
        message = email.message_from_bytes(letter.raw, policy=email.policy.default)
        print(message)
        print(message.get_body(("plain",)).get_content())
        (case,) = await cases(chosen)
        assert case.acknowledged_at is not None
