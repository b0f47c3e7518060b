"""How urgent a case is at a glance: a mark that stands before its number."""

from datetime import date
from typing import Protocol

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.clocks import RUNNING, Halted

DONE, UNDATED, PAUSED = "✅", "⚪️", "⏯"
MARKS = ((0, "🔴"), (3, "🟠"), (10, "🟡"))
"""The most calendar days left that each mark stands for; more are green."""
AMPLE = "🟢"


class Dated(Protocol):
    """A case, or a line of a list about one."""

    @property
    def state(self) -> State:
        """Where it stands."""
        ...

    @property
    def target(self) -> date | None:
        """The date that staff work to."""
        ...


def mark(case: Dated, today: date, halted: Halted = RUNNING) -> str:
    """Give the mark of a case by the calendar days left to its target date."""
    if not case.state.is_open:
        return DONE
    if halted.target:
        return PAUSED
    if case.target is None:
        return UNDATED
    left = (case.target - today).days
    return next((sign for most, sign in MARKS if left <= most), AMPLE)
