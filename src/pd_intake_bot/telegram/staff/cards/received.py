"""What is out of the ordinary in messages as they came: signs of machines, files left out."""

from collections.abc import Iterator

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.submission import LeftOut, Submission
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

_MEGABYTE = 2**20


async def lines(words: Wording, store: Store, case: Case) -> list[str]:
    """Write a line for each that a case has: none of them holds personal data."""
    told = []
    if case.held_because and (sign := await _sign(store, case)):
        told.append(words.say("staff-held-sign", sign=sign))
    submissions = await store.submissions.of_case(case.id)
    if count := sum(len(one.left_out) for one in submissions):
        told.append(words.say("staff-left-out", count=count))
    if any(one.answer_to for one in submissions):
        told.append(words.say("staff-answer-to-differs"))
    return told


def whole(words: Wording, submission: Submission) -> Iterator[str]:
    """Write it all, names and addresses too, as plain text for an officer's private chat."""
    if submission.answer_to:
        yield words.label("staff-answer-to", address=submission.answer_to)
    for file in submission.left_out:
        yield _file(words, file)


async def _sign(store: Store, case: Case) -> str:
    """Give what gave a machine away, as the rules have written it; nothing where none did."""
    events = await store.events.of_case(case.id)
    held = [event for event in events if event.kind is EventKind.HELD]
    return str(held[-1].data.get("sign") or "") if held else ""


def _file(words: Wording, file: LeftOut) -> str:
    reason = words.label(f"staff-left-out-{file.because.replace('_', '-')}")
    size = -(-file.size // _MEGABYTE)
    return words.label("staff-left-out-file", name=file.name, size=str(size), reason=reason)
