"""Counts the dates of a request from the moment it was received."""

from datetime import date, datetime

from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.clocks import Course
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Right
from pd_intake_bot.domain.workdays import Calendar


def count(
    right: Right,
    *,
    received_at: datetime,
    confirmed_on: date | None,
    policy: Policy,
    calendar: Calendar,
    course: Course | None = None,
) -> Deadlines:
    """Give all clocks; the receipt counts by its local date where the policy is in force.

    Raises what `deadlines.compute` raises.
    """
    return deadlines.compute(
        right,
        received_on=policy.local_date(received_at),
        confirmed_on=confirmed_on,
        calendar=calendar,
        house_term=policy.house_term,
        course=course or Course(zone=policy.zone),
    )
