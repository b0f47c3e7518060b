"""Decides what is done with a message: registering and acknowledging are separate decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reports import Report
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.subject_lines import Match, Verdict
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.domain.understood import Reading


class Decision(StrEnum):
    """What is done with a message."""

    REGISTER = "register"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    """A machine answers our letter: it is kept with the case, and nobody need do anything."""
    REPORT = "report"
    """It tells what became of a letter of ours."""
    REVIEW = "review"
    QUARANTINE = "quarantine"
    EXAMINE = "examine"
    """It may be about a letter of ours; its headers alone do not tell."""
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What is known of a message before anything is decided.

    `case_ref` is the number of the case whose letter it answers, proven by our signed
    Message-ID. `named` is a number that somebody typed into the subject line: it proves
    nothing. `report` is what it tells of a letter of ours, proven likewise. `is_whole` is
    false while only the headers have been read.
    """

    match: Match
    machine: Machine | None
    case_ref: str | None
    named: str | None = None
    report: Report | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A message that matters, read. `fault` says why it could not be, where it could not.

    `proof` is how well its sender is known.
    """

    sighting: Sighting
    submission: Submission
    reply_to: MailAddress | None
    fields: Mapping[Field, str]
    readings: tuple[Reading, ...] = ()
    fault: str | None = None
    proof: Proof = Proof.CHANNEL


FRESH = timedelta(days=30)
OLD = "old"

LARGEST_REPORT = 512 * 1024
"""Bytes: our letters are small, so that what comes back about one of them is no larger."""

_BY_SUBJECT_LINE = {
    Verdict.ACCEPTED: Decision.REGISTER,
    Verdict.REVIEW: Decision.REVIEW,
    Verdict.IGNORED: Decision.IGNORE,
}
# These are never a person's request, whatever their subject line repeats.
_NEVER_A_REQUEST = frozenset({MachineKind.OWN, MachineKind.BOUNCE})
# What they report or were sent by is named in their body, if anywhere.
_REPORTS = frozenset({MachineKind.BOUNCE, MachineKind.RECEIPT, MachineKind.COMPLAINT})
# No word of theirs is the person's.
_ANSWERS_BY_ITSELF = _REPORTS | {MachineKind.AUTO_REPLY}


def decide(sighting: Sighting) -> Decision:
    """Decide by what was seen.

    A prescribed subject line is registered whatever machine seems to have written it, save
    our own mail and reports of delivery; where only a From line makes it one of these, which
    anybody can write, staff look at it. What answers our letter joins its case.
    """
    decision, machine = _unless_forged(sighting), sighting.machine
    if machine and machine.kind is MachineKind.OWN:
        return decision
    if sighting.report:
        return Decision.REPORT
    if machine and machine.kind in _REPORTS and not sighting.is_whole:
        return Decision.EXAMINE if decision is Decision.IGNORE else decision
    if sighting.case_ref:
        return Decision.NOTE if answers_by_itself(machine) else Decision.FOLLOW_UP
    return decision


def is_wanted(sighting: Sighting, *, size: int) -> bool:
    """Tell by the headers, and the size in bytes, whether a message is to be read whole."""
    decision = decide(sighting)
    if decision is Decision.EXAMINE:
        return size <= LARGEST_REPORT
    return decision is not Decision.IGNORE


def answers_by_itself(machine: Machine | None) -> bool:
    """Tell whether it answers whatever it is sent; what only its From line says may be wrong."""
    return bool(machine and machine.kind in _ANSWERS_BY_ITSELF and not machine.forgeable)


def held_because(sighting: Sighting, *, age: timedelta) -> str | None:
    """Name the reason for which the automatic letter waits for an officer, if there is one.

    `age` is the time since the receipt. What was found long after it, as at the first look
    into an old mailbox, may have been answered by hand.
    """
    if sighting.machine:
        return sighting.machine.kind.value
    return OLD if age > FRESH else None


def _unless_forged(sighting: Sighting) -> Decision:
    decision = _BY_SUBJECT_LINE[sighting.match.verdict]
    machine = sighting.machine
    if machine is None or machine.kind not in _NEVER_A_REQUEST:
        return decision
    is_doubtful = machine.forgeable and decision is not Decision.IGNORE
    return Decision.REVIEW if is_doubtful else Decision.IGNORE
