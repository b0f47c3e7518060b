import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from aiosmtplib import SMTPAuthenticationError

from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.sending.recipients import AddressError
from pd_intake_bot.mail.sending.smtp import SmtpSender, SmtpSettings
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage

TO = "user@example.test"
# Lines of dots alone would end the letter if they went out as they are.
CONTENT = b"From: info@example.test\r\nSubject: s\r\n\r\nfirst\r\n.\r\n..\r\nlast\r\n"


def sender_for(
    sink: SmtpSink,
    *,
    security: Security = Security.NONE,
    password: str = "",
    patience: float = 60,
) -> SmtpSender:
    return SmtpSender(
        SmtpSettings(
            host=sink.host,
            port=sink.port,
            security=security,
            sender="info@example.test",
            username=sink.username,
            password=password or sink.password,
            ca_file=sink.ca_file if sink.ca_file.is_file() else None,
            timeout=patience,
            answer_timeout=patience,
        )
    )


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with SmtpSink() as server:
        yield server


@pytest.fixture
async def sender(sink: SmtpSink) -> AsyncIterator[SmtpSender]:
    sending = sender_for(sink)
    yield sending
    await sending.close()


@pytest.fixture
async def hasty(sink: SmtpSink) -> AsyncIterator[SmtpSender]:
    """Give one who does not wait for long where the server is silent."""
    sending = sender_for(sink, patience=1)
    yield sending
    await sending.close()


@pytest.mark.parametrize("security", list(Security))
async def test_a_letter_arrives_as_it_was_written(security: Security) -> None:
    async with SmtpSink(security=security, username="user", password="secret") as sink:
        sender = sender_for(sink, security=security)
        outcome = await sender.send(CONTENT, to=TO)
        await sender.close()
    assert outcome == Sent(answer="250 2.0.0 Letter accepted")
    [letter] = sink.letters
    assert (letter.sender, *letter.recipients) == ("info@example.test", TO)
    assert letter.raw.replace(b"\r\n", b"\n") == CONTENT.replace(b"\r\n", b"\n")


async def test_the_connection_is_kept_between_letters(sink: SmtpSink, sender: SmtpSender) -> None:
    await sender.send(CONTENT, to=TO)
    sink.faults.reply(Stage.CONNECT, "421 4.3.2 No second connection")
    assert isinstance(await sender.send(CONTENT, to=TO), Sent)


async def test_a_connection_that_the_server_has_closed_is_renewed(
    sink: SmtpSink, sender: SmtpSender
) -> None:
    await sender.send(CONTENT, to=TO)
    await sink.refuse()
    await sink.accept()
    assert isinstance(await sender.send(CONTENT, to=TO), Sent)
    assert len(sink.letters) == 2


async def test_a_wrong_password_is_the_operators_to_mend_and_postpones() -> None:
    async with SmtpSink(security="tls", username="user", password="secret") as sink:
        outcome = await sender_for(sink, security=Security.TLS, password="wrong").send(
            CONTENT, to=TO
        )
    assert isinstance(outcome, Postponed)


async def test_nothing_goes_in_the_clear_where_starttls_is_set(sink: SmtpSink) -> None:
    outcome = await sender_for(sink, security=Security.STARTTLS).send(CONTENT, to=TO)
    assert isinstance(outcome, Postponed)
    assert sink.letters == ()


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted() -> None:
    async with SmtpSink(security="tls") as sink:
        settings = SmtpSettings(
            host=sink.host, port=sink.port, security=Security.TLS, sender="info@example.test"
        )
        assert isinstance(await SmtpSender(settings).send(CONTENT, to=TO), Postponed)


async def test_a_server_that_is_not_there_postpones(sink: SmtpSink, sender: SmtpSender) -> None:
    await sink.refuse()
    assert isinstance(await sender.send(CONTENT, to=TO), Postponed)


@pytest.mark.parametrize(
    ("stage", "line", "outcome"),
    [
        (Stage.CONNECT, "554 5.3.2 No service", Postponed),
        (Stage.CONNECT, "421 4.3.2 Busy", Postponed),
        (Stage.MAIL, "451 4.3.0 Later", Postponed),
        (Stage.MAIL, "530 5.7.0 Authentication required", Postponed),
        (Stage.MAIL, "552 5.3.4 Too big", Refused),
        (Stage.RCPT, "450 4.2.0 Greylisted", Postponed),
        (Stage.RCPT, "550 5.1.1 No such user", Refused),
        (Stage.DATA, "451 4.3.0 Later", Postponed),
        (Stage.DATA, "554 5.5.1 No", Refused),
        (Stage.BODY, "451 4.3.0 Later", Postponed),
        (Stage.BODY, "550 5.7.1 Content refused", Refused),
        # An answer that no rule foresees, at the one moment that matters.
        (Stage.BODY, "252 Perhaps", Unknown),
        (Stage.ACCEPTED, "nonsense", Unknown),
    ],
)
async def test_each_answer_has_its_outcome(
    sink: SmtpSink, sender: SmtpSender, stage: Stage, line: str, outcome: type[Outcome]
) -> None:
    sink.faults.reply(stage, line)
    assert isinstance(await sender.send(CONTENT, to=TO), outcome)


@pytest.mark.parametrize("trouble", ["drop", "hang"])
@pytest.mark.parametrize("stage", [Stage.CONNECT, Stage.MAIL, Stage.RCPT, Stage.DATA])
async def test_silence_before_the_letter_was_written_leaves_nothing_open(
    sink: SmtpSink, hasty: SmtpSender, stage: Stage, trouble: str
) -> None:
    getattr(sink.faults, trouble)(stage)
    assert isinstance(await hasty.send(CONTENT, to=TO), Postponed)
    assert sink.letters == ()


@pytest.mark.parametrize("trouble", ["drop", "hang"])
@pytest.mark.parametrize(("stage", "arrived"), [(Stage.BODY, 0), (Stage.ACCEPTED, 1)])
async def test_silence_after_the_letter_was_written_is_unknown_whatever_is_true(
    sink: SmtpSink, hasty: SmtpSender, stage: Stage, arrived: int, trouble: str
) -> None:
    getattr(sink.faults, trouble)(stage)
    assert isinstance(await hasty.send(CONTENT, to=TO), Unknown)
    assert len(sink.letters) == arrived


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.BODY, Stage.ACCEPTED])
async def test_trouble_with_one_letter_is_none_of_the_next(
    sink: SmtpSink, hasty: SmtpSender, stage: Stage
) -> None:
    sink.faults.hang(stage)
    await hasty.send(CONTENT, to=TO)
    assert isinstance(await hasty.send(CONTENT, to=TO), Sent)


@pytest.mark.parametrize("stage", [Stage.RCPT, Stage.BODY, Stage.ACCEPTED])
async def test_after_anything_but_success_the_connection_is_not_used_again(
    sink: SmtpSink, sender: SmtpSender, stage: Stage
) -> None:
    sink.faults.reply(stage, "450 4.0.0 Later")
    await sender.send(CONTENT, to=TO)
    sink.faults.reply(Stage.CONNECT, "421 4.3.2 A new connection")
    outcome = await sender.send(CONTENT, to=TO)
    assert isinstance(outcome, Postponed)
    assert "A new connection" in outcome.answer


async def test_the_name_that_the_server_gives_a_letter_is_kept(
    sink: SmtpSink, sender: SmtpSender
) -> None:
    sink.faults.reply(Stage.ACCEPTED, "250 2.0.0 Ok: queued as 4XyZ1")
    outcome = await sender.send(CONTENT, to=TO)
    assert outcome == Sent(answer="250 2.0.0 Ok: queued as 4XyZ1", ids={"queue_id": "4XyZ1"})


async def test_checking_logs_in_and_sends_nothing() -> None:
    async with SmtpSink(security="tls", username="user", password="secret") as sink:
        sender = sender_for(sink, security=Security.TLS)
        await sender.check()
        await sender.close()
        with pytest.raises(SMTPAuthenticationError):
            await sender_for(sink, security=Security.TLS, password="wrong").check()
    assert sink.letters == ()


async def test_a_letter_cancelled_in_the_middle_spoils_no_other(
    sink: SmtpSink, sender: SmtpSender
) -> None:
    sink.faults.hang(Stage.BODY)
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sender.send(CONTENT, to=TO))
        # The server says nothing of it: only its own order tells how far it has come.
        while sink.faults.to_come(Stage.BODY):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        sending.cancel()
    assert isinstance(await sender.send(CONTENT, to=TO), Sent)


async def test_letters_sent_at_once_go_one_after_the_other(
    sink: SmtpSink, sender: SmtpSender
) -> None:
    outcomes: Sequence[Outcome] = await asyncio.gather(
        *(sender.send(CONTENT, to=f"user{number}@example.test") for number in range(10))
    )
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert len(sink.letters) == 10


@pytest.mark.parametrize("to", ["a@example.test, b@example.test", "a@example.test b", "", "a\r\n"])
async def test_anything_but_one_address_is_refused_before_the_server_hears_of_it(
    sink: SmtpSink, sender: SmtpSender, to: str
) -> None:
    sink.faults.reply(Stage.CONNECT, "421 Nobody should come")
    assert isinstance(await sender.send(CONTENT, to=to), Refused)


async def test_an_address_outside_ascii_is_reached_where_the_server_can(
    sink: SmtpSink, sender: SmtpSender
) -> None:
    assert isinstance(await sender.send(CONTENT, to="үлгі@пример.test"), Sent)
    assert sink.letters[0].recipients[0] == "үлгі@xn--e1afmkfd.test"


async def test_a_sender_that_is_no_address_is_told_at_once(sink: SmtpSink) -> None:
    settings = SmtpSettings(
        host=sink.host, port=sink.port, security=Security.NONE, sender="BazarJaq"
    )
    with pytest.raises(AddressError):
        SmtpSender(settings)
