"""Writes header fields: anything into ASCII (RFC 2047), folded, and never a second field."""

import base64
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

_LONGEST_LINE = 76
_LONGEST_WORD = 900
_BYTES_IN_WORD = 39
"""So many bytes of UTF-8 make an encoded word of 64 characters, short enough behind any name."""

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
_PLAIN = re.compile(r"[ !-~]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")


def field(name: str, words: Iterable[str]) -> bytes:
    """Write one field from words that may not be broken; lines are folded between them.

    Line breaks and other control characters in a word become spaces, whoever put them in.
    """
    lines = [f"{name}:"]
    for word in words:
        safe = _CONTROL.sub(" ", word)
        if len(lines[-1]) + 1 + len(safe) > _LONGEST_LINE and lines[-1].strip() != f"{name}:":
            lines.append("")
        lines[-1] += f" {safe}"
    return "\r\n".join(lines).encode() + b"\r\n"


def text(value: str) -> list[str]:
    """Give the words of a free text such as a subject line, encoded where that is needed.

    The plain words at its beginning, such as a reference number, stay readable as they are.
    """
    words = _CONTROL.sub(" ", value).split()
    plain = list(takewhile(_is_plain, words))
    return [*plain, *_encoded(" ".join(words[len(plain) :]))]


def mailbox(name: str, address: str) -> list[str]:
    """Give the words of a named mailbox."""
    clean = " ".join(_CONTROL.sub(" ", name).split())
    if not clean:
        return [address]
    if _ATOMS.fullmatch(clean) and "=?" not in clean:
        shown = clean.split()
    elif _is_plain(clean):
        shown = ['"' + re.sub(r'(["\\])', r"\\\1", clean) + '"']
    else:
        shown = list(_encoded(clean))
    return [*shown, f"<{address}>"]


def _is_plain(word: str) -> bool:
    is_printable = bool(_PLAIN.fullmatch(word)) and "=?" not in word
    return is_printable and len(word) <= _LONGEST_WORD


def _encoded(value: str) -> Iterator[str]:
    """Cut a text into encoded words, never within a letter."""
    chunk = b""
    for letter in value:
        piece = letter.encode("utf-8", "replace")
        if len(chunk) + len(piece) > _BYTES_IN_WORD:
            yield _word(chunk)
            chunk = b""
        chunk += piece
    if chunk:
        yield _word(chunk)


def _word(chunk: bytes) -> str:
    return f"=?utf-8?B?{base64.b64encode(chunk).decode()}?="
