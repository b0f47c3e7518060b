"""Decodes header values: encoded words (RFC 2047), raw 8-bit bytes, and what is hidden in them."""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import groupby

from pd_intake_bot.domain.mail import Fault
from pd_intake_bot.mail.reading import charsets

LONGEST = 32 * 1024
"""How many bytes of one header value are read; the raw message has the rest."""

_WORD = re.compile(rb"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?(.{0,2000}?)\?=", re.DOTALL)
_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")

Piece = tuple[str | None, bytes]
"""Bytes of a value with the set they name; no set for bytes that stand there as they are."""


def decode(value: bytes) -> tuple[str, frozenset[Fault]]:
    """Decode an unfolded header value, and say what was broken in it.

    Neighbouring words of one set are joined as bytes before they are decoded, for clients cut
    a letter in two. Control characters become spaces: a decoded value never breaks a line.
    """
    value = value[:LONGEST]
    if value.isascii() and b"=?" not in value:
        return _clean(value.decode("ascii"), set())
    faults: set[Fault] = set()
    words = []
    for charset, pieces in groupby(_pieces(value), key=lambda piece: piece[0]):
        text, held = charsets.decode(b"".join(data for _, data in pieces), charset)
        words.append(text)
        if not held:
            faults.add(Fault.WRONG_CHARSET if charset else Fault.RAW_BYTES)
    return _clean("".join(words), faults)


def _pieces(value: bytes) -> Iterator[Piece]:
    end = 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or (between and not end):
            yield None, between
        yield word[1].decode("latin-1").lower(), _unpack(word[2], word[3])
        end = word.end()
    if value[end:]:
        yield None, value[end:]


def _unpack(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"qQ":
        return _HEX.sub(lambda code: binascii.unhexlify(code[1]), text.replace(b"_", b" "))
    letters = _NOT_BASE64.sub(b"", text)
    whole = len(letters) - (len(letters) % 4 == 1)  # One letter over carries no byte.
    return base64.b64decode(letters[:whole] + b"=" * (-whole % 4))


def _clean(text: str, faults: set[Fault]) -> tuple[str, frozenset[Fault]]:
    if "\x00" in text:
        faults.add(Fault.NUL)
    if any(mark in text for mark in "\r\n\x85\u2028\u2029"):
        faults.add(Fault.LINE_BREAK)
    return _CONTROL.sub(" ", text).strip(), frozenset(faults)
