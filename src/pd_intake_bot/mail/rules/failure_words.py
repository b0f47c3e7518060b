"""Delivery reports that only their subject line gives away: the last resort for them.

The words must stand at the beginning: a person who forwards a report begins with `Fwd:`, and a
person who misses a parcel does not speak of mail.
"""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_WORDS = re.compile(
    r"(?:re:\s*)?(?:"
    r"undeliver(?:ed|able)\b|undelivered mail returned|non-?deliver(?:y|able|ed)\b"
    r"|(?:mail|message|e-?mail) delivery (?:fail|error|problem|warning|status)"
    r"|returned (?:e-?)?mail\b|(?:permanent|temporary) delivery failure"
    r"|(?:mail|message|e-?mail) (?:could|can)(?:not| not) be delivered|(?:e-?)?mail error\b"
    r"|delivery (?:failure|failed|error|unsuccessful|status notification|notification: delivery)"
    r"|failure (?:notice|delivery)|mail failure|mail system error|message undeliverable"
    r"|error sending message|failed mail|loop alert\b"
    r"|warning: (?:could not send|message .* delayed)"
    r"|non remis\s?:|.{0,150}: non remis\b"
    r"|не удается доставить|не удалось доставить (?:письмо|сообщение|почту)"
    r"|недоставленн(?:ое|ая) (?:сообщение|письмо|почта)|ваше (?:сообщение|письмо) не доставлено"
    r"|(?:сообщение|письмо|почта) не (?:может быть )?доставлен[оа]|не доставлено:"
    r"|(?:хабар|хат)(?:лама)?(?:ыңыз)? жеткізілмеді|жеткізілмеген (?:хабар|хат)|жеткізілмеді:"
    r")",
    re.IGNORECASE,
)


def find(headers: Headers) -> Machine | None:
    """Find the words that mail systems begin a delivery report with."""
    if _WORDS.match(headers.subject_line):
        return Machine(kind=MachineKind.BOUNCE, sign="subject line: delivery failure")
    return None
