"""Addresses that say that nobody reads them."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_LOCAL_PART = re.compile(
    r"(?:.*[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|auto[-_.]?(?:reply|respond|responder)"
    r"|mailer|bounces?|notifications?)(?:[-_.+].*)?$|root$|abuse$",
    re.IGNORECASE,
)


def find(headers: Headers) -> Machine | None:
    """Find a local part that robots send under."""
    local = headers.sender.address.rpartition("@")[0] if headers.sender else ""
    if _LOCAL_PART.match(local):
        return Machine(kind=MachineKind.AUTO_GENERATED, sign="From: no-reply address")
    return None
