"""Letters over several connections: side by side where the server lets them, else in turn."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from pd_intake_bot.domain.delivery import Postponed, Sent
from pd_intake_bot.mail.connections import Connections
from pd_intake_bot.mail.imap_settings import Security
from pd_intake_bot.mail.smtp import SmtpSettings
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage

TO = "user@example.test"
CONTENT = b"From: info@example.test\r\nSubject: s\r\n\r\nfirst\r\n"
LETTERS = 6


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with SmtpSink() as server:
        yield server


@pytest.fixture
async def connections(sink: SmtpSink) -> AsyncIterator[Connections]:
    settings = SmtpSettings(
        host=sink.host,
        port=sink.port,
        security=Security.NONE,
        sender="info@example.test",
        timeout=0.5,
        answer_timeout=0.5,
    )
    several = Connections(settings, most=3)
    yield several
    await several.close()


async def send_all(connections: Connections, count: int = LETTERS) -> list[object]:
    sending = (connections.send(CONTENT, to=TO) for _ in range(count))
    return list(await asyncio.gather(*sending))


async def test_letters_leave_side_by_side_over_as_many_connections_as_there_may_be(
    sink: SmtpSink, connections: Connections
) -> None:
    outcomes = await send_all(connections)
    assert all(isinstance(one, Sent) for one in outcomes)
    assert len(sink.letters) == LETTERS
    sink.faults.reply(Stage.CONNECT, "421 4.3.2 No fourth connection")
    await send_all(connections)
    assert len(sink.letters) == 2 * LETTERS


async def test_who_has_few_letters_keeps_one_connection(
    sink: SmtpSink, connections: Connections
) -> None:
    await connections.send(CONTENT, to=TO)
    sink.faults.reply(Stage.CONNECT, "421 4.3.2 No second connection")
    for _ in range(LETTERS):
        assert isinstance(await connections.send(CONTENT, to=TO), Sent)


async def test_where_the_server_takes_fewer_connections_the_letters_wait_for_those(
    sink: SmtpSink, connections: Connections
) -> None:
    await connections.send(CONTENT, to=TO)
    for _ in range(2):
        sink.faults.reply(Stage.CONNECT, "421 4.3.2 Too many connections")
    outcomes = await send_all(connections)
    assert all(isinstance(one, Sent) for one in outcomes)
    assert not sink.faults.to_come(Stage.CONNECT)


async def test_a_server_that_takes_no_connection_at_all_postpones(
    sink: SmtpSink, connections: Connections
) -> None:
    await sink.refuse()
    outcomes = await send_all(connections)
    assert all(isinstance(one, Postponed) and one.trouble for one in outcomes)
    await sink.accept()
    assert isinstance(await connections.send(CONTENT, to=TO), Sent)
