import asyncio
from collections.abc import AsyncIterator

import pytest

from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent, Unknown
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.sending.side_by_side import SideBySide
from pd_intake_bot.mail.sending.smtp import SmtpSender, SmtpSettings
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage

TO = "user@example.test"
CONTENT = b"From: info@example.test\r\nSubject: s\r\n\r\nfirst\r\n"
TOO_MANY = "421 4.7.0 Too many connections"


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with SmtpSink() as server:
        yield server


@pytest.fixture
async def three(sink: SmtpSink) -> AsyncIterator[SideBySide]:
    settings = SmtpSettings(
        host=sink.host,
        port=sink.port,
        security=Security.NONE,
        sender="info@example.test",
        answer_timeout=2,
    )
    sending = SideBySide(connect=lambda: SmtpSender(settings), most=3, patience=90)
    yield sending
    await sending.close()


async def send(three: SideBySide, count: int) -> list[Outcome]:
    return await asyncio.gather(*(three.send(CONTENT, to=TO) for _ in range(count)))


async def test_one_that_hangs_holds_up_no_other(sink: SmtpSink, three: SideBySide) -> None:
    sink.faults.hang(Stage.BODY)
    async with asyncio.TaskGroup() as group:
        both = [group.create_task(three.send(CONTENT, to=TO)) for _ in range(2)]
        ended, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        assert [type(one.result()) for one in ended] == [Sent]
    assert {type(one.result()) for one in both} == {Sent, Unknown}


async def test_letters_one_after_the_other_go_by_one_connection(
    sink: SmtpSink, three: SideBySide
) -> None:
    await three.send(CONTENT, to=TO)
    sink.faults.reply(Stage.CONNECT, TOO_MANY)
    assert isinstance(await three.send(CONTENT, to=TO), Sent)
    assert sink.faults.to_come(Stage.CONNECT) == 1


async def test_many_at_once_all_leave(sink: SmtpSink, three: SideBySide) -> None:
    assert all(isinstance(one, Sent) for one in await send(three, 20))
    assert len(sink.letters) == 20


async def test_where_the_server_bears_no_second_all_go_by_the_first(
    sink: SmtpSink, three: SideBySide
) -> None:
    await three.send(CONTENT, to=TO)
    sink.faults.reply(Stage.CONNECT, TOO_MANY, times=2)
    assert all(isinstance(one, Sent) for one in await send(three, 5))
    # That it bears no more is remembered: nobody asks again.
    sink.faults.reply(Stage.CONNECT, TOO_MANY)
    assert all(isinstance(one, Sent) for one in await send(three, 5))
    assert sink.faults.to_come(Stage.CONNECT) == 1


async def test_a_server_that_bears_none_postpones(sink: SmtpSink, three: SideBySide) -> None:
    await sink.refuse()
    assert all(isinstance(one, Postponed) for one in await send(three, 4))
    await sink.accept()
    assert all(isinstance(one, Sent) for one in await send(three, 4))


async def test_where_the_only_connection_hangs_the_others_go_back_into_the_outbox(
    sink: SmtpSink,
) -> None:
    settings = SmtpSettings(
        host=sink.host, port=sink.port, security=Security.NONE, sender="info@example.test"
    )
    three = SideBySide(connect=lambda: SmtpSender(settings), most=3, patience=0.1)
    await three.send(CONTENT, to=TO)
    sink.faults.hang(Stage.BODY)
    sink.faults.reply(Stage.CONNECT, TOO_MANY, times=2)
    async with asyncio.TaskGroup() as group:
        tasks = {group.create_task(three.send(CONTENT, to=TO)) for _ in range(3)}
        hung = tasks
        while len(hung) > 1:
            _, hung = await asyncio.wait(hung, return_when=asyncio.FIRST_COMPLETED)
        for one in hung:
            one.cancel()
    assert all(isinstance(one.result(), Postponed) for one in tasks - hung)
