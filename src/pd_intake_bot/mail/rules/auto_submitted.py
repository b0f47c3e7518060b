"""The one standard sign of a machine: `Auto-Submitted` with anything but `no` (RFC 3834 §5)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind


def find(headers: Headers) -> Machine | None:
    """Read the keyword alone: comments, parameters, spaces and case do not count."""
    value = headers.first("auto-submitted")
    keyword = value.partition(";")[0].partition("(")[0].strip().lower()
    if keyword in {"", "no"}:
        return None
    is_reply = keyword.startswith("auto-replied") or "vacation" in value.lower()
    kind = MachineKind.AUTO_REPLY if is_reply else MachineKind.AUTO_GENERATED
    return Machine(kind=kind, sign=f"Auto-Submitted: {keyword[:40]}")
