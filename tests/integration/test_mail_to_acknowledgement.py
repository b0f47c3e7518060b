"""Mail in, acknowledgement out, over TCP: a private Dovecot, the service, an SMTP sink."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import aiohttp
import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
WITHDRAWAL = "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу"


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def test_a_request_is_acknowledged_with_number_date_and_clause(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user, database=database)
        dovecot.deliver(service.write_mail(1, WITHDRAWAL), user)
        async with service.running(environment):
            (letter,) = await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
    sent = read(letter.raw)
    assert case.acknowledged_at is not None
    assert case.promised is not None
    assert f"{case.promised:%d.%m.%Y}" in words(sent)
    assert (letter.recipients, str(case.ref) in sent["Subject"]) == (("user@example.test",), True)
    for fact in (str(case.ref), "30 күнтізбелік күн", "6-бөлім", "7-бөлім", "телефон"):
        assert fact in words(sent), fact


async def test_the_acknowledgement_carries_the_signs_of_an_automatic_answer(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="signs")
        dovecot.deliver(service.write_mail(1, INQUIRY), "signs")
        async with service.running(environment):
            (letter,) = await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
        kept = (await service.dossier(environment, case)).parcels[0]
    sent = read(letter.raw)
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["X-Auto-Response-Suppress"] == "All"
    assert sent["In-Reply-To"] == "<1@example.test>"
    assert sent["References"].split() == ["<earlier@example.test>", "<1@example.test>"]
    assert sent["Message-ID"] == kept.payload["message_id"]
    assert sent.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("subject_line", "letters", "reviews"),
    [
        # Near a prescribed line: put before staff, nothing is sent to the person.
        ("Прошу отозвать согласие на обработку моих персональных данных", 0, 1),
        # Gives consent: nobody's business here.
        ("Согласие на обработку персональных данных", 0, 0),
        ("Отзыв о товаре", 0, 0),
    ],
)
async def test_only_prescribed_subject_lines_are_answered(
    tmp_path: Path, dovecot: Dovecot, subject_line: str, letters: int, reviews: int
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user)
        dovecot.deliver(service.write_mail(1, subject_line), user)
        # The second mail shows that the first has been dealt with.
        dovecot.deliver(service.write_mail(2, INQUIRY), user)
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        cases = await service.cases(environment)
    assert (len(sink.letters) - 1, len(cases) - 1) == (letters, 0)
    assert await service.count_reviews(environment) == reviews


async def test_nothing_of_the_mailbox_is_changed(tmp_path: Path, dovecot: Dovecot) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="untouched")
        dovecot.deliver(service.write_mail(1, INQUIRY), "untouched")
        before = dovecot.flags("untouched")
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        assert dovecot.flags("untouched") == before


async def test_an_answer_to_the_acknowledgement_joins_its_case(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user, database=database)
        dovecot.deliver(service.write_mail(1, INQUIRY), user)
        async with service.running(environment):
            (letter,) = await sink.until(1, within=service.PATIENCE)
            sent = read(letter.raw)
            reply = service.write_mail(2, f"Re: {sent['Subject']}")
            answered = f"In-Reply-To: {sent['Message-ID']}\r\nMIME-Version".encode()
            dovecot.deliver(reply.replace(b"MIME-Version", answered, 1), user)
            dovecot.deliver(service.write_mail(3, INQUIRY), user)
            await sink.until(2, within=service.PATIENCE)
        first, second = await service.cases(environment)
        joined = await service.dossier(environment, first)
    assert [len(joined.submissions), first.state, len(sink.letters)] == [2, State.REGISTERED, 2]
    assert str(second.ref) in read(sink.letters[1].raw)["Subject"]


async def test_a_message_that_cannot_be_read_does_not_hold_up_the_next(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    broken = (
        service.write_mail(1, INQUIRY).replace(
            b"text/plain; charset=utf-8", b"multipart/mixed; boundary="
        )
        + bytes(range(256)) * 20
    )
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="broken")
        dovecot.deliver(broken, "broken")
        dovecot.deliver(service.write_mail(2, INQUIRY), "broken")
        async with service.running(environment):
            await sink.until(2, within=service.PATIENCE)
        assert len(await service.cases(environment)) == 2


async def test_readiness_names_the_part_that_fails(tmp_path: Path, dovecot: Dovecot) -> None:
    async with SmtpSink() as sink, aiohttp.ClientSession() as web:
        environment = service.configure(tmp_path, dovecot, sink, user="wrong")
        environment["PD_IMAP_PASSWORD"] = "not the password"
        async with service.running(environment) as port:
            parts = await service.until_failing(web, port, "mailbox")
            async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
    assert "LoginRefusedError" in parts["mailbox"]
    assert "not the password" not in str(parts)
