"""What a policy file may say of how long data are kept: `[retention]`."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from pd_intake_bot.domain.retention import Class, Passing, Retention
from pd_intake_bot.policy.read import Section


def _days(written: object) -> object:
    if not isinstance(written, str) or not written.endswith(" cd"):
        raise ValueError("a time to keep data is written `180 cd`, calendar days")
    return written.removesuffix(" cd")


Days = Annotated[int, Field(ge=1, le=36_500), BeforeValidator(_days)]


class RetentionTable(Section):
    """`[retention]`; the whole table may be left out."""

    attachments: Days
    submission: Days
    case: Days
    drafts: Days
    dismissed: Days
    logs: Days
    # Files from before it was asked for have it not.
    looks: Days = Retention().passing[Passing.LOOKS]

    @model_validator(mode="after")
    def _a_case_outlives_what_came_with_it(self) -> Self:
        if self.case < max(self.attachments, self.submission):
            raise ValueError("case: kept no shorter than submission and attachments")
        return self

    def value(self) -> Retention:
        """Give the table as the erasure takes it."""
        return Retention(
            days={one: getattr(self, one) for one in Class},
            passing={one: getattr(self, one) for one in Passing},
        )
