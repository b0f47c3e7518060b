"""Complaints that a provider passes on: somebody marked a mail of ours as spam (RFC 5965)."""

from pd_intake_bot.domain.mail import Headers, Machine, MachineKind
from pd_intake_bot.mail.rules.report import report_type


def find(headers: Headers) -> Machine | None:
    """Find a feedback report, or the words of Hotmail, which has its own form of it."""
    if report_type(headers) == "feedback-report" or "message/feedback-report" in headers.parts:
        return Machine(kind=MachineKind.COMPLAINT, sign="report-type=feedback-report")
    if headers.subject_line.lower().startswith("complaint about message from"):
        return Machine(kind=MachineKind.COMPLAINT, sign="subject line: complaint about message")
    return None
