"""A withdrawal that lacked something is completed by a reply, over TCP: Dovecot and a sink."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

KAZAKH = (
    "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
    "Сәлеметсіз бе! Келісімімді қайтарып аламын.",
    "Аты-жөнім: Үлгі Үлгіұлы\nтелефоным 8 701 123 45 67\nБарлық дербес деректерім",
    "Енді өтінішіңізде құпиялылық саясаты талап ететіннің бәрі бар.",
)
RUSSIAN = (
    "Отзыв согласия на обработку персональных данных",
    "Здравствуйте! Отзываю согласие.",
    (
        "Я, Примеров Пример Примерович, отзываю согласие на обработку всех моих данных.\n"
        "Тел.: 8 (701) 123-45-67"
    ),
    "Теперь в обращении есть всё, чего требует политика конфиденциальности.",
)


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def words(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


@pytest.mark.parametrize(
    ("subject_line", "first", "second", "thanks"), [KAZAKH, RUSSIAN], ids=["kk", "ru"]
)
async def test_a_reply_completes_a_withdrawal_and_is_thanked_for_once(
    tmp_path: Path, dovecot: Dovecot, subject_line: str, first: str, second: str, thanks: str
) -> None:
    user = tmp_path.name
    async with SmtpSink() as sink:
        environment = service.configure(tmp_path, dovecot, sink, user=user)
        dovecot.deliver(service.write_mail(1, subject_line, first), user)
        async with service.running(environment):
            (acknowledged,) = await sink.until(1, within=service.PATIENCE)
            sent = read(acknowledged.raw)
            reply = service.write_mail(2, f"Re: {sent['Subject']}", second)
            answered = f"In-Reply-To: {sent['Message-ID']}\r\nMIME-Version".encode()
            dovecot.deliver(reply.replace(b"MIME-Version", answered, 1), user)
            _, thanked = await sink.until(2, within=service.PATIENCE)
        (case,) = await service.cases(environment)
    letter = read(thanked.raw)
    assert case.missing == ()
    assert thanks in words(letter)
    assert (letter["Auto-Submitted"], letter["In-Reply-To"]) == ("auto-replied", "<1@example.test>")
    assert len(sink.letters) == 2
