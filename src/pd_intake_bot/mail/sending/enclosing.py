"""Writes files into a mail: named in a way that every program reads, and that harms none."""

import base64
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.mail.sending import folding

_NAMELESS = "file"
_UNKNOWN = "application/octet-stream"
_NEVER_ENCODED = ("message/", "multipart/", "text/")
"""Types whose content may not be in base64, or says nothing without its charset."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\"\u2028\u2029]+")
_PLAIN = re.compile(r"[A-Za-z0-9._ ()+-]+")
_LONGEST = 55
"""So many signs of a name stand in one line, behind the name of its field."""


def part(file: Attachment, content: bytes) -> Iterator[bytes]:
    """Write a file as one part of a mail."""
    name = _UNSAFE.sub("_", file.name).strip(" .") or _NAMELESS
    kind = _UNKNOWN if file.media_type.startswith(_NEVER_ENCODED) else file.media_type
    yield folding.field("Content-Type", [kind])
    yield folding.field("Content-Disposition", ["attachment;", *_named(name)])
    yield folding.field("Content-Transfer-Encoding", ["base64"])
    yield b"\r\n"
    yield base64.encodebytes(content).replace(b"\n", b"\r\n")


def _named(name: str) -> Sequence[str]:
    """Give the parameters that hold a name: quoted, or in pieces (RFC 2231) where need be."""
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST:
        return [f'filename="{name}"']
    pieces = list(_pieces(name))
    if len(pieces) == 1:
        return [f"filename*=utf-8''{pieces[0]}"]
    numbered = [
        f"filename*{number}*={'' if number else 'utf-8' + chr(39) * 2}{piece}"
        for number, piece in enumerate(pieces)
    ]
    return [*(f"{one};" for one in numbered[:-1]), numbered[-1]]


def _pieces(name: str) -> Iterator[str]:
    """Cut an encoded name, never within a letter."""
    piece = ""
    for letter in name:
        encoded = quote(letter.encode("utf-8", "replace"), safe="")
        if piece and len(piece) + len(encoded) > _LONGEST:
            yield piece
            piece = ""
        piece += encoded
    yield piece
