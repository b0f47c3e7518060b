"""Cases that belong together, and how."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pd_intake_bot.domain.case import CaseId


class LinkKind(StrEnum):
    """What ties two cases."""

    SAME_WISH = "same_wish"
    """One person asked for the same right again while the first was open."""
    MERGED = "merged"
    """The case goes on in the other one."""
    SPLIT = "split"
    """The case was taken out of the other one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie from a case to an earlier one, `other`."""

    case_id: CaseId
    other: CaseId
    kind: LinkKind
    at: datetime
