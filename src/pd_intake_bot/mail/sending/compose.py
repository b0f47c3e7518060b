"""Makes the bytes of a mail from a letter: text and HTML, with the headers of its kind.

The same letter and envelope always make the same bytes.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.reading import language
from pd_intake_bot.mail.sending import enclosing, folding, recipients
from pd_intake_bot.mail.threads import LOOP_FIELD

_MOST_REFERENCES = 20
_LONGEST_LINE = 998
_LONGEST_ID = 900
_ID = re.compile(r"<[!-;=?-~]+>")
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]»]")
_STYLE = (
    "margin:0 auto;padding:16px;max-width:40em;"
    "font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1a1a1a;background:#fff"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEnvelope:
    """Everything about a mail but its words.

    `message_id` was kept before anything is sent. `in_reply_to` and `references` are those of
    the mail that is answered. `automatic` letters say so in their headers (RFC 3834); an
    officer's own answer does not. An empty `precedence` leaves that field out.
    """

    message_id: str
    sender: str
    sender_name: str
    to: str
    date: datetime
    loop_id: str
    automatic: bool
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    precedence: str = "auto_reply"


def compose(letter: Letter, envelope: MailEnvelope, contents: Sequence[bytes] = ()) -> bytes:
    """Write a mail to exactly one recipient; `contents` are those of the letter's files.

    Raises `recipients.AddressError` for a recipient that is none or more than one.
    """
    mark = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32]
    head = b"".join(_head(letter, envelope))
    plain = "\n\n".join(letter.paragraphs) + "\n"
    words = _multipart(
        "alternative", f"=_{mark}", [_part("plain", plain), _part("html", _html(letter))]
    )
    files = [
        b"".join(enclosing.part(file, content))
        for file, content in zip(letter.files, contents, strict=True)
    ]
    return head + (_multipart("mixed", f"=.{mark}", [words, *files]) if files else words)


def _multipart(subtype: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    kind = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
    mark = f"--{boundary}".encode()
    return kind + b"".join(mark + b"\r\n" + one for one in parts) + mark + b"--\r\n"


def _head(letter: Letter, envelope: MailEnvelope) -> Iterator[bytes]:
    sender = recipients.check(envelope.sender).address
    yield folding.field("Date", [format_datetime(envelope.date)])
    yield folding.field("From", folding.mailbox(envelope.sender_name, sender))
    yield folding.field("To", [recipients.check(envelope.to).address])
    yield folding.field("Subject", folding.text(letter.subject_line))
    yield folding.field("Message-ID", [envelope.message_id])
    yield from _thread(envelope)
    if envelope.automatic:
        yield from _automatic(envelope)
    if letter.language is not None:
        yield folding.field("Content-Language", [letter.language])
    yield folding.field("MIME-Version", ["1.0"])


def _thread(envelope: MailEnvelope) -> Iterator[bytes]:
    """Tie the letter to the mail it answers; long threads keep their beginning and their end."""
    answered = envelope.in_reply_to
    if answered is None or not _is_id(answered):
        return
    yield folding.field("In-Reply-To", [answered])
    known = [one for one in (*envelope.references, answered) if _is_id(one)]
    known = list(dict.fromkeys(known))
    if len(known) > _MOST_REFERENCES:
        known = [known[0], *known[1 - _MOST_REFERENCES :]]
    yield folding.field("References", known)


def _is_id(message_id: str) -> bool:
    return len(message_id) <= _LONGEST_ID and bool(_ID.fullmatch(message_id))


def _automatic(envelope: MailEnvelope) -> Iterator[bytes]:
    """Say that a machine wrote this, in every way that other machines understand."""
    kind = "auto-replied" if envelope.in_reply_to else "auto-generated"
    yield folding.field("Auto-Submitted", [kind])
    yield folding.field("X-Auto-Response-Suppress", ["All"])
    if envelope.precedence:
        yield folding.field("Precedence", [envelope.precedence])
    yield folding.field(LOOP_FIELD, [envelope.loop_id])


def _part(subtype: str, content: str) -> bytes:
    data = "\r\n".join(content.splitlines()).encode("utf-8", "replace") + b"\r\n"
    is_plain = data.isascii() and all(len(line) <= _LONGEST_LINE for line in data.split(b"\r\n"))
    encoding = "7bit" if is_plain else "base64"
    if not is_plain:
        data = base64.encodebytes(data).replace(b"\n", b"\r\n")
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + data


def _html(letter: Letter) -> str:
    whole = letter.language or Language.KK
    paragraphs = "\n".join(_paragraph(one, letter.language) for one in letter.paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="{whole}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(letter.subject_line)}</title>\n</head>\n"
        f'<body style="{_STYLE}">\n{paragraphs}\n</body>\n</html>\n'
    )


def _paragraph(words: str, whole: Language | None) -> str:
    """Write a paragraph; in a letter of two languages it says its own, for those who listen."""
    own = None if whole else language.guess(words)
    attribute = f' lang="{own}"' if own else ""
    linked = _ADDRESS_IN_TEXT.sub(r'<a href="\g<0>">\g<0></a>', escape(words))
    return f"<p{attribute}>{'<br>'.join(linked.splitlines())}</p>"
