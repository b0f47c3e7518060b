"""What a letter in the making still needs before it can be shown."""

from collections.abc import Mapping
from enum import StrEnum

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Happened
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Allowance, ClockStart, Ground, GroundKey
from pd_intake_bot.domain.work import Act, ClosedBecause
from pd_intake_bot.telegram.staff.letters.draft import Draft
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.letters import proof_words
from pd_intake_bot.usecases.ports import Store


class Step(StrEnum):
    """What comes next."""

    CHOICE = "choice"
    """Which ground or reason."""
    AMOUNT = "amount"
    DAY = "day"
    WORDS = "words"
    LETTER = "letter"
    """Nothing is missing: the letter can be shown."""


_ASKING = frozenset({EventKind.ASKED, EventKind.PROOF_ASKED})
_CHOSEN = frozenset({Act.REFUSE, Act.CLOSE, Act.PAUSE, Act.RESUME, Act.EXTEND})
_SPOKEN = frozenset({Act.ANSWER, Act.MESSAGE, Act.QUESTION, Act.REFUSE, Act.PAUSE, Act.EXTEND})
WORDLESS = frozenset({Act.CONFIRM})
"""What no words of an officer belong to."""


def next_of(draft: Draft) -> Step:
    """Tell what a draft needs next."""
    if draft.act in _CHOSEN and not draft.choice:
        return Step.CHOICE
    if draft.act is Act.EXTEND and draft.by is None:
        return Step.AMOUNT
    if draft.act is Act.CONFIRM and draft.day is None:
        return Step.DAY
    return Step.WORDS if draft.act in _SPOKEN and not draft.text else Step.LETTER


def is_over(case: Case, act: Act) -> bool:
    """Tell whether a case is no longer as it must be for an act."""
    if act is Act.REOPEN:
        return case.state.is_open
    return act is not Act.MESSAGE and not case.state.is_open


async def acts(words: Wording, store: Store, case: Case) -> list[Act]:
    """List what may be done about a case as it stands, where policy and law allow it."""
    if not case.state.is_open:
        return [Act.MESSAGE, Act.REOPEN]
    possible = [Act.ANSWER, Act.MESSAGE]
    if case.reply_to is not None:
        possible.append(Act.QUESTION)
        if proof_words.lacking(words.policy, case):
            possible.append(Act.PROOF)
    if any(
        rule.starts is ClockStart.CONFIRMATION for rule in words.policy.rights[case.right].rules
    ):
        possible.append(Act.CONFIRM)
    possible += [
        act
        for act in (Act.PAUSE, Act.RESUME, Act.EXTEND, Act.REFUSE)
        if await choices(words, store, case, act)
    ]
    return [*possible, Act.CLOSE]


async def choices(words: Wording, store: Store, case: Case, act: Act) -> Mapping[str, str]:
    """Give the grounds or reasons there are for an act, each with its label."""
    match act:
        case Act.REFUSE:
            found = words.policy.work.refusals_of(case.right)
            return {one.key: one.ask[words.language] for one in found}
        case Act.CLOSE:
            asked = await _was_asked(words.policy, store, case)
            reasons = [one for one in ClosedBecause if asked or one is not ClosedBecause.SILENT]
            return {one.value: words.label(f"staff-closed-{one}") for one in reasons}
        case Act.PAUSE | Act.RESUME | Act.EXTEND:
            return _of_clocks(words, case, act, await store.clocks.happened(case.id))
        case _:
            return {}


async def _was_asked(policy: Policy, store: Store, case: Case) -> bool:
    """Tell whether anything was asked of the person: else no letter may say that they are silent.

    The acknowledgement asks for what is missing, and for proof.
    """
    if case.missing or proof_words.lacking(policy, case):
        return True
    return any(one.kind in _ASKING for one in await store.events.of_case(case.id))


def allowance(policy: Policy, case: Case, ground: str) -> Allowance | None:
    """Give by how much a term of the case may be longer on a ground."""
    allowed = (one for rule in policy.rights[case.right].rules for one in rule.extend)
    return next((one for one in allowed if one.ground.key == GroundKey(ground)), None)


def _of_clocks(words: Wording, case: Case, act: Act, happened: Happened) -> Mapping[str, str]:
    rules = words.policy.rights[case.right].rules
    pausing = {ground.key: ground for rule in rules for ground in rule.pause}
    standing = {one.ground for one in happened.pauses if one.until is None}
    used = {one.ground for one in happened.extensions}
    found: Mapping[GroundKey, Ground]
    match act:
        case Act.PAUSE:
            found = {key: one for key, one in pausing.items() if key not in standing}
        case Act.RESUME:
            found = {key: one for key, one in pausing.items() if key in standing}
        case _:
            extending = [one.ground for rule in rules for one in rule.extend]
            found = {one.key: one for one in extending if one.key not in used}
    return {key: ground.words[words.language] for key, ground in found.items()}
