"""A PostgreSQL that dies for good is followed by its standby, with nothing lost or doubled."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from email import message_from_bytes
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.standby import Standby

INQUIRY = "Дербес деректер туралы сұрау"
USER = "standby"
MAILS = 4
PATIENCE = 120


@pytest.fixture
def pair() -> Iterator[tuple[Postgres, str, Standby]]:
    """Give a server, the name of a database on it, and the standby that follows both."""
    primary = Postgres(durable=True)
    try:
        name = primary.create()
        standby = Standby(primary)
        try:
            yield primary, name, standby
        finally:
            standby.close()
    finally:
        primary.close()


def write_mail(serial: int) -> bytes:
    return service.write_mail(serial, INQUIRY).replace(b"user@", f"user{serial}@".encode())


async def test_the_service_goes_on_with_the_standby_that_was_promoted(
    tmp_path: Path, dovecot: Dovecot, pair: tuple[Postgres, str, Standby]
) -> None:
    primary, name, standby = pair
    hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in (primary, standby))
    url = f"postgresql+asyncpg://app@/{name}?{hosts}&target_session_attrs=read-write"
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(SmtpSink())
        environment = service.configure(tmp_path, dovecot, sink, user=USER, database=url)
        process = await service.Process.start(environment)
        stack.push_async_callback(process.kill)
        await process.ready()
        for serial in range(MAILS):
            dovecot.deliver(write_mail(serial), USER)
        await sink.until(1, within=PATIENCE)

        await asyncio.to_thread(primary.stop, "immediate")
        dovecot.deliver(write_mail(MAILS), USER)
        await asyncio.to_thread(standby.promote)
        await until_all_is_told(environment)
        assert await process.end() == 0

        told = Counter(message_from_bytes(one.raw)["To"] for one in sink.letters)
        doubts = sum(
            [len(await doubts_of(environment, one)) for one in await service.cases(environment)]
        )
    assert len(told) == MAILS + 1
    assert told.total() - len(told) <= doubts


async def until_all_is_told(environment: service.Environment) -> None:
    """Wait until each mail is one case, and the letter of each has left or is owned up to."""
    async with asyncio.timeout(PATIENCE):
        while True:
            cases = await service.cases(environment)
            settled = [
                one for one in cases if one.acknowledged_at or await doubts_of(environment, one)
            ]
            if len(settled) == len(cases) == MAILS + 1:
                return
            await asyncio.sleep(0.3)


async def doubts_of(environment: service.Environment, case: Case) -> Sequence[Event]:
    kept = await service.dossier(environment, case)
    return [one for one in kept.events if one.kind is EventKind.LETTER_UNSURE]
