"""Unpacks `winmail.dat`, in which Outlook wraps its mail for other Outlooks (MS-OXTNEF).

Read are the text, as plain, as HTML or as RTF, the files, and messages within the message. What
is broken ends the reading; what was read before stays. The original is kept beside all this by
whoever calls.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pd_intake_bot.mail.reading import charsets, lzfu, rtf

_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER = struct.Struct("<BII")
_MOST_ATTRIBUTES = 5000
_MOST_PROPERTIES = 2000

# Attributes: what each holds.
_BODY, _TITLE, _DATA = 0x0002800C, 0x00018010, 0x0006800F
_NEW_FILE, _FILE_PROPERTIES, _PROPERTIES = 0x00069002, 0x00069005, 0x00069003
_CODEPAGE, _SUBJECT = 0x00069007, 0x00018004
# Properties, without their types (MS-OXPROPS).
_P_BODY, _P_HTML, _P_RTF, _P_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_P_SUBJECT, _P_SENDER, _P_SENDERS = 0x0037, 0x0C1A, (0x5D01, 0x0C1F)
_P_FILE_NAME, _P_LONG_NAME, _P_FILE = 0x3704, 0x3707, 0x3701
# Types of properties: the fixed ones with their bytes, padded to four.
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_MANY = 0x1000
_NAMED = 0x8000
_KIND_STRING = 1
_OBJECTS_NAME = 16
_DEEPEST = 3
_LONGEST_TEXT = 500_000


class _BrokenError(ValueError):
    pass


@dataclass(slots=True, kw_only=True)
class File:
    """A file that was wrapped, or a whole `message`."""

    name: str = ""
    content: bytes = b""
    message: "Wrapped | None" = None


@dataclass(slots=True, kw_only=True)
class Wrapped:
    """What came out of a wrapping: text in any form, empty where there is none, and files.

    `subject_line` and the sender matter only of a message within a message.
    """

    text: str = ""
    html: str = ""
    subject_line: str = ""
    sender_name: str = ""
    sender_address: str = ""
    files: list[File] = field(default_factory=list)
    codepage: str = ""
    depth: int = 0
    _rtf: bytes = b""

    def from_rtf(self) -> str:
        """Give the words of the text in RTF, which is read only where there is no other."""
        return rtf.read(lzfu.unpack(self._rtf), longest=_LONGEST_TEXT)

    def take(self, attribute: int, data: bytes) -> None:
        """Take one attribute; those of a file belong to the file that was announced last."""
        if attribute == _CODEPAGE:
            self.codepage = _codepage(data)
        elif attribute == _BODY:
            self.text = self._decode(data)
        elif attribute == _SUBJECT:
            self.subject_line = self._decode(data)
        elif attribute == _PROPERTIES:
            self._take_properties(data)
        elif attribute == _NEW_FILE:
            self.files.append(File())
        elif self.files:
            self._take_of_file(self.files[-1], attribute, data)

    def _take_properties(self, data: bytes) -> None:
        found = {name: (kind, value) for name, kind, value in _properties(data)}
        self.codepage = _codepage(found.get(_P_CODEPAGE, (0, b""))[1]) or self.codepage
        if _P_BODY in found:
            self.text = self._string(*found[_P_BODY])
        if _P_HTML in found:
            self.html = self._string(*found[_P_HTML])
        self._rtf = found.get(_P_RTF, (0, b""))[1]
        self._take_head(found)

    def _take_head(self, found: Mapping[int, tuple[int, bytes]]) -> None:
        if _P_SUBJECT in found:
            self.subject_line = self._string(*found[_P_SUBJECT])
        if _P_SENDER in found:
            self.sender_name = self._string(*found[_P_SENDER])
        told = (self._string(*found[name]) for name in _P_SENDERS if name in found)
        self.sender_address = next((one for one in told if "@" in one), "")

    def _take_of_file(self, file: File, attribute: int, data: bytes) -> None:
        if attribute == _TITLE:
            file.name = file.name or self._decode(data)
        elif attribute == _DATA:
            file.content = data
        elif attribute == _FILE_PROPERTIES:
            found = {name: (kind, value) for name, kind, value in _properties(data)}
            for name in (_P_FILE_NAME, _P_LONG_NAME):
                if name in found:
                    file.name = self._string(*found[name])
            kind, content = found.get(_P_FILE, (0, b""))
            if kind == _BINARY and not file.content:
                file.content = content
            if kind == _OBJECT and self.depth < _DEEPEST:
                file.message = unwrap(content[_OBJECTS_NAME:], depth=self.depth + 1)

    def _string(self, kind: int, value: bytes) -> str:
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\0")
        return self._decode(value)

    def _decode(self, data: bytes) -> str:
        return charsets.decode(data.rstrip(b"\0"), self.codepage or None)[0]


def unwrap(data: bytes, *, depth: int = 0) -> Wrapped | None:
    """Read a wrapping as far as it can be read; None where the bytes are none.

    `depth` is how many messages it lies in.
    """
    if not data.startswith(_SIGNATURE):
        return None
    wrapped = Wrapped(depth=depth)
    try:
        for attribute, content in _attributes(data):
            wrapped.take(attribute, content)
    except (_BrokenError, struct.error):
        pass
    return wrapped


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each attribute with its content; the two bytes behind it are a sum of no use here."""
    at = len(_SIGNATURE) + 2
    for _ in range(_MOST_ATTRIBUTES):
        if at + _HEADER.size > len(data):
            return
        _, attribute, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        if at + length > len(data):
            raise _BrokenError
        yield attribute, data[at : at + length]
        at += length + 2


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give each property that has one value: its name, its type and its bytes."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= _NAMED:
            at = _past_name(data, at)
        values, at = _values(data, at, kind)
        if len(values) == 1:
            yield name, kind & ~_MANY, values[0]


def _past_name(data: bytes, at: int) -> int:
    """Step over the name of a property that has one of its own."""
    kind, length = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(length) if kind == _KIND_STRING else 0)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    plain = kind & ~_MANY
    is_counted = bool(kind & _MANY) or plain not in _FIXED
    count = 1
    if is_counted:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    values = []
    for _ in range(min(count, _MOST_PROPERTIES)):
        length = _FIXED.get(plain)
        if length is None:
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
        if at + length > len(data):
            raise _BrokenError
        values.append(data[at : at + length])
        at += _padded(length)
    return values, at


def _codepage(data: bytes) -> str:
    """Name the character set that a number of Windows stands for."""
    return f"cp{int.from_bytes(data[:4], 'little')}" if data else ""


def _padded(length: int) -> int:
    return length + -length % 4
