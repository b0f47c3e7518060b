"""Delivery reports that only their text gives away, in mail that a machine has sent.

A person writes of undelivered mail too: so the sender must be one that cannot be answered, and
the words count for no more than a From line does.
"""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind
from pd_intake_bot.mail.rules import no_reply, null_sender

_WORDS = re.compile(
    r"\b(?:mail|message)\b.{0,120}?\b(?:could|can) ?not be delivered\b"
    r"|notificationType\W{3,12}(?:Bounce|Delivery)\b"
    r"|\b(?:письмо|сообщение)\b.{0,80}?\bне (?:было |может быть )?доставлено\b"
    r"|\b(?:хат|хабар)(?:лама)?(?:ыңыз)?\b.{0,80}?\bжеткізілмеді\b",
    re.IGNORECASE | re.DOTALL,
)


def find(headers: Headers) -> Machine | None:
    """Find the words with which reports begin, where nobody can be answered."""
    if not (no_reply.is_robot(headers.sender) or null_sender.find(headers)):
        return None
    if not _WORDS.search(headers.opening):
        return None
    return Machine(kind=MachineKind.BOUNCE, sign="text: delivery failure", forgeable=True)
