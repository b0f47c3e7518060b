"""What officers are told of the state, the dates and the acknowledgement of a case."""

from collections.abc import Iterator
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.telegram.staff.wording import Wording


def of_case(words: Wording, case: Case, now: datetime, halted: Halted = RUNNING) -> Iterator[str]:
    """Write a line for each fact that holds no personal data."""
    yield words.say("staff-case-heading", ref=str(case.ref), title=words.title(case.right))
    yield words.say(f"staff-state-{case.state}")
    yield ""
    yield words.say(f"staff-channel-{case.channel}")
    yield words.say("staff-received", moment=words.moment(case.received_at), place=words.place)
    yield _date(words, "staff-promised", case, (case.promised, halted.promised), now)
    yield _date(words, "staff-target", case, (case.target, halted.target), now)
    yield from _law(words, case)
    yield words.say(f"staff-language-{case.language or 'unknown'}")
    yield words.say(f"staff-proof-{case.proof}")
    if case.missing:
        yield words.say("staff-missing", fields=words.requirements(case.missing))
    yield from _suggestion(words, case)
    yield acknowledgement(words, case)


def _suggestion(words: Wording, case: Case) -> Iterator[str]:
    """Say which right it may be, and by when it would be due: that may be sooner."""
    suggestion = case.understood.suggestion
    if suggestion is None or not case.state.is_open:
        return
    title = words.title(suggestion.right)
    if suggestion.target is None:
        yield words.say("staff-suggestion", title=title)
    else:
        due = words.day(suggestion.target)
        yield words.say("staff-suggestion-target", title=title, date=due)


def _law(words: Wording, case: Case) -> Iterator[str]:
    """Name the law's term where staff work to it and not to what was promised."""
    right = words.policy.rights[case.right]
    if right.policy and right.law and case.target != case.promised:
        term = words.label(f"term-{right.law.term.unit}", amount=right.law.term.amount)
        yield words.say("staff-law-shorter", term=term)


def acknowledgement(words: Wording, case: Case) -> str:
    """Tell whether the acknowledgement has gone, waits, is held, or can't go at all."""
    if case.acknowledged_at:
        return words.say("staff-acknowledged", moment=words.moment(case.acknowledged_at))
    if case.held_because:
        return words.say("staff-held", reason=held(words, case.held_because))
    return words.say("staff-unreachable" if case.reply_to is None else "staff-not-acknowledged")


def held(words: Wording, reason: str) -> str:
    """Say in words why an acknowledgement is held."""
    return words.label(f"staff-held-{reason.replace('_', '-')}")


def _date(
    words: Wording, key: str, case: Case, its: tuple[date | None, datetime | None], now: datetime
) -> str:
    due, halted = its
    if due is None:
        return words.say(f"{key}-waits")
    if halted:
        return words.say(f"{key}-paused", date=words.day(due))
    if not case.state.is_open:
        return words.say(key, date=words.day(due))
    return words.say(f"{key}-left", date=words.day(due), left=words.left(due, now))
