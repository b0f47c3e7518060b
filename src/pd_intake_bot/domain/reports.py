"""What a mail system reports of a letter of ours (RFC 3464), proven by our signed Message-ID."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of the letter: the `Action` of a delivery report (RFC 3464 §2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    """Handed to a system that does not report, or to a list of addresses."""


DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""Statuses of an address at which nobody is reached, however often it is tried (RFC 3463)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report about one letter.

    `case_ref` and `letter` come from our Message-ID, and so from nobody else. `status` is the
    enhanced code, `diagnostic` the reply code of the server that refused; `recipient` is the
    address that was tried, which differs from the person's where their mail is forwarded.
    """

    case_ref: str
    letter: int
    fate: Fate
    status: str | None = None
    diagnostic: str | None = None
    recipient: str | None = None

    @property
    def is_dead(self) -> bool:
        """Whether the address itself is gone, and not its mailbox full or its server away."""
        return self.fate is Fate.FAILED and self.status in DEAD
