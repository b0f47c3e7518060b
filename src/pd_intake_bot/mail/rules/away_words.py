"""Automatic replies that only their subject line gives away, in Kazakh, Russian and English."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_WORDS = re.compile(
    r"(?:re:\s*)?(?:"
    r"auto(?:matic)?[- ]?(?:reply|response|respons|responder)\b|automated (?:reply|response)\b"
    r"|out of (?:the )?office\b|on (?:vacation|annual leave|holiday)\b|vacation (?:reply|notice)\b"
    r"|away from (?:the )?(?:office|my mail)\b|(?:i am|i'm) (?:away|out)\b|away (?:until|till)\b"
    r"|авто[- ]?ответ(?!ств)|автоматический ответ|автоматическое (?:уведомление|сообщение)"
    r"|(?:я )?(?:нахожусь )?в отпуске\b|вне офиса\b|нет на месте|отсутству(?:ю|ет) (?:в офисе|на)"
    r"|авто[- ]?жауап|автоматты (?:түрде )?(?:жауап|хабарлама)|кеңседен тыс|еңбек демалысында"
    r"|(?:мен )?демалыста(?:мын)?\b|орнында жоқ"
    r")",
    re.IGNORECASE,
)


def find(headers: Headers) -> Machine | None:
    """Find the words that vacation programs begin a subject line with."""
    if _WORDS.match(headers.subject_line):
        return Machine(kind=MachineKind.AUTO_REPLY, sign="subject line: automatic reply")
    return None
