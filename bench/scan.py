"""(b) A mailbox of which few messages are requests: bytes fetched and time taken.

Of 100 messages one is a request, and ten carry a file of 1 MB. Held against reading everything
by the same library over the same counted connection. `python -m bench.scan [MESSAGES]`; the
files lie on the disk meanwhile, 100 MB for each 1,000 messages.
"""

import asyncio
import sys
import tempfile
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aioimaplib import aioimaplib
from bench import figures, floor, mailbox
from bench.intake import UNCAPPED, WITHIN

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import PASSWORD, Dovecot

MESSAGES = 2000
SHARE, WITH_FILES, FILE_BYTES = 100, 10, 2**20
USER = "scan"


class Meter:
    """Stands before a server and counts the bytes that it gives."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.given = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Pass connections on."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            await asyncio.gather(_pass_on(reader, back), self._count(there, writer))
        finally:
            back.close()
            writer.close()

    async def _count(self, reader: StreamReader, writer: StreamWriter) -> None:
        while data := await reader.read(2**16):
            self.given += len(data)
            writer.write(data)
            await writer.drain()
        writer.close()


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
    writer.close()


def mails(count: int) -> Iterator[bytes]:
    """Write the mailbox."""
    for number in range(count):
        raw = mailbox.other(number) if number % SHARE else mailbox.request(number)
        has_file = number % WITH_FILES == 1
        yield mailbox.with_attachment(raw, FILE_BYTES) if has_file else raw


async def by_service(dovecot: Dovecot, count: int) -> tuple[float, int]:
    """Let the service find the requests; gives seconds and bytes."""
    meter, wanted = Meter(dovecot.port), len(range(0, count, SHARE))
    with tempfile.TemporaryDirectory() as folder:
        async with SmtpSink() as sink, meter.listening():
            environment = service.configure(Path(folder), dovecot, sink, user=USER) | UNCAPPED
            environment |= {"PD_IMAP_SECURITY": "none", "PD_IMAP_PORT": str(meter.port)}
            process = await service.Process.start(environment)
            await process.ready()
            began = time.perf_counter()
            await sink.until(wanted, within=WITHIN)
            seconds = time.perf_counter() - began
            await process.end()
            assert len(await service.cases(environment)) == wanted
    return seconds, meter.given


async def by_reading_all(dovecot: Dovecot) -> tuple[float, int]:
    """Fetch every message whole; gives seconds and bytes."""
    meter = Meter(dovecot.port)
    async with meter.listening():
        client = aioimaplib.IMAP4(host="127.0.0.1", port=meter.port, timeout=60)
        await client.wait_hello_from_server()
        await client.login(USER, PASSWORD)
        await client.select("INBOX")
        began = time.perf_counter()
        found = await client.uid_search("ALL")
        uids = found.lines[0].decode().split()
        for start in range(0, len(uids), floor.AT_ONCE):
            await floor.fetch(client, uids[start : start + floor.AT_ONCE])
        seconds = time.perf_counter() - began
        await client.logout()
    return seconds, meter.given


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    figures.title(f"(b) {count} messages, {count // SHARE} of them requests")
    dovecot = Dovecot()
    try:
        mailbox.fill(dovecot, USER, mails(count))
        most_time, most = asyncio.run(by_reading_all(dovecot))
        seconds, given = asyncio.run(by_service(dovecot, count))
    finally:
        dovecot.close()
    figures.show("everything read", f"{most / 2**20:.0f} MB in {most_time:.1f} s")
    figures.show("the service, to the last letter", f"{given / 2**20:.2f} MB in {seconds:.1f} s")
    figures.show("share of the bytes", f"{100 * given / most:.2f} %", "5 %")
    figures.show("share of the time", f"{100 * seconds / most_time:.0f} %")


if __name__ == "__main__":
    main()
