"""Mail from the mail system itself: MAILER-DAEMON, postmaster, or nobody at all."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_LOCAL_PART = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|post[-_.]?master|mdaemon|mmdf)$", re.IGNORECASE
)
# The sign of a From that names the mail system without an address, or has an empty one.
_NO_ADDRESS = re.compile(r"<>\s*$|\b(?:mailer[-_ ]?daemon|postmaster)\b", re.IGNORECASE)


def find(headers: Headers) -> Machine | None:
    """Find a sender that is no person's mailbox on any machine (RFC 2142, RFC 5321)."""
    if headers.sender is None:
        is_daemon = bool(_NO_ADDRESS.search(headers.first("from")))
    else:
        is_daemon = bool(_LOCAL_PART.match(headers.sender.address.rpartition("@")[0]))
    if not is_daemon:
        return None
    return Machine(kind=MachineKind.BOUNCE, sign="From: mail system", forgeable=True)
