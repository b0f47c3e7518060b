"""Reads names and addresses out of header values as they really are written.

The header a person's mail program made is the easy case; the rest is quotes left open,
addresses without a bracket, names that hold another address.
"""

import re

from pd_intake_bot.domain.mail import Fault, Sender
from pd_intake_bot.mail.reading import charsets, encoded_words

_LONGEST = 4 * 1024
# The bounds keep quotes that are never closed, and words without an end, from taking seconds.
_ONE = re.compile(rb'(?:"(?:\\.|[^"\\]){0,500}+"|\([^()]*\)|<[^<>]*>|[^,;"(<])+')
_QUOTED = re.compile(rb'"(?:\\.|[^"\\]){0,500}+"(@?)')
_ANGLE = re.compile(rb"<([^<>]*)>")
_COMMENT = re.compile(rb"\(([^()]*)\)")
_ADDRESS = re.compile(
    r"(?:\"[^\"\\\x00-\x1f\x7f@<>]{1,64}\"|[^\s\x00-\x1f\x7f<>@,;\"]{1,320})@[^\s\x00-\x1f\x7f<>@,;\"]{1,255}+(?!\"@)"
)
_ROUND_AT = re.compile(rb"\s*@\s*")
_GROUP = re.compile(rb"^[^@<\"]*:(?!.*//)")


def read(value: bytes) -> tuple[tuple[Sender, ...], frozenset[Fault]]:
    """Read every address of an unfolded header value, in order; what is none is passed over."""
    senders = []
    faults: set[Fault] = set()
    for one in _ONE.findall(_GROUP.sub(b"", value[:_LONGEST])):
        sender, broken = _read_one(one.strip())
        faults |= broken
        if sender is not None:
            senders.append(sender)
    if not senders and b"=?" in value:
        return _read_decoded(value)
    return tuple(senders), frozenset(faults)


def _read_one(value: bytes) -> tuple[Sender | None, frozenset[Fault]]:
    # A quoted name may hold another address, so the bracket is looked for outside of quotes.
    # Quotes before an @ are part of an address.
    bare = _QUOTED.sub(lambda one: one[0] if one[1] else b" " * len(one[0]), value)
    angle = _ANGLE.search(bare)
    if angle is not None:
        inside = _ROUND_AT.sub(b"@", _COMMENT.sub(b"", value[angle.start() + 1 : angle.end() - 1]))
        return _sender(value[: angle.start()] or value[angle.end() :], inside)
    comment = _COMMENT.search(bare)
    return _sender(comment[1] if comment else b"", _COMMENT.sub(b" ", bare))


def _sender(name: bytes, address: bytes) -> tuple[Sender | None, frozenset[Fault]]:
    found = _ADDRESS.search(charsets.guess(address).removeprefix("mailto:"))
    shown, faults = encoded_words.decode(_unquote(name))
    if found is None:
        return None, faults
    local, _, domain = found[0].rpartition("@")
    return Sender(name=shown.strip(" '\""), address=f"{local}@{domain.lower()}"), faults


def _unquote(name: bytes) -> bytes:
    name = name.strip()
    if not name.startswith(b'"'):
        return name
    return re.sub(rb"\\(.)", rb"\1", name.strip(b'"'))


def _read_decoded(value: bytes) -> tuple[tuple[Sender, ...], frozenset[Fault]]:
    """Read a value whose whole content, address and all, was put into encoded words."""
    text, faults = encoded_words.decode(value)
    sender, _ = _read_one(text.encode())
    return (sender,) if sender else (), faults
