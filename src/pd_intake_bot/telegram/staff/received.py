"""What is out of the ordinary in messages as they came: files not taken, another Reply-To."""

from collections.abc import Iterator

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.submission import LeftOut, Submission
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store

_MEGABYTE = 2**20


async def lines(words: Wording, store: Store, case: Case) -> list[str]:
    """Write a line for each that a case has: none of them holds personal data."""
    submissions = await store.submissions.of_case(case.id)
    told = []
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


def _file(words: Wording, file: LeftOut) -> str:
    reason = words.label(f"staff-left-out-{file.because.replace('_', '-')}")
    size = -(-file.size // _MEGABYTE)
    return words.label("staff-left-out-file", name=file.name, size=str(size), reason=reason)
