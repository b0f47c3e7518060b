"""Decides what is done with a message: registering and acknowledging are separate decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.subject_lines import Match, Verdict
from pd_intake_bot.domain.submission import Submission


class Decision(StrEnum):
    """What is done with a message."""

    REGISTER = "register"
    FOLLOW_UP = "follow_up"
    REVIEW = "review"
    QUARANTINE = "quarantine"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What is known of a message before anything is decided.

    `case_ref` is the number of the case whose letter it answers, proven by our signed
    Message-ID, never by a number that somebody typed.
    """

    match: Match
    machine: Machine | None
    case_ref: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A message that matters, read. `fault` says why it could not be, where it could not."""

    sighting: Sighting
    submission: Submission
    reply_to: MailAddress | None
    fields: Mapping[Field, str]
    fault: str | None = None


FRESH = timedelta(days=30)
OLD = "old"

_BY_SUBJECT_LINE = {
    Verdict.ACCEPTED: Decision.REGISTER,
    Verdict.REVIEW: Decision.REVIEW,
    Verdict.IGNORED: Decision.IGNORE,
}
# These are never a person's request, whatever their subject line repeats.
_NEVER_A_REQUEST = frozenset({MachineKind.OWN, MachineKind.BOUNCE})


def decide(sighting: Sighting) -> Decision:
    """Decide by what was seen.

    A prescribed subject line is registered whatever machine seems to have written it, save
    our own mail and reports of delivery; where only a From line makes it one of these, which
    anybody can write, staff look at it. What answers our letter joins its case.
    """
    by_subject_line = _BY_SUBJECT_LINE[sighting.match.verdict]
    if sighting.machine and sighting.machine.kind in _NEVER_A_REQUEST:
        is_doubtful = sighting.machine.forgeable and by_subject_line is not Decision.IGNORE
        return Decision.REVIEW if is_doubtful else Decision.IGNORE
    return Decision.FOLLOW_UP if sighting.case_ref else by_subject_line


def held_because(sighting: Sighting, *, age: timedelta) -> str | None:
    """Name the reason for which the automatic letter waits for an officer, if there is one.

    `age` is the time since the receipt. What was found long after it, as at the first look
    into an old mailbox, may have been answered by hand.
    """
    if sighting.machine:
        return sighting.machine.kind.value
    return OLD if age > FRESH else None
