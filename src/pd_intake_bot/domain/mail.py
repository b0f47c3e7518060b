"""A mail as it reads once its bytes are decoded, and what the rules say of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment


class Fault(StrEnum):
    """Something broken in a message that was read all the same."""

    NO_FROM = "no_from"
    NO_DATE = "no_date"
    NO_MESSAGE_ID = "no_message_id"
    JUNK_LINE = "junk_line"
    """A line among the headers that is none."""
    RAW_BYTES = "raw_bytes"
    """Header bytes outside ASCII that name no character set: the set is a guess."""
    WRONG_CHARSET = "wrong_charset"
    """The named character set does not exist or does not fit the bytes: the set is a guess."""
    LINE_BREAK = "line_break"
    """A line break or another control character hidden in a header; a space stands for it."""
    NUL = "nul"
    LONG_TEXT = "long_text"
    """The text is longer than anyone writes; only its beginning was read."""
    BAD_PART = "bad_part"
    """A part of the message could not be taken apart and was passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A name and an address as a header shows them. `address` is in lower case after the @."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """What the header of a message says; all of it is the sender's word.

    `fields` holds every field under its lower-case name, decoded, in the order of the message.
    `parts` are the media types inside, with their parameters, and `opening` the first words of
    the text; both are empty while only the header was read. `date` is what the sender's clock
    said; the receipt is the mailbox's to tell.
    """

    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    subject_line: str
    sender: Sender | None
    reply_to: tuple[Sender, ...]
    date: datetime | None
    fields: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...] = ()
    opening: str = ""
    faults: tuple[Fault, ...] = ()

    def first(self, name: str) -> str:
        """Give the topmost field of this lower-case name, or nothing."""
        return next(iter(self.fields.get(name, ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A whole message.

    `text` is the person's own words: quotes, signatures and forwarded headers are cut.
    `signature` is what stands below `-- `; a program put it there, and it may be years old.
    `full_text` has everything. The n-th of `attachments` is the n-th that the raw message
    gives up when it is asked for the bytes.
    """

    headers: Headers
    text: str
    signature: str
    full_text: str
    language: Language | None
    attachments: tuple[Attachment, ...]
    faults: tuple[Fault, ...]


class MachineKind(StrEnum):
    """What kind of machine wrote a message."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    AUTO_GENERATED = "auto_generated"
    LIST = "list"
    OWN = "own"
    RECEIPT = "receipt"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A message that no person wrote to us. `sign` is what gave it away, without personal data.

    `forgeable` marks a sign that anybody can write into a From line, and that a person may
    have by right: a colleague at our own address, a postmaster.
    """

    kind: MachineKind
    sign: str
    forgeable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMail:
    """How this service knows its own mail. `addresses` are in lower case."""

    addresses: frozenset[str]
    loop_id: str
    wrote: Callable[[str], bool]
    """Tells whether a Message-ID is one that this service made."""
