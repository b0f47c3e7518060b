"""(c) How long a request waits for its acknowledgement, from delivery to the SMTP sink, with IDLE.

The service reaches Dovecot through a relay, which notes when the server's push passes: there
the time that is the service's own begins. `python -m bench.acknowledge [ROUNDS]`
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bench import figures, mailbox
from bench.intake import UNCAPPED

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

ROUNDS = 30
USER = "bench"
Times = list[tuple[float, float]]
"""Seconds from delivery to the server's push, and from the push to the acknowledgement."""


async def measure(folder: Path, dovecot: Dovecot, rounds: int) -> Times:
    """Deliver requests one after the other and time each; the first, a warm-up, is left out."""
    times = []
    async with SmtpSink() as sink, _relay(dovecot) as relay:
        environment = service.configure(folder, dovecot, sink, user=USER) | UNCAPPED
        environment |= {"PD_IMAP_SECURITY": "none", "PD_IMAP_PORT": str(relay.port)}
        process = await service.Process.start(environment)
        try:
            await process.ready()
            for number in range(rounds + 1):
                began = relay.listen()
                await asyncio.to_thread(dovecot.deliver, mailbox.request(number), USER)
                ended = await _letter(sink, number + 1)
                pushed = await relay.pushed
                times.append((pushed - began, ended - pushed))
            await process.end()
        finally:
            await process.kill()
    return times[1:]


class Relay:
    """Passes bytes between the service and a server, and notes when new mail is announced."""

    def __init__(self, port: int) -> None:
        self.port = 0
        self._to = port
        self.listen()

    def listen(self) -> float:
        """Forget what was announced; gives the moment."""
        self.pushed: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        return time.perf_counter()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side ends it."""
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pass_on(reader, to_server))
            both.create_task(self._pass_on(from_server, writer))

    async def _pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(2**16):
                if b" EXISTS" in data and not self.pushed.done():
                    self.pushed.set_result(time.perf_counter())
                to.write(data)
                await to.drain()
        to.close()


@asynccontextmanager
async def _relay(dovecot: Dovecot) -> AsyncIterator[Relay]:
    relay = Relay(dovecot.port)
    server = await asyncio.start_server(relay.meet, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()


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
