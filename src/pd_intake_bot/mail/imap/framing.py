"""Cuts the bytes of an IMAP server into whole responses, in a loop and within limits."""

import re
from collections.abc import Iterator

Frame = tuple[bytes, ...]
"""One response: its text, then a literal and the text behind it, and so on by turns."""

MAX_LINE = 16 * 2**20
"""Bytes. The longest honest line is a SEARCH of a vast mailbox: about 7 bytes a message."""

MAX_LITERAL = 128 * 2**20
"""Bytes. Far above what anybody asks for: a server that announces more is not believed."""

# Status responses end in free text, which may end in braces without announcing a literal.
_WITH_LITERALS = re.compile(rb"\* (?!(?:OK|NO|BAD|BYE|PREAUTH)\b)", re.IGNORECASE)
_ANNOUNCEMENT = re.compile(rb"\{([0-9]{1,12})\}\Z")
_ANNOUNCEMENT_LENGTH = 14
_END = b"\r\n"


class FramingError(Exception):
    """The server sends what no honest server sends."""


class Framer:
    """Keeps what came of a response that is not whole yet."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0
        self._parts: list[bytes] = []
        self._literal: int | None = None

    @property
    def empty(self) -> bool:
        """Whether every byte that came belonged to a whole response."""
        return not self._buffer and not self._parts

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take bytes as they come and give each response that they complete.

        Raises `FramingError` when a line or a literal passes its limit.
        """
        self._buffer += data
        while self._read_part():
            if self._literal is None:
                yield tuple(self._parts)
                self._parts.clear()

    def _read_part(self) -> bool:
        """Move one line, with the literal before it, from the buffer; tell whether it was there."""
        if self._literal is not None and not self._read_literal(self._literal):
            return False
        end = self._buffer.find(_END, self._searched)
        if end < 0:
            self._searched = max(0, len(self._buffer) - 1)
            if self._searched > MAX_LINE:
                raise FramingError("a line without an end")
            return False
        self._parts.append(self._cut(end))
        self._cut(len(_END))
        self._literal = self._announced()
        return True

    def _read_literal(self, size: int) -> bool:
        if len(self._buffer) < size:
            return False
        self._parts.append(self._cut(size))
        self._literal = None
        return True

    def _cut(self, size: int) -> bytes:
        # Through a view: a slice would hold a large literal in memory once more.
        with memoryview(self._buffer) as whole, whole[:size] as wanted:
            part = bytes(wanted)
        del self._buffer[:size]
        self._searched = 0
        return part

    def _announced(self) -> int | None:
        if not _WITH_LITERALS.match(self._parts[0]):
            return None
        found = _ANNOUNCEMENT.search(self._parts[-1][-_ANNOUNCEMENT_LENGTH:])
        if not found:
            return None
        if int(found[1]) > MAX_LITERAL:
            raise FramingError("a literal of unbelievable size")
        return int(found[1])
