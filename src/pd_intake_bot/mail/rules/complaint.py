"""Complaints that a provider passes on: somebody marked a mail of ours as spam (RFC 5965)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind
from pd_intake_bot.mail.rules.report import report_type


def find(headers: Headers) -> Machine | None:
    """Find a feedback report, or one of the forms that Hotmail and Apple have of their own."""
    if report_type(headers) == "feedback-report" or "message/feedback-report" in headers.parts:
        return Machine(kind=MachineKind.COMPLAINT, sign="report-type=feedback-report")
    if headers.first("x-apple-unsubscribe").lower() == "true":
        return Machine(kind=MachineKind.COMPLAINT, sign="X-Apple-Unsubscribe")
    if headers.subject_line.lower().startswith("complaint about message from"):
        return Machine(kind=MachineKind.COMPLAINT, sign="subject line: complaint about message")
    return None
