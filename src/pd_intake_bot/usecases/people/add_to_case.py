"""A person adds words and files to a case from their chat: one submission, however many parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain import chain
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.review import NewReview, ReviewKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment, Channel, Digest, Submission
from pd_intake_bot.usecases.intake.complete import Complete
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Blobs, Store
from pd_intake_bot.usecases.work.ask import replied

PERSON = "person"
STRAY = "stray"
"""The reason of a review: its person was asked which case it belongs to, and has not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is added. `id` names it for ever; `messages` are its parts as they came."""

    id: str
    chat_id: int
    sender_name: str
    language: Language
    words: Sequence[str]
    attachments: tuple[Attachment, ...]
    messages: Sequence[Mapping[str, Json]]
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToCase:
    """Keeps the addition and reads it into the case, inside the caller's transaction."""

    blobs: Blobs
    complete: Complete

    async def __call__(self, store: Store, case: Case, added: Addition, *, now: datetime) -> bool:
        """Add it; what comes after a case has ended is put before staff.

        False, and nothing happens, where this very addition was made before.
        """
        submission = await self._keep(added, about=case)
        if not case.state.is_open:
            return await put_before_staff(store, case, submission, now=now)
        if not await store.submissions.add(submission, case_id=case.id):
            return False
        data = {"raw": submission.raw, "channel": submission.channel.value}
        event = Event(kind=EventKind.FOLLOWED_UP, at=now, actor=PERSON, data=data)
        await store.events.add(case.id, event)
        asked = case.state is State.WAITING
        heard = await replied(store, _spoken(case, added), now=now)
        done = await self.complete(store, heard, submission, by_person=True, now=now)
        text = "notice-replied" if asked else "notice-follow-up"
        told = Notice(lines=(Line(text=text), *done.lines), ref=str(case.ref))
        key = f"notice:follow-up:{submission.identity}"
        await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)
        return True

    async def to_nobody(
        self, store: Store, added: Addition, *, likely: Case | None, now: datetime
    ) -> bool:
        """Let staff decide on what its person has put to no case; `likely` is the likeliest one.

        False, and nothing happens, where this very addition was kept before.
        """
        submission = await self._keep(added, about=None)
        review = NewReview(
            kind=ReviewKind.REVIEW,
            submission=submission,
            reply_to=TelegramChat(chat_id=added.chat_id),
            request=None,
            reason=STRAY,
            about=likely.id if likely else None,
        )
        return await _put_before_staff(store, review, now=now)

    async def _keep(self, added: Addition, *, about: Case | None) -> Submission:
        return _submission(added, raw=await self.blobs.put(_canonical(added, about)))


def _spoken(case: Case, added: Addition) -> Case:
    """Let letters to a chat be in the language that its person has chosen there by now."""
    goes_there = isinstance(case.reply_to, TelegramChat)
    return replace(case, language=added.language) if goes_there else case


async def put_before_staff(
    store: Store, case: Case, submission: Submission, *, now: datetime
) -> bool:
    """Let staff decide what becomes of words that came after the case had ended."""
    review = NewReview(
        kind=ReviewKind.CLOSED,
        submission=submission,
        reply_to=case.reply_to,
        request=case.request,
        reason=ReviewKind.CLOSED,
        about=case.id,
    )
    return await _put_before_staff(store, review, now=now)


async def _put_before_staff(store: Store, review: NewReview, *, now: datetime) -> bool:
    if not await store.submissions.add(review.submission, case_id=None):
        return False
    await store.outbox.add(parcels.review_card(await store.reviews.add(review)), now=now)
    return True


def _submission(added: Addition, *, raw: Digest) -> Submission:
    return Submission(
        channel=Channel.TELEGRAM,
        identity=f"telegram:{added.id}",
        received_at=added.received_at,
        language=added.language,
        sender_name=added.sender_name,
        sender_address="",
        subject_line="",
        text="\n\n".join(added.words),
        raw=raw,
        attachments=added.attachments,
    )


def _canonical(added: Addition, case: Case | None) -> bytes:
    """Write the addition as JSON in one form, so that its digest can be checked by anyone."""
    content = {
        "addition": added.id,
        "case": str(case.ref) if case else None,
        "chat_id": added.chat_id,
        "sender_name": added.sender_name,
        "language": added.language,
        "messages": [dict(message) for message in added.messages],
        "received_at": added.received_at.isoformat(),
    }
    return chain.canonical(content)
