"""Of any number of processes one reads the mailbox, and another soon after its death."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic

import pytest

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
HANDOVER = 45
"""Seconds within which another process reads on: 27 by the lease, and some on a busy machine."""

PATIENCE = 90


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def start(environment: service.Environment, stack: AsyncExitStack) -> service.Process:
    process = await service.Process.start(environment)
    stack.push_async_callback(process.kill)
    await process.ready()
    return process


async def begin(
    environment: service.Environment, dovecot: Dovecot, sink: SmtpSink, stack: AsyncExitStack
) -> tuple[service.Process, service.Process]:
    """Start a process that reads the mailbox, and then one that waits for its lease."""
    reader = await start(environment, stack)
    dovecot.deliver(service.write_mail(1, INQUIRY), environment["PD_IMAP_USERNAME"])
    await sink.until(1, within=PATIENCE)
    return reader, await start(environment, stack)


async def test_the_reader_that_was_killed_is_followed_by_another(
    tmp_path: Path, dovecot: Dovecot, database: str | None, stack: AsyncExitStack
) -> None:
    sink = await stack.enter_async_context(SmtpSink())
    user = f"killed-{'lease' if database else 'file'}"
    environment = service.configure(tmp_path, dovecot, sink, user=user, database=database)
    reader, _ = await begin(environment, dovecot, sink, stack)
    assert dovecot.sessions(user) == 1

    await reader.kill()
    killed_at = monotonic()
    dovecot.deliver(service.write_mail(2, INQUIRY), user)
    await sink.until(2, within=PATIENCE)

    assert monotonic() - killed_at < HANDOVER
    assert len(await service.cases(environment)) == len(sink.letters) == 2


async def test_a_reader_that_ends_hands_the_mailbox_over_at_once(
    tmp_path: Path, dovecot: Dovecot, postgres_url: str, stack: AsyncExitStack
) -> None:
    sink = await stack.enter_async_context(SmtpSink())
    environment = service.configure(tmp_path, dovecot, sink, user="ended", database=postgres_url)
    reader, _ = await begin(environment, dovecot, sink, stack)

    await reader.end()
    ended_at = monotonic()
    dovecot.deliver(service.write_mail(2, INQUIRY), "ended")
    await sink.until(2, within=PATIENCE)

    assert monotonic() - ended_at < HANDOVER / 2
