"""Real mail in a real mailbox: files past the caps, a sender whom our own receiver has proven."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.submission import LeftOutBecause
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

OURS = "mx.example.test"
PASSED = f"{OURS}; dmarc=pass header.from=example.test"


def write_mail(*sizes: int, results: str = PASSED) -> bytes:
    mail = EmailMessage()
    mail["Authentication-Results"] = results
    mail["From"] = "Пример Примерович <user@example.test>"
    mail["Reply-To"] = "other@example.test"
    mail["Subject"] = "Дербес деректер туралы сұрау"
    mail["Date"] = "Mon, 23 Nov 2026 10:00:00 +0500"
    mail["Message-ID"] = f"<{len(sizes)}@example.test>"
    mail.set_content("Прошу сообщить, какие мои данные вы храните.")
    for number, size in enumerate(sizes, 1):
        mail.add_attachment(
            b"%PDF" + b"x" * size, maintype="application", subtype="pdf", filename=f"{number}.pdf"
        )
    return mail.as_bytes()


async def test_a_mail_past_the_caps_is_a_case_and_its_letter_names_what_was_not_taken(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="caps")
        environment |= {"PD_ATTACHMENTS_MAX_COUNT": "2", "PD_ATTACHMENTS_MAX_EACH": "1"}
        dovecot.deliver(write_mail(10, 2 * 2**20, 20, 30), "caps")
        async with service.running(environment):
            (sent,) = await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
        (submission,) = (await service.dossier(environment, case)).submissions
    body = message_from_bytes(sent.raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    letter = " ".join(body.get_content().split())
    assert "— 2.pdf: файл больше 1 МБ" in letter
    assert "— 4.pdf: файлов в одном письме может быть не больше 2" in letter
    assert "по почтовому адресу" in letter
    assert submission.text == "Прошу сообщить, какие мои данные вы храните."
    assert [one.name for one in submission.attachments] == ["1.pdf", "3.pdf"]
    assert [one.because for one in submission.left_out] == [
        LeftOutBecause.TOO_BIG,
        LeftOutBecause.TOO_MANY,
    ]


async def test_a_mailbox_that_our_receiver_has_proven_is_proof_and_reply_to_is_nobody(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="proof")
        environment |= {"PD_AUTHSERV_ID": OURS}
        dovecot.deliver(write_mail(), "proof")
        async with service.running(environment):
            (sent,) = await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
        (submission,) = (await service.dossier(environment, case)).submissions
    assert case.proof is Proof.MAILBOX
    assert sent.recipients == ("user@example.test",)
    assert submission.answer_to == "other@example.test"


async def test_without_the_setting_what_a_mail_says_of_itself_proves_nothing(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user="forged")
        dovecot.deliver(write_mail(), "forged")
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        (case,) = await service.cases(environment)
    assert case.proof is Proof.CHANNEL
