"""What a policy file may say of reminders and reports: `[clockwork]`."""

from datetime import time, timedelta
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, PositiveInt, model_validator

from pd_intake_bot.domain.clockwork import Audience, Clockwork, ReminderStep
from pd_intake_bot.policy.read import Section


class StepRow(Section):
    """One of `steps`: how many working days are left, and whom the reminder reaches."""

    left: Annotated[int, Field(ge=0, le=60)]
    to: Audience


class ClockworkTable(Section):
    """`[clockwork]`; the whole table may be left out."""

    opens: time
    closes: time
    report: time
    steps: Annotated[tuple[StepRow, ...], Field(min_length=1)]
    overdue: Audience
    untaken_after: PositiveInt
    silent_after: PositiveInt
    outage_minutes: PositiveInt

    @model_validator(mode="after")
    def _day_is_in_order(self) -> Self:
        if any(one.tzinfo for one in (self.opens, self.closes, self.report)):
            raise ValueError("hours are local, without a zone")
        if not self.opens <= self.report < self.closes:
            raise ValueError("the day opens, then the report is due, then it closes")
        return self

    @model_validator(mode="after")
    def _steps_grow_urgent(self) -> Self:
        lefts = [step.left for step in self.steps]
        if lefts != sorted(set(lefts), reverse=True) or lefts[-1] != 0:
            raise ValueError("steps go from more days left to fewer, each once, and end with 0")
        audiences = [*(step.to for step in self.steps), self.overdue]
        for earlier, later in pairwise(audiences):
            if not later.reaches(earlier):
                raise ValueError("a later step reaches no fewer people than an earlier one")
        return self

    def value(self) -> Clockwork:
        """Give the table as the clockwork takes it."""
        return Clockwork(
            steps=tuple(ReminderStep(left=row.left, to=row.to) for row in self.steps),
            overdue=self.overdue,
            opens=self.opens,
            closes=self.closes,
            report=self.report,
            untaken_after=self.untaken_after,
            silent_after=self.silent_after,
            outage_after=timedelta(minutes=self.outage_minutes),
        )
