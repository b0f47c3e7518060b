"""Mailing lists and newsletters (RFC 2369, RFC 2919)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind

_FIELDS = (
    "list-id",
    "list-unsubscribe",
    "list-post",
    "list-help",
    "mailing-list",
    "x-mailman-version",
    "x-mlserver",
)


def find(headers: Headers) -> Machine | None:
    """Find a field that only a list or a mass mailing puts in."""
    field = next((field for field in _FIELDS if field in headers.fields), None)
    return Machine(kind=MachineKind.LIST, sign=field) if field else None
