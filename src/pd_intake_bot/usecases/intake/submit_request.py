"""A person sends the request that a Telegram conversation has put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain import chain
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Attachment, Channel, Digest, Submission
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.ports import Blobs, Store

PERSON = "person"
"""The actor of what a person does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRequest:
    """A request as the conversation left it.

    `draft` names it for ever. `messages` are the person's messages as they came, with dates,
    numbers and digests of files: together with the answers they are kept as the raw form.
    `received_at` is the moment we got the press that sent it.
    """

    draft: str
    chat_id: int
    sender_name: str
    language: Language
    right: RightKey
    fields: Mapping[Field, str]
    proof: Proof
    words: Sequence[str]
    attachments: tuple[Attachment, ...]
    messages: Sequence[Mapping[str, Json]]
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """Keeps the submission and registers the case, inside the caller's transaction."""

    policy: Policy
    register: Register
    blobs: Blobs

    async def __call__(
        self, store: Store, written: WrittenRequest, *, now: datetime
    ) -> Case | None:
        """Register the request; None when this very draft was sent before."""
        submission = _submission(written, raw=await self.blobs.put(_canonical(written)))
        if not await store.submissions.add(submission, case_id=None):
            return None
        asked = Asked(
            submission=submission,
            right=self.policy.rights[written.right],
            reply_to=TelegramChat(chat_id=written.chat_id),
            fields=written.fields,
            proof=written.proof,
        )
        return await self.register(store, asked, actor=PERSON, now=now)


def _submission(written: WrittenRequest, *, raw: Digest) -> Submission:
    return Submission(
        channel=Channel.TELEGRAM,
        identity=f"telegram:{written.draft}",
        received_at=written.received_at,
        language=written.language,
        sender_name=written.sender_name,
        sender_address="",
        subject_line="",
        text="\n\n".join(written.words),
        raw=raw,
        attachments=written.attachments,
    )


def _canonical(written: WrittenRequest) -> bytes:
    """Write the request as JSON in one form, so that its digest can be checked by anyone."""
    content = {
        "draft": written.draft,
        "chat_id": written.chat_id,
        "sender_name": written.sender_name,
        "language": written.language,
        "right": written.right,
        "fields": dict(written.fields),
        "proof": written.proof,
        "messages": [dict(message) for message in written.messages],
        "received_at": written.received_at.isoformat(),
    }
    return chain.canonical(content)
