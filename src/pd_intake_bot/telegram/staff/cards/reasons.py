"""Why a message is put before staff, in words that an officer understands at once."""

from collections.abc import Iterator, Mapping

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import mask_address, mask_name
from pd_intake_bot.domain.review import Review, ReviewKind, Verdict
from pd_intake_bot.domain.subject_lines import Why
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.people.add_to_case import STRAY
from pd_intake_bot.usecases.ports import Store

REASONS: Mapping[str, str] = {
    **{why: f"staff-why-{why.name.lower().replace('_', '-')}" for why in Why},
    STRAY: "staff-why-stray",
}
"""The text of each reason that subject lines give, and of the one that is a person's own."""

_BY_KIND: Mapping[ReviewKind, str] = {
    ReviewKind.QUARANTINE: "staff-why-unread",
    ReviewKind.POSSIBLE_MATCH: "staff-why-possible-match",
    ReviewKind.CLOSED: "staff-why-closed",
}


def facts(words: Wording, review: Review) -> Iterator[str]:
    """Write a line for each fact that holds no personal data."""
    submission = review.submission
    kind = review.kind.replace("_", "-")
    yield words.say(f"staff-review-heading-{kind}", number=review.id)
    yield reason(words, review)
    yield ""
    yield words.say(f"staff-channel-{submission.channel}")
    moment = words.moment(submission.received_at)
    yield words.say("staff-received", moment=moment, place=words.place)
    if review.request:
        yield words.say(f"staff-seems-{review.request}")
    if submission.attachments:
        yield words.say("staff-attachments", count=len(submission.attachments))


def reason(words: Wording, review: Review) -> str:
    """Say why an officer must look.

    What a parser says of a broken message is for the log: it may quote the message.
    """
    if review.kind in _BY_KIND:
        return words.say(_BY_KIND[review.kind])
    return words.say(REASONS.get(review.reason, "staff-why-other"))


def masked_sender(review: Review) -> str:
    """Give the sender as the group may see them."""
    submission = review.submission
    name, address = submission.sender_name, submission.sender_address
    return " ".join(filter(None, (mask_name(name), mask_address(address) if address else "")))


async def its_case(store: Store, review: Review) -> Case | None:
    """Give the case that a message has become or joined, or may belong to."""
    if review.verdict is Verdict.REGISTERED:
        found = await store.submissions.case_of(review.submission.identity)
    else:
        found = review.about
    return None if found is None else await store.cases.get(found)


def about(words: Wording, review: Review, case: Case | None) -> Iterator[str]:
    """Name the case of a message, where it has one; once that is settled, without its state.

    The card of a settled message is not written anew as the case moves.
    """
    if case is None:
        return
    yield words.say("staff-about", ref=str(case.ref), title=words.title(case.right))
    if review.verdict is Verdict.OPEN:
        yield words.say(f"staff-state-{case.state}")
