"""`X-Auto-Response-Suppress`: how Exchange and many robots ask not to be answered (MS-OXCMAIL)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

# OOF alone concerns vacation notes; DR, NDR, RN and NRN are receipts; None suppresses nothing.
_OURS = {"all", "autoreply"}


def find(headers: Headers) -> Machine | None:
    """Read the field as the comma list that it is."""
    value = ",".join(headers.fields.get("x-auto-response-suppress", ()))
    asked = _OURS.intersection(word.strip().lower() for word in value.split(","))
    if not asked:
        return None
    sign = f"X-Auto-Response-Suppress: {min(asked)}"
    return Machine(kind=MachineKind.AUTO_GENERATED, sign=sign)
