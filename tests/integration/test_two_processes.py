"""Two processes of the service on one PostgreSQL: nothing is registered or sent twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
MAILS = 8
PATIENCE = 60


@asynccontextmanager
async def two_processes(environment: service.Environment) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        processes = [await service.Process.start(environment) for _ in range(2)]
        for process in processes:
            stack.push_async_callback(process.kill)
        await asyncio.gather(*(process.ready() for process in processes))
        yield
        assert await asyncio.gather(*(process.end() for process in processes)) == [0, 0]


async def standings(environment: service.Environment) -> Counter[Standing]:
    """Count the letters of every case by what became of them."""
    counted: Counter[Standing] = Counter()
    for case in await service.cases(environment):
        kept = await service.dossier(environment, case)
        letters = (parcel for parcel in kept.parcels if parcel.kind is Kind.LETTER)
        counted.update(parcel.standing for parcel in letters)
    return counted


async def until_all_is_sent(environment: service.Environment) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if set(await standings(environment)) == {Standing.SENT}:
                return
            await asyncio.sleep(0.2)


def write_mail(serial: int) -> bytes:
    """Write a mail of a person of its own: letters to one address are held past a few an hour."""
    return service.write_mail(serial, INQUIRY).replace(b"user@", f"user{serial}@".encode())


async def test_mail_read_by_both_is_registered_and_acknowledged_once(
    tmp_path: Path, dovecot: Dovecot, postgres_url: str
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="both", database=postgres_url)
        for serial in range(MAILS // 2):
            dovecot.deliver(write_mail(serial), "both")
        async with two_processes(environment):
            for serial in range(MAILS // 2, MAILS):
                dovecot.deliver(write_mail(serial), "both")
            await sink.until(MAILS, within=PATIENCE)
            await until_all_is_sent(environment)
        cases = await service.cases(environment)
    assert sorted(case.ref.number for case in cases) == list(range(1, MAILS + 1))
    assert len(sink.letters) == MAILS
