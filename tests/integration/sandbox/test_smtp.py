import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiosmtplib
import pytest

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.mail.smtp_faults import Stage

SENDER = "dpo@example.test"
RECIPIENT = "user@example.test"


def letter() -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = SENDER, RECIPIENT, "Тіркелді"
    written.set_content("Үлгі Үлгіұлы, сұрауыңыз тіркелді.\n.\nсоңы\n", cte="8bit")
    return written


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with SmtpSink() as opened:
        yield opened


def client(sink: SmtpSink) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(hostname=sink.host, port=sink.port, start_tls=False, timeout=60)


async def test_letter_arrives_byte_for_byte_with_its_envelope(sink: SmtpSink) -> None:
    raw = letter().as_bytes().replace(b"\n", b"\r\n")
    async with client(sink) as smtp:
        await smtp.sendmail(SENDER, [RECIPIENT], raw)
    (kept,) = await sink.until(1)
    assert (kept.sender, kept.recipients, kept.raw) == (SENDER, (RECIPIENT,), raw)


async def test_starttls_and_login_are_required_where_they_are_set() -> None:
    async with SmtpSink(security="starttls", username="bot", password="secret") as sink:
        tls = ssl.create_default_context(cafile=sink.ca_file)
        smtp = aiosmtplib.SMTP(
            hostname=sink.host, port=sink.port, start_tls=True, tls_context=tls, timeout=60
        )
        async with smtp:
            with pytest.raises(aiosmtplib.SMTPSenderRefused, match="Authentication required"):
                await smtp.send_message(letter())
            with pytest.raises(aiosmtplib.SMTPAuthenticationError):
                await smtp.login("bot", "wrong")
            await smtp.login("bot", "secret")
            await smtp.send_message(letter())
        assert len(sink.letters) == 1


async def test_letter_comes_over_tls_from_the_first_byte() -> None:
    async with SmtpSink(security="tls") as sink:
        tls = ssl.create_default_context(cafile=sink.ca_file)
        async with aiosmtplib.SMTP(
            hostname="localhost", port=sink.port, use_tls=True, tls_context=tls, timeout=60
        ) as smtp:
            await smtp.send_message(letter())
        assert len(sink.letters) == 1


@pytest.mark.parametrize(
    ("stage", "error"),
    [
        (Stage.CONNECT, aiosmtplib.SMTPConnectResponseError),
        (Stage.MAIL, aiosmtplib.SMTPSenderRefused),
        (Stage.RCPT, aiosmtplib.SMTPRecipientsRefused),
        (Stage.DATA, aiosmtplib.SMTPDataError),
        (Stage.BODY, aiosmtplib.SMTPDataError),
    ],
)
async def test_ordered_refusal_comes_at_its_stage_once(
    sink: SmtpSink, stage: Stage, error: type[Exception]
) -> None:
    sink.faults.reply(stage, "451 4.3.0 Try again later")
    with pytest.raises(error):
        async with client(sink) as smtp:
            await smtp.send_message(letter())
    assert not sink.letters
    async with client(sink) as smtp:
        await smtp.send_message(letter())
    assert len(sink.letters) == 1


@pytest.mark.parametrize(("stage", "kept"), [(Stage.BODY, 0), (Stage.ACCEPTED, 1)])
async def test_connection_breaks_before_or_after_the_letter_is_accepted(
    sink: SmtpSink, stage: Stage, kept: int
) -> None:
    sink.faults.drop(stage)
    smtp = client(sink)
    await smtp.connect()
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await smtp.send_message(letter())
    assert len(sink.letters) == kept


async def test_silent_server_runs_into_the_clients_timeout(sink: SmtpSink) -> None:
    sink.faults.hang(Stage.MAIL)
    smtp = client(sink)
    await smtp.connect()
    with pytest.raises(aiosmtplib.SMTPReadTimeoutError):
        await smtp.mail(SENDER, timeout=0.05)
    smtp.close()


async def test_closed_port_refuses_and_opens_again_in_the_same_place(sink: SmtpSink) -> None:
    port = sink.port
    await sink.refuse()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await client(sink).connect()
    await sink.accept()
    async with client(sink) as smtp:
        await smtp.send_message(letter())
    assert (sink.port, len(sink.letters)) == (port, 1)


async def test_trouble_ends_when_it_is_cleared(sink: SmtpSink) -> None:
    sink.faults.drop(Stage.MAIL, times=9)
    sink.faults.clear()
    async with client(sink) as smtp:
        await smtp.send_message(letter())
    assert len(sink.letters) == 1
