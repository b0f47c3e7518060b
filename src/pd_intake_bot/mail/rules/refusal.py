"""Refusals in the form of a receipt: a filter or a full mailbox sent a letter back (RFC 5429)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind
from pd_intake_bot.mail.rules import receipt

SIGN = "Auto-Submitted: (rejected)"
"""Of a receipt: the letter it is about has come back."""

_REJECTED = "(rejected)"


def find(headers: Headers) -> Machine | None:
    """Find a notification that calls itself rejected, as section 2.2.1 and Dovecot write it."""
    said = headers.first("auto-submitted").lower()
    if _REJECTED in said and receipt.find(headers):
        return Machine(kind=MachineKind.RECEIPT, sign=SIGN)
    return None
