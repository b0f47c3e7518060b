"""How urgent a case is at a glance: a mark that stands before its number."""

from datetime import date

from pd_intake_bot.domain.case import Case

DONE, UNDATED = "✅", "⚪️"
MARKS = ((0, "🔴"), (3, "🟠"), (10, "🟡"))
"""The most calendar days left that each mark stands for; more are green."""
AMPLE = "🟢"


def mark(case: Case, today: date) -> str:
    """Give the mark of a case by the calendar days left to its target date."""
    if not case.state.is_open:
        return DONE
    if case.target is None:
        return UNDATED
    left = (case.target - today).days
    return next((sign for most, sign in MARKS if left <= most), AMPLE)
