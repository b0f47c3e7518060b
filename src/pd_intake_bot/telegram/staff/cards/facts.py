"""What officers are told of the state, the dates and the acknowledgement of a case."""

from collections.abc import Iterator
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.telegram.staff.wording import Wording


def of_case(words: Wording, case: Case, now: datetime, halted: Halted = RUNNING) -> Iterator[str]:
    """Write a line for each fact that holds no personal data: all of them, for the private view."""
    yield heading(words, case)
    yield words.say(f"staff-state-{case.state}")
    yield ""
    yield words.say(f"staff-channel-{case.channel}")
    yield words.say("staff-received", moment=words.moment(case.received_at), place=words.place)
    yield from dates(words, case, now, halted)
    yield from _law(words, case)
    yield words.say(f"staff-language-{case.language or 'unknown'}")
    yield words.say(f"staff-proof-{case.proof}")
    yield from wanting(words, case)
    if case.acknowledged_at:
        yield words.say("staff-acknowledged", moment=words.moment(case.acknowledged_at))
    yield from unacknowledged(words, case)


def in_short(words: Wording, case: Case, now: datetime, halted: Halted = RUNNING) -> Iterator[str]:
    """Write what an officer must know at a glance: for the card, without what goes as it should."""
    if case.state.is_open:
        yield from dates(words, case, now, halted)
    yield words.say(
        "staff-received-in-short",
        moment=words.moment(case.received_at),
        channel=words.label(f"queue-channel-{case.channel}"),
        language=words.label(f"queue-language-{case.language or 'unknown'}"),
    )
    if case.state.is_open:
        yield from wanting(words, case)
        yield from unacknowledged(words, case)


def heading(words: Wording, case: Case) -> str:
    """Name a case: its number and what is asked."""
    return words.say("staff-case-heading", ref=str(case.ref), title=words.title(case.right))


def dates(words: Wording, case: Case, now: datetime, halted: Halted) -> Iterator[str]:
    """Name the date that staff work to, and the one that was promised where it is another."""
    yield _date(words, "staff-target", case, (case.target, halted.target), now)
    if (case.promised, halted.promised) != (case.target, halted.target):
        yield _date(words, "staff-promised", case, (case.promised, halted.promised), now)


def wanting(words: Wording, case: Case) -> Iterator[str]:
    """Name what the case lacks, and which right it may be about."""
    needed = words.policy.rights[case.right].proof
    if needed is not None and case.proof.rank < needed.rank and case.state.is_open:
        yield words.say("staff-proof-wanting", needed=words.label(f"staff-proof-needed-{needed}"))
    if case.missing:
        yield words.say("staff-missing", fields=words.requirements(case.missing))
    yield from _suggestion(words, case)


def unacknowledged(words: Wording, case: Case) -> Iterator[str]:
    """Tell that the acknowledgement waits, is held, or can't go; nothing once it has gone."""
    if case.acknowledged_at:
        return
    if case.held_because:
        yield words.say("staff-held", reason=held(words, case.held_because))
        return
    yield words.say("staff-unreachable" if case.reply_to is None else "staff-not-acknowledged")


def held(words: Wording, reason: str) -> str:
    """Say in words why an acknowledgement is held."""
    return words.label(f"staff-held-{reason.replace('_', '-')}")


def _suggestion(words: Wording, case: Case) -> Iterator[str]:
    """Say which right it may be, and by when it would be due: that may be sooner."""
    suggestion = case.understood.suggestion
    if suggestion is None or not case.state.is_open:
        return
    title = words.title(suggestion.right)
    if suggestion.target is None:
        yield words.say("staff-suggestion", title=title)
    else:
        due = words.due(suggestion.target)
        yield words.say("staff-suggestion-target", title=title, date=due)


def sooner(words: Wording, case: Case) -> Iterator[str]:
    """Say which right it may be where that would be due before the date that staff work to."""
    suggestion = case.understood.suggestion
    if suggestion and suggestion.target and case.target and suggestion.target < case.target:
        yield from _suggestion(words, case)


def _law(words: Wording, case: Case) -> Iterator[str]:
    """Name the law's term where staff work to it and not to what was promised."""
    right = words.policy.rights[case.right]
    if right.policy and right.law and case.target != case.promised:
        term = words.label(f"term-{right.law.term.unit}", amount=right.law.term.amount)
        yield words.say("staff-law-shorter", term=term)


def _date(
    words: Wording, key: str, case: Case, its: tuple[date | None, datetime | None], now: datetime
) -> str:
    due, halted = its
    if due is None:
        return words.say(f"{key}-waits")
    if halted:
        return words.say(f"{key}-paused", date=words.day(due))
    # The days left to what was only promised say nothing: staff work to the sooner date.
    if not case.state.is_open or key == "staff-promised":
        return words.say(key, date=words.due(due))
    return words.say(f"{key}-left", date=words.due(due), left=words.left(due, now))
