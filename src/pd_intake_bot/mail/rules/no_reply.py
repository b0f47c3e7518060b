"""Addresses that say that nobody reads them."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind, Sender

_LOCAL_PART = re.compile(
    r"(?:.*[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|auto[-_.]?(?:reply|respond|responder)"
    r"|mailer|bounces?|notifications?)(?:\d+|[-_.+].*)?$|root$|abuse$",
    re.IGNORECASE,
)


def is_robot(sender: Sender | None) -> bool:
    """Tell whether a local part is one that robots send under."""
    return bool(sender and _LOCAL_PART.match(sender.address.rpartition("@")[0]))


def find(headers: Headers) -> Machine | None:
    """Find a sender that cannot be answered."""
    if is_robot(headers.sender):
        return Machine(kind=MachineKind.AUTO_GENERATED, sign="From: no-reply address")
    return None
