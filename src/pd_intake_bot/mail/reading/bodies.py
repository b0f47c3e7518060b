"""Takes a message apart: which part is the text, and which parts came along with it."""

import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from pd_intake_bot.domain.mail import Fault
from pd_intake_bot.mail.reading import charsets, encoded_words, html, wrappings

MOST_PARTS = 1000
LONGEST_TEXT = 500_000
LONGEST_FIELD = 4096
_ENCLOSED = "message/rfc822"
_DEEPEST = 3
_TEXTS = frozenset({"text/plain", "text/html"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_RICH = frozenset({"text/html", "multipart/related", "multipart/mixed", "multipart/alternative"})


@dataclass(slots=True, kw_only=True)
class Body:
    """The text parts of a message that are read in a row, and the rest, in their order."""

    texts: list[Message] = field(default_factory=list)
    others: list[Message] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    is_whole: bool = True

    def add(self, part: Message, *, is_shown: bool) -> None:
        """Sort one part. A text that is only another form of a shown one is left out."""
        if not _is_text(part, is_first=not self.texts):
            self.others.append(part)
        elif is_shown:
            self.texts.append(part)

    def says_something(self) -> bool:
        """Tell whether any text was found that is not blank."""
        return any(content(one).strip() for one in self.texts)


def take_apart(raw: bytes) -> Body:
    """Sort the parts of a message; past a thousand parts it is not whole.

    One that says nothing itself is read by the text of the message it encloses.
    """
    message = BytesParser(policy=compat32).parsebytes(raw)
    body = within = _sort(message)
    for _ in range(_DEEPEST):
        if within.says_something():
            break
        enclosed = next((one for one in within.others if one.get_content_type() == _ENCLOSED), None)
        if enclosed is None or not (inside := _children(enclosed)):
            break
        within = _sort(inside[0])
    body.texts = within.texts or body.texts
    return body


def _sort(message: Message) -> Body:
    body = Body()
    stack = [(message, True)]
    while stack and len(body.types) < MOST_PARTS:
        part, is_shown = stack.pop()
        _mend(part)
        body.types.append(_kind(part))
        inside = _inside(part)
        if not inside:
            body.add(part, is_shown=is_shown)
            # The wrapping itself is kept as well, for it is what was sent.
            wrapped = reversed(wrappings.open_up(part))
            stack += [(one, is_shown and not body.says_something()) for one in wrapped]
        elif part.get_content_type() == "multipart/alternative":
            chosen = _choose(inside)
            stack += [(one, is_shown and one is chosen) for one in reversed(inside)]
        else:
            stack += [(one, is_shown) for one in reversed(inside)]
    body.is_whole = not stack
    return body


def _mend(part: Message) -> None:
    """Decode raw 8-bit bytes in the fields of a part, which the library would throw away.

    Fields that nobody writes so long are cut: the library would take minutes over them.
    """
    for name, value in part.raw_items():
        if not value.isascii():
            data = value.encode("utf-8", "surrogateescape")
            part.replace_header(name, encoded_words.decode(data)[0][:LONGEST_FIELD])
        elif len(value) > LONGEST_FIELD:
            part.replace_header(name, value[:LONGEST_FIELD])
        elif name.lower() == "content-transfer-encoding" and value != value.strip():
            part.replace_header(name, value.strip())  # With a space behind it, it means nothing.


def _choose(alternatives: list[Message]) -> Message:
    """Choose the form that is read: plain text if it says anything, else the richest one."""
    for one in alternatives:
        if one.get_content_type() == "text/plain" and content(one).strip():
            return one
    rich = [one for one in alternatives if one.get_content_type() in _RICH]
    return rich[-1] if rich else alternatives[-1]


def _is_text(part: Message, *, is_first: bool) -> bool:
    """Tell a text from a file; some programs give the first text a file name, too."""
    if part.get_content_type() not in _TEXTS and part.get_content_maintype() != "multipart":
        return False
    if part.get_content_disposition() == "attachment":
        return False
    return is_first or not part.get_filename()


def content(part: Message) -> bytes:
    """Give the bytes of a part, its transfer encoding undone; an enclosed message as it is."""
    if part.is_multipart():
        return b"".join(map(_written, _children(part)))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _written(message: Message) -> bytes:
    """Write an enclosed message out; where the library refuses its fields, more plainly."""
    try:
        return message.as_bytes(policy=compat32)
    except (MessageError, ValueError):
        head = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
        return f"{head}\n".encode("utf-8", "surrogateescape") + content(message)


def text(part: Message, *, quotes: bool) -> tuple[str, frozenset[Fault]]:
    """Read a text part; without `quotes`, an HTML part without what it marks as quoted."""
    data = content(part)
    words, held = charsets.decode(data, part.get_content_charset())
    faults = frozenset() if held else frozenset({Fault.WRONG_CHARSET})
    if "\x00" in words:
        faults |= {Fault.NUL}
    words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    if len(words) > LONGEST_TEXT:
        words = words[:LONGEST_TEXT]
        faults |= {Fault.LONG_TEXT}
    if part.get_content_type() == "text/html":
        return html.read(words, quotes=quotes), faults
    if part.get_param("format") == "flowed":
        words = _unflow(words, joined=part.get_param("delsp") == "yes")
    return words, faults


def _unflow(words: str, *, joined: bool) -> str:
    """Join the lines that format=flowed has broken (RFC 3676)."""
    lines: list[str] = []
    flows = False
    for line in words.split("\n"):
        plain = line.removeprefix(" ")
        if flows and not plain.startswith(">"):
            lines[-1] = lines[-1][: -1 if joined else None] + plain
        else:
            lines.append(plain)
        flows = plain.endswith(" ") and plain != "-- "
    return "\n".join(lines)


def _kind(part: Message) -> str:
    """Write the type of a part with the parameters by which reports are known."""
    report = part.get_param("report-type")
    kind = part.get_content_type()
    return f"{kind}; report-type={str(report).lower()}" if report else kind


def _inside(part: Message) -> list[Message] | None:
    """Give the parts inside; None for what is one thing, such as an enclosed message."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        return None
    return _children(part)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
