"""What comes back after an acknowledgement, over TCP: Dovecot, the service, an SMTP sink."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from pd_intake_bot.domain.case import Case
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.usecases.records.look import Dossier
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.test>
To: info@bazarjoq.kz
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 10:05:00 +0500
Message-ID: <report@mx.example.test>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.test

Final-Recipient: rfc822; user@example.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

{letter}
--b--
"""


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def report(letter: bytes) -> bytes:
    """Send a letter back as Postfix does, whole."""
    return (
        REPORT.format(letter=letter.decode()).replace("\r\n", "\n").replace("\n", "\r\n").encode()
    )


def kinds(dossier: Dossier) -> list[str]:
    return [event.kind.value for event in dossier.events]


async def gathered(environment: service.Environment) -> list[tuple[Case, Dossier]]:
    cases = await service.cases(environment)
    return [(case, await service.dossier(environment, case)) for case in cases]


async def test_acknowledgement_that_comes_back_is_known_by_its_case_and_answered_by_nobody(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user, database=database)
        dovecot.deliver(service.write_mail(1, INQUIRY), user)
        async with service.running(environment):
            (letter,) = await sink.until(1, within=service.PATIENCE)
            await service.until_acknowledged(environment)
            dovecot.deliver(report(letter.raw), user)
            # Somebody else's report, and a mail that shows that both have been dealt with.
            foreign = report(b"From: info@bazarjoq.kz\nMessage-ID: <1@bazarjoq.kz>\n\nOrder 17\n")
            dovecot.deliver(foreign.replace(b"<report@", b"<foreign@"), user)
            last = service.write_mail(2, INQUIRY).replace(b"user@example", b"other@example")
            dovecot.deliver(last, user)
            await sink.until(2, within=service.PATIENCE)
        (_, first), (_, second) = await gathered(environment)
    assert kinds(first) == ["registered", "letter_sent", "letter_bounced"]
    assert first.events[-1].data["status"] == "5.1.1"
    assert len(first.submissions) == 2
    assert kinds(second)[0] == "registered"
    assert await service.count_reviews(environment) == 0
    assert [one.recipients for one in sink.letters] == [
        ("user@example.test",),
        ("other@example.test",),
    ]


async def test_letters_to_a_dead_address_stop(tmp_path: Path, dovecot: Dovecot) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="dead")
        dovecot.deliver(service.write_mail(1, INQUIRY), "dead")
        async with service.running(environment):
            (letter,) = await sink.until(1, within=service.PATIENCE)
            dovecot.deliver(report(letter.raw), "dead")
            dovecot.deliver(service.write_mail(2, INQUIRY), "dead")
            last = service.write_mail(3, INQUIRY).replace(b"user@example", b"other@example")
            dovecot.deliver(last, "dead")
            await sink.until(2, within=service.PATIENCE)
        held = [case.held_because for case in await service.cases(environment)]
    assert held == [None, "dead_address", None]


async def test_same_mail_from_another_folder_or_sent_again_is_one_case(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    user = tmp_path.name
    mail = service.write_mail(1, INQUIRY, text="Осы сұрауыма жауап беріңіз.")
    copies = [
        # Filed by hand: other headers on top, another case of the Message-ID.
        b"X-Moved: yes\r\n" + mail.replace(b"<1@example.test>", b"<1@EXAMPLE.TEST>"),
        # Sent again an hour later.
        mail.replace(b"<1@", b"<11@").replace(b"10:00:00", b"11:00:00"),
    ]
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user, database=database)
        for one in (mail, *copies, service.write_mail(2, INQUIRY)):
            dovecot.deliver(one, user)
        async with service.running(environment):
            await sink.until(2, within=service.PATIENCE)
        (_, first), (_, second) = await gathered(environment)
    assert kinds(first)[:2] == ["registered", "resent"]
    assert "linked" in kinds(first)
    assert "linked" in kinds(second)
    assert len(sink.letters) == 2


async def test_stranger_who_quotes_a_number_gets_no_letter(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="quoting")
        dovecot.deliver(service.write_mail(1, INQUIRY), "quoting")
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
            (case,) = await service.cases(environment)
            quoting = service.write_mail(2, f"{case.ref}").replace(b"user@ex", b"stranger@ex")
            dovecot.deliver(quoting, "quoting")
            # The person's own mail with the number joins without a proof.
            dovecot.deliver(service.write_mail(3, f"Re: {case.ref}"), "quoting")
            last = service.write_mail(4, INQUIRY).replace(b"user@example", b"other@example")
            dovecot.deliver(last, "quoting")
            await sink.until(2, within=service.PATIENCE)
        (_, first), _ = await gathered(environment)
    assert len(first.submissions) == 2
    assert [one.recipients for one in sink.letters] == [
        ("user@example.test",),
        ("other@example.test",),
    ]
    assert await service.count_reviews(environment) == 1


async def test_letters_past_the_cap_of_a_domain_and_of_the_hour_are_held(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="crowd") | {
            "PD_LETTERS_PER_DOMAIN_PER_HOUR": "2",
            "PD_LETTERS_OVERALL_PER_HOUR": "3",
        }
        for serial, address in enumerate(["a@one", "b@one", "c@one", "d@two", "e@three"], 1):
            mail = service.write_mail(serial, INQUIRY)
            dovecot.deliver(mail.replace(b"user@example", address.encode()), "crowd")
        async with service.running(environment):
            await sink.until(3, within=service.PATIENCE)
        held = [case.held_because for case in await service.cases(environment)]
    assert held == [None, None, "cap_domain", None, "breaker"]
    assert len(sink.letters) == 3
