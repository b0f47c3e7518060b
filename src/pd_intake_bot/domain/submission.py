"""One message as it came in, whatever the channel, kept byte for byte."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.rights import Language

SubmissionId = NewType("SubmissionId", int)
Digest = NewType("Digest", str)
"""SHA-256 of content, in lower-case hexadecimal: the name under which it is kept."""


class Channel(StrEnum):
    """The way by which a request came."""

    MAIL = "mail"
    TELEGRAM = "telegram"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a submission; its bytes are kept under `digest`."""

    name: str
    media_type: str
    size: int
    digest: Digest


class LeftOutBecause(StrEnum):
    """Why a file was not taken."""

    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    """With those before it, it is more than one message may bring."""
    CUT_OFF = "cut_off"
    """The message is longer than what is read of one; this file and what is behind it are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that came and was not taken apart from its message. `size` is in bytes.

    `limit` is what it went beyond: bytes, or how many files there may be.
    """

    name: str
    size: int
    because: LeftOutBecause
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A message with what was read from it.

    `identity` is the same for every copy of one message, so that a copy makes no second case.
    `raw` names the bytes as they came. `text` is the person's own words. `answer_to` is the
    other address to which it asks for answers: anybody can write one there, so none are sent.
    """

    channel: Channel
    identity: str
    received_at: datetime
    language: Language | None
    sender_name: str
    sender_address: str
    subject_line: str
    text: str
    raw: Digest
    message_id: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    answer_to: str = ""


def digest(content: bytes) -> Digest:
    """Name content by its SHA-256."""
    return Digest(hashlib.sha256(content).hexdigest())
