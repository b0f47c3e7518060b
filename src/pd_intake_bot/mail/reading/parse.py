"""Reads a message: bytes come in, a value comes out, or one error that says why not.

A pure function of its bytes, so that it may run in another process under a budget of time.
"""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from pd_intake_bot.domain.mail import Fault, Mail
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.reading import attachments, bodies, headers, language, quotes

DEFAULT_LIMIT = 40 * 1024 * 1024
"""Bytes: more than any provider lets through."""

OPENING = 1000
"""Letters: so much of a text the rules about machines look at."""


class ParseError(IntakeError):
    """A message could not be read; it is kept whole and put before staff."""

    key = "error-mail-unreadable"


class TooBigError(ParseError):
    """A message is over the limit; its header may still be read."""

    key = "error-mail-too-big"


def parse(raw: bytes, *, limit: int = DEFAULT_LIMIT) -> Mail:
    """Read a whole message of at most `limit` bytes.

    Raises `TooBigError` for a longer one and `ParseError` for one that cannot be read.
    """
    if len(raw) > limit:
        raise TooBigError(f"{len(raw)} bytes, over the limit of {limit}", size=len(raw))
    try:
        return _read(raw)
    except Exception as error:
        # The standard parser answers broken mail with a dozen kinds of errors, and any of them
        # means the same to intake: quarantine the message, tell staff, go on with the next.
        raise ParseError(f"{type(error).__name__} while reading a message") from error


def read_attachments(raw: bytes) -> Iterator[bytes]:
    """Give the bytes of every attachment of a message that `parse` has read, in their order."""
    return map(bodies.content, bodies.take_apart(_with_mime_fields_only(raw)).others)


def _read(raw: bytes) -> Mail:
    head = headers.read_headers(raw)
    body = bodies.take_apart(_with_mime_fields_only(raw))
    own, _ = _texts(body.texts, are_quotes_kept=False)
    full, faults = _texts(body.texts, are_quotes_kept=True)
    if not body.is_whole:
        faults |= {Fault.BAD_PART}
    text, signature = quotes.divide(own)
    return Mail(
        headers=replace(head, parts=tuple(body.types), opening=full[:OPENING].strip()),
        text=text,
        signature=signature,
        full_text=full.strip(),
        language=language.guess(text, head.subject_line),
        attachments=tuple(_attachment(part, at) for at, part in enumerate(body.others)),
        faults=tuple(sorted({*head.faults, *faults})),
    )


def _with_mime_fields_only(raw: bytes) -> bytes:
    """Leave the standard parser the fields that say how the body is built, and no junk."""
    block, body = headers.divide(raw)
    kept = [
        name + b":" + value[: bodies.LONGEST_FIELD] + b"\r\n"
        for name, value in headers.lines_of(block)
        if value is not None and name.lower().startswith((b"content-", b"mime-version"))
    ]
    return b"".join(kept) + b"\r\n" + body


def _texts(parts: list[Message], *, are_quotes_kept: bool) -> tuple[str, frozenset[Fault]]:
    read = [bodies.text(part, quotes=are_quotes_kept) for part in parts]
    faults = frozenset[Fault]().union(*(broken for _, broken in read))
    return "\n\n".join(words.strip("\n") for words, _ in read), faults


def _attachment(part: Message, position: int) -> Attachment:
    content = bodies.content(part)
    return Attachment(
        name=attachments.name(part, position),
        media_type=attachments.media_type(part, content),
        size=len(content),
        digest=digest(content),
    )
