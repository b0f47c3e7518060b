"""Opens what S/MIME has signed in one piece: the message is inside the signature (RFC 8551 §3.5).

Nothing is verified: a signature proves a certificate, and whose that is an officer must judge.
Only the way through the tags (X.690) is read, and whatever is not as it should be gives nothing.
"""

from collections.abc import Iterator

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE, _SET, _OID, _INTEGER, _OCTETS = 0x30, 0x31, 0x06, 0x02, 0x04
_EXPLICIT = 0xA0
_CONSTRUCTED = 0x20
_HIGH_TAG = 0x1F
_LONG_FORM = 0x80
_MOST_LENGTH_BYTES = 4
_DEEPEST = 20


class _BrokenError(ValueError):
    pass


def open_signed(data: bytes) -> bytes | None:
    """Give the signed message inside, None where there is none, as in an encrypted one."""
    try:
        return _content(data)
    except _BrokenError:
        return None


def _content(data: bytes) -> bytes | None:
    (outer,) = _take(data, _SEQUENCE)
    if not outer.startswith(_SIGNED_DATA):
        return None
    (explicit,) = _take(outer[len(_SIGNED_DATA) :], _EXPLICIT)
    (signed,) = _take(explicit, _SEQUENCE)
    _, _, enclosed = _take(signed, _INTEGER, _SET, _SEQUENCE)
    _, wrapped = _take(enclosed, _OID, _EXPLICIT)
    tag, _, inside, _ = _element(wrapped, 0, 0)
    if tag & ~_CONSTRUCTED != _OCTETS:
        return None
    return b"".join(_octets(tag, inside, 0))


def _take(data: bytes, *tags: int) -> list[bytes]:
    """Read elements of these tags one after the other and give what is in each."""
    at, found = 0, []
    for tag in tags:
        seen, _, inside, at = _element(data, at, 0)
        if seen != tag:
            raise _BrokenError
        found.append(inside)
    return found


def _octets(tag: int, inside: bytes, depth: int) -> Iterator[bytes]:
    """Give the pieces of an octet string, which may be cut into further ones."""
    if not tag & _CONSTRUCTED:
        yield inside
        return
    if depth > _DEEPEST:
        raise _BrokenError
    at = 0
    while at < len(inside):
        tag, _, piece, at = _element(inside, at, depth)
        yield from _octets(tag, piece, depth + 1)


def _element(data: bytes, at: int, depth: int) -> tuple[int, int, bytes, int]:
    """Read one element: its tag, where its content begins, its content, and where it ends."""
    if depth > _DEEPEST or at + 2 > len(data) or data[at] & _HIGH_TAG == _HIGH_TAG:
        raise _BrokenError
    tag, length, begin = data[at], data[at + 1], at + 2
    if length == _LONG_FORM:
        return (tag, begin, *_until_end(data, begin, depth))
    if length > _LONG_FORM:
        count = length - _LONG_FORM
        if count > _MOST_LENGTH_BYTES:
            raise _BrokenError
        length = int.from_bytes(data[begin : begin + count])
        begin += count
    if begin + length > len(data):
        raise _BrokenError
    return tag, begin, data[begin : begin + length], begin + length


def _until_end(data: bytes, begin: int, depth: int) -> tuple[bytes, int]:
    """Read content of unknown length: it ends at two empty bytes."""
    at = begin
    while data[at : at + 2] != b"\x00\x00":
        *_, at = _element(data, at, depth + 1)
    return data[begin:at], at + 2
