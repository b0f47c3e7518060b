"""The service itself, connected to servers of the tests: inside the test, or as a process."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path

import aiohttp

from pd_intake_bot import settings
from pd_intake_bot.app import service
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.onlooker import Onlooker
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import look
from tests.servers.dovecot import PASSWORD, Dovecot

Environment = dict[str, str]

PATIENCE = 60
"""How many seconds a test waits for what the service does at once, on a machine that many share."""

LOG_BYTES = 2**26
"""How much a process may log before it waits to be read."""

_MAIL = """\
From: =?utf-8?b?0q7Qu9Cz0ZY=?= <user@example.test>
To: info@bazarjoq.kz
Subject: {subject_line}
Date: Mon, 23 Nov 2026 10:00:00 +0500
Message-ID: <{serial}@example.test>
References: <earlier@example.test>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text}
"""


def write_mail(serial: int, subject_line: str, text: str | None = None) -> bytes:
    """Write a mail as a person's program would, its subject line in raw UTF-8.

    Without `text` its words are its own: the same words again would be a copy.
    """
    words = text or f"Сәлеметсіз бе! {serial}"
    mail = _MAIL.format(subject_line=subject_line, serial=serial, text=words)
    return mail.replace("\n", "\r\n").encode()


def configure(
    folder: Path, dovecot: Dovecot, sink: SmtpSink, *, user: str, database: str | None = None
) -> Environment:
    """Give the environment of a service that reads `user`'s mailbox over TLS."""
    return {
        "PD_DATABASE_URL": database or f"sqlite+aiosqlite:///{folder}/intake.db",
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
    }


def load(environment: Environment) -> settings.Settings:
    """Read settings from this environment alone."""
    return settings.load(environment, dotenv=Path("no-such-file"))


@asynccontextmanager
async def running(environment: Environment) -> AsyncIterator[int]:
    """Run the service inside the test; gives the port of its web server."""
    stop = asyncio.Event()
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    onlooker = Onlooker(ready=lambda port: ready.set_result(port or 0))
    async with asyncio.TaskGroup() as group:
        group.create_task(service.run(load(environment), stop=stop, onlooker=onlooker))
        yield await ready
        stop.set()


class Process:
    """The service as a process of its own, that can be killed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, environment: Environment, *arguments: str) -> "Process":
        """Start `pd-intake run` with nothing but these settings."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "pd_intake_bot",
            "run",
            *arguments,
            env={"PATH": os.environ["PATH"]} | environment,
            stderr=asyncio.subprocess.PIPE,
            # Nobody reads its log while it runs: a pipe alone, once full, would hold it up.
            limit=LOG_BYTES,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its number, by which the system tells of it."""
        return self._process.pid

    async def ready(self) -> None:
        """Wait until it says that it runs."""
        assert self._process.stderr is not None
        while b"is running" not in (line := await self._process.stderr.readline()):
            assert line, "the service ended before it ran"

    async def kill(self) -> None:
        """End it as a power cut does."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    async def end(self) -> int:
        """Ask it to end, and give its exit status."""
        with suppress(ProcessLookupError):  # it ended by itself; its status tells how
            self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode


async def until_well(web: aiohttp.ClientSession, port: int) -> None:
    """Wait until `/readyz` says that every part works."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with web.get(f"http://127.0.0.1:{port}/readyz") as answer:
                if answer.status == HTTPStatus.OK:
                    return
            await asyncio.sleep(0.05)


async def cases(environment: Environment) -> Sequence[Case]:
    """List the cases of a service."""
    async with open_database(load(environment)) as database:
        return await database.reading(lambda store: store.cases.all())


async def until_acknowledged(environment: Environment) -> None:
    """Wait until it is written down of each case that its letter has left.

    A letter is with its person a moment before.
    """
    async with open_database(load(environment)) as database, asyncio.timeout(PATIENCE):
        while True:
            found = await database.reading(lambda store: store.cases.all())
            if found and all(case.acknowledged_at for case in found):
                return
            await asyncio.sleep(0.05)


async def dossier(environment: Environment, case: Case) -> look.Dossier:
    """Give all that is kept about a case."""
    async with open_database(load(environment)) as database:
        return await database.reading(lambda store: look.gather(store, case.id))


async def count_reviews(environment: Environment) -> int:
    """Count the messages that were put before staff."""
    async with open_database(load(environment)) as database:
        return await database.reading(_count_reviews)


async def _count_reviews(store: Store) -> int:
    count = 0
    while True:
        try:
            await store.reviews.get(ReviewId(count + 1))
        except LookupError:
            return count
        count += 1


async def until_failing(web: aiohttp.ClientSession, port: int, part: str) -> dict[str, str]:
    """Wait until `/readyz` says that a part fails, and give what it says of each part."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with web.get(f"http://127.0.0.1:{port}/readyz") as answer:
                parts: dict[str, str] = (await answer.json())["parts"]
            if parts[part] not in {"ok", "starting"}:
                return parts
            await asyncio.sleep(0.05)
