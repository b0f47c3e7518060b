"""Automatic replies that only their subject line gives away, in Kazakh, Russian and English."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

# Marks, and the words for an answer or a forwarded mail, may stand before them.
_BEFORE = r"(?:\W|(?:re|fwd?|отв|ответ|на|пер)\s*:)*"
_ENGLISH = (
    r"auto(?:matic)?[- ]?(?:reply|response|respons|responder)\b|automated (?:reply|response)\b"
    r"|(?:i am |i'm )?(?:currently )?(?:out of (?:the )?office|ooo\b)"
    r"|(?:i am |i'm )?(?:currently )?(?:on )?(?:vacation|annual leave|parental leave"
    r"|maternity leave|sick leave|holiday)(?:$|\s*[:!.]| (?:reply|notice|until|till|from)\b)"
    r"|away from (?:the )?(?:office|my mail)\b|(?:i am|i'm) (?:away|out)\b|away (?:until|till)\b"
    r"|(?:thank you|thanks) for contacting\b"
    r"|your (?:e-?mail|message|request) (?:was|has been) received\b"
    r"|we(?: have| 've)? received your (?:e-?mail|message|request)\b"
)
_RUSSIAN = (
    r"авто[- ]?ответ(?!ств)|(?:это )?автоматическ(?:ий ответ|ое (?:уведомление|сообщение|письмо))"
    r"|(?:я |сотрудник )?(?:сейчас |временно )?(?:нахожусь |находится )?"
    r"(?:в (?:декретном |ежегодном )?отпуске|в командировке|на больничном|вне офиса)\b"
    r"|(?:меня )?нет (?:на (?:рабочем )?месте|в офисе)\b"
    r"|(?:я |сотрудник )?(?:временно )?отсутству(?:ю|ет)\b|отсутствие на (?:рабочем|работе)\b"
    r"|ваше (?:письмо|сообщение|обращение) (?:получено|принято|доставлено)\b"
    r"|спасибо за (?:ваше |)обращение\b"
)
_KAZAKH = (
    r"авто[- ]?жауап|(?:бұл )?автоматты (?:түрде )?(?:жауап|хабарлама|хат)"
    r"|(?:мен )?(?:қазір )?(?:кеңседен тыс|кеңседе жоқ|(?:жұмыс )?орны(?:нда|мда) жоқ)"
    r"|(?:мен )?(?:қазір )?(?:еңбек )?(?:демалыс(?:та|ында)|іссапарда)(?:мын)?\b"
    r"|(?:хатыңыз|хабарламаңыз|өтінішіңіз) (?:қабылданды|алынды)\b"
)
_WORDS = re.compile(rf"\A{_BEFORE}(?:{_ENGLISH}|{_RUSSIAN}|{_KAZAKH})", re.IGNORECASE)
_LONGEST = 300


def find(headers: Headers) -> Machine | None:
    """Find the words that vacation programs begin a subject line with."""
    if _WORDS.match(headers.subject_line[:_LONGEST]):
        return Machine(kind=MachineKind.AUTO_REPLY, sign="subject line: automatic reply")
    return None
