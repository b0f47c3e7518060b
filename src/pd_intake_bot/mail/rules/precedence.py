"""`Precedence`: no standard, and yet what the oldest robots and lists say of themselves."""

import re

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_KINDS = {
    "auto_reply": MachineKind.AUTO_REPLY,
    "auto-reply": MachineKind.AUTO_REPLY,
    "list": MachineKind.LIST,
    "bulk": MachineKind.LIST,
    "junk": MachineKind.LIST,
}


def find(headers: Headers) -> Machine | None:
    """Read the field and its `X-` form, in any case."""
    for name in ("precedence", "x-precedence"):
        words = re.split(r"[\s,;()]+", ",".join(headers.fields.get(name, ())).lower())
        word = next((word for word in words if word in _KINDS), None)
        if word:
            return Machine(kind=_KINDS[word], sign=f"Precedence: {word}")
    return None
