"""(c) How long a request waits for its acknowledgement, from delivery to the SMTP sink, with IDLE.

Another client waits in IDLE beside the service: the server's push to it is where the time that
is the service's own begins. `python -m bench.acknowledge [ROUNDS]`
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench import figures, mailbox
from bench.intake import UNCAPPED

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import PASSWORD, Dovecot

ROUNDS = 30
USER = "bench"
Times = list[tuple[float, float]]
"""Seconds from delivery to the server's push, and from the push to the acknowledgement."""


async def measure(folder: Path, dovecot: Dovecot, rounds: int) -> Times:
    """Deliver requests one after the other and time each; the first, a warm-up, is left out."""
    times = []
    async with SmtpSink() as sink, _listener(dovecot) as pushes:
        environment = service.configure(folder, dovecot, sink, user=USER) | UNCAPPED
        process = await service.Process.start(environment)
        try:
            await process.ready()
            for number in range(rounds + 1):
                began = time.perf_counter()
                await asyncio.to_thread(dovecot.deliver, mailbox.request(number), USER)
                pushed, ended = await asyncio.gather(_push(pushes), _letter(sink, number + 1))
                times.append((pushed - began, max(0.0, ended - pushed)))
            await process.end()
        finally:
            await process.kill()
    return times[1:]


@asynccontextmanager
async def _listener(dovecot: Dovecot) -> AsyncIterator[asyncio.StreamReader]:
    reader, writer = await asyncio.open_connection("127.0.0.1", dovecot.port)
    writer.write(f"a LOGIN {USER} {PASSWORD}\r\nb SELECT INBOX\r\nc IDLE\r\n".encode())
    while not (await reader.readline()).startswith(b"+"):
        pass
    try:
        yield reader
    finally:
        writer.close()
        await writer.wait_closed()


async def _push(reader: asyncio.StreamReader) -> float:
    while b"EXISTS" not in await reader.readline():
        pass
    return time.perf_counter()


async def _letter(sink: SmtpSink, count: int) -> float:
    await sink.until(count, within=60)
    return time.perf_counter()


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    figures.title(f"(c) delivery to acknowledgement, {rounds} requests, Dovecot with IDLE")
    dovecot = Dovecot()
    try:
        with tempfile.TemporaryDirectory() as folder:
            times = asyncio.run(measure(Path(folder), dovecot, rounds))
    finally:
        dovecot.close()
    pushed, own = [one for one, _ in times], [one for _, one in times]
    figures.show("delivery to the server's push, p50", _milliseconds(pushed, 0.5))
    figures.show("push to acknowledgement, p50", _milliseconds(own, 0.5), "200 ms")
    figures.show("push to acknowledgement, p99", _milliseconds(own, 0.99), "1000 ms")
    whole = figures.middle([sum(one) / one[0] for one in times])
    figures.show("whole wait, times the server's push", f"{whole:.2f}")


def _milliseconds(values: list[float], share: float) -> str:
    return f"{figures.percentile(values, share) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
