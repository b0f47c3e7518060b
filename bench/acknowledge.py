"""How long a request waits for its acknowledgement: from delivery to the SMTP sink, with IDLE.

The floor is what the mailbox server itself takes to announce new mail to a waiting client.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import PASSWORD, Dovecot

ROUNDS = 20
USER = "bench"
SUBJECT_LINE = "Дербес деректер туралы сұрау"


async def measure(folder: Path, dovecot: Dovecot) -> list[float]:
    """Deliver requests one after the other and time each, in seconds."""
    times = []
    async with SmtpSink() as sink:
        environment = service.configure(folder, dovecot, sink, user=USER)
        async with service.running(environment):
            for number in range(1, ROUNDS + 2):
                mail = service.write_mail(number, SUBJECT_LINE, text=f"№ {number}")
                mail = mail.replace(b"<user@", b"<user%d@" % number)
                began = time.perf_counter()
                await asyncio.to_thread(dovecot.deliver, mail, USER)
                await sink.until(number, within=30)
                times.append(time.perf_counter() - began)
    return times[1:]


async def floor(dovecot: Dovecot) -> list[float]:
    """Time from delivery to the server's push, to a client that waits in IDLE all along."""
    times = []
    reader, writer = await asyncio.open_connection("127.0.0.1", dovecot.port)
    writer.write(f"a LOGIN {USER} {PASSWORD}\r\nb SELECT INBOX\r\nc IDLE\r\n".encode())
    while not (await reader.readline()).startswith(b"+"):
        pass
    for number in range(ROUNDS):
        mail = service.write_mail(1000 + number, "Сәлем")
        began = time.perf_counter()
        await asyncio.to_thread(dovecot.deliver, mail, USER)
        while b"EXISTS" not in await reader.readline():
            pass
        times.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()
    return times


def main() -> None:
    """Print medians and their ratio."""
    dovecot = Dovecot()
    try:
        with tempfile.TemporaryDirectory() as folder:
            took = asyncio.run(measure(Path(folder), dovecot))
            least = asyncio.run(floor(dovecot))
    finally:
        dovecot.close()
    middle, bottom = statistics.median(took), statistics.median(least)
    print(f"delivery to acknowledgement, {ROUNDS} requests, Dovecot with IDLE")
    print(f"  median {middle * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms")
    print(f"  of which the server's push {bottom * 1000:.0f} ms: {middle / bottom:.2f} times it")


if __name__ == "__main__":
    main()
