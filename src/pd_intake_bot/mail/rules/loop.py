"""Marks against loops: whoever puts them in is a program that resends mail."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_FIELDS = ("x-loop", "x-no-loop")


def find(headers: Headers) -> Machine | None:
    """Find such a mark, whatever its value but `no`."""
    for field in _FIELDS:
        if field in headers.fields and headers.first(field).lower() != "no":
            return Machine(kind=MachineKind.AUTO_GENERATED, sign=field)
    return None
