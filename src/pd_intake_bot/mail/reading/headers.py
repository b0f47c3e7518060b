"""Reads the header of a message: what is needed to judge it before the rest is fetched."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pd_intake_bot.domain.mail import Fault, Headers, Sender
from pd_intake_bot.mail.reading import addresses, encoded_words

MOST_IDS = 500
MOST_OF_ONE_NAME = 100
"""So many fields of one name are read: no road adds as many."""
LONGEST_BLOCK = 256 * 1024
"""How many bytes of a header are read: mail servers cut at less than half of that."""

_END = re.compile(rb"\r?\n\r?\n|\r\r")
_LINE = re.compile(rb"\r\n|\n|\r")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_JUNK = re.compile(rb"^(?![!-9;-~]{1,100}[ \t]*:)[^ \t\r\n].*$", re.MULTILINE)
_KNOWN = re.compile(
    rb"^(?:x-[\w-]+|content-[\w-]+|from|to|cc|subject|date|message-id|mime-version|received"
    rb"|reply-to|references|in-reply-to|return-path|dkim-signature)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
# What stands before the first field and is none of it: empty lines, and the mark of UTF-8.
_AHEAD = b"\r\n\xef\xbb\xbf"
_POSTMARK = re.compile(rb">?From (?!:)")
_ID = re.compile(r"<([^<>]{1,998})>")
_BETWEEN_IDS = re.compile(r"[\s<>,;]+")

Fields = dict[str, list[bytes]]


def read_headers(raw: bytes) -> Headers:
    """Read a header block, with or without the body behind it. Nothing in it raises."""
    block, _ = divide(raw.lstrip(_AHEAD)[:LONGEST_BLOCK])
    values, faults = _collect(block)
    fields: dict[str, tuple[str, ...]] = {}
    for name, lines in values.items():
        decoded = [encoded_words.decode(line) for line in lines]
        fields[name] = tuple(text for text, _ in decoded)
        faults |= decoded[0][1] if name == "subject" else frozenset()
    senders, broken = _addresses(values, "from")
    date = _date(fields.get("date", ("",))[0])
    own_id = _ids(fields.get("message-id", ()))
    faults |= broken | _absent(senders, own_id, date)
    return Headers(
        message_id=own_id[0] if own_id else None,
        in_reply_to=_ids(fields.get("in-reply-to", ())),
        references=_ids(fields.get("references", ())),
        subject_line=fields.get("subject", ("",))[0],
        sender=senders[0] if senders else None,
        reply_to=_addresses(values, "reply-to")[0],
        date=date,
        fields=fields,
        faults=tuple(sorted(faults)),
    )


def divide(raw: bytes) -> tuple[bytes, bytes]:
    """Cut a message into header block and body.

    A line that is no header does not end the block where headers go on behind it; where they
    do not, the body begins there.
    """
    start = len(raw) - len(raw.lstrip(_AHEAD))
    end = _END.search(raw, start)
    block, body = (raw[start : end.start()], raw[end.end() :]) if end else (raw[start:], b"")
    cut = _body_within(block)
    return (block, body) if cut is None else (block[:cut], block[cut:] + b"\r\n\r\n" + body)


def _body_within(block: bytes) -> int | None:
    """Find where the body begins in a block that lacks the empty line before it."""
    junk = next((m.start() for m in _JUNK.finditer(block) if not _POSTMARK.match(m[0])), None)
    return None if junk is None or _KNOWN.search(block, junk) else junk


def lines_of(block: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Give each field of a block as name and unfolded value; None as value marks a junk line."""
    name, value = b"", [b""]
    for line in _LINE.split(block):
        if line[:1] in (b" ", b"\t") and name:
            value.append(line)  # The white space stays; encoded words lose it when joined.
            continue
        if name:
            yield name, b"".join(value)
        field = _FIELD.fullmatch(line)
        name, value = (field[1], [field[2]]) if field else (b"", [b""])
        if not field and line.strip() and not _POSTMARK.match(line):
            yield line, None
    if name:
        yield name, b"".join(value)


def _collect(block: bytes) -> tuple[Fields, frozenset[Fault]]:
    values: Fields = {}
    faults = set()
    for name, value in lines_of(block):
        if value is None:
            faults.add(Fault.JUNK_LINE)
        elif len(same := values.setdefault(name.decode("ascii").lower(), [])) < MOST_OF_ONE_NAME:
            same.append(value.strip())
    return values, frozenset(faults)


def _addresses(values: Fields, name: str) -> tuple[tuple[Sender, ...], frozenset[Fault]]:
    return addresses.read(b", ".join(values.get(name, ())))


def _ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """Read Message-IDs, brackets kept, white space inside taken out, each once."""
    text = " ".join(values)
    found = [f"<{''.join(inner.split())}>" for inner in _ID.findall(text)]
    bare = (word for word in _BETWEEN_IDS.split(text) if "@" in word[1:-1])
    found = found or [f"<{word}>" for word in bare]
    return tuple(dict.fromkeys(found))[-MOST_IDS:]


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        return date if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _absent(
    senders: tuple[Sender, ...], own_id: tuple[str, ...], date: datetime | None
) -> frozenset[Fault]:
    missing = {
        Fault.NO_FROM: not senders,
        Fault.NO_MESSAGE_ID: not own_id,
        Fault.NO_DATE: date is None,
    }
    return frozenset(fault for fault, absent in missing.items() if absent)
