"""Read receipts: a program says that a letter of ours was displayed or deleted (RFC 8098)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind
from pd_intake_bot.mail.rules.report import report_type

_PARTS = {"message/disposition-notification", "message/global-disposition-notification"}


def find(headers: Headers) -> Machine | None:
    """Find a disposition notification."""
    if report_type(headers) == "disposition-notification" or _PARTS & {*headers.parts}:
        return Machine(kind=MachineKind.RECEIPT, sign="report-type=disposition-notification")
    return None
