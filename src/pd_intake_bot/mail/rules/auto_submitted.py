"""The one standard sign of a machine: `Auto-Submitted` with anything but `no` (RFC 3834 §5)."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_COMMENT = re.compile(r"\([^()]*\)?")
_KEYWORDS = ("auto-replied", "auto-generated", "auto-notified")


def find(headers: Headers) -> Machine | None:
    """Read the keyword alone: comments, parameters, spaces and case do not count."""
    for value in headers.fields.get("auto-submitted", ()):
        keyword = _COMMENT.sub("", value).partition(";")[0].strip().lower()
        if keyword not in {"", "no"}:
            is_reply = keyword.startswith("auto-replied") or "vacation" in value.lower()
            kind = MachineKind.AUTO_REPLY if is_reply else MachineKind.AUTO_GENERATED
            return Machine(kind=kind, sign=f"Auto-Submitted: {_known(keyword)}")
    return None


def _known(keyword: str) -> str:
    """Name one of the keywords there are; what else stands there may be anything."""
    return next((one for one in _KEYWORDS if keyword.startswith(one)), "another word")
