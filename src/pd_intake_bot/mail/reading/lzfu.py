"""Unpacks the compressed RTF in which Outlook keeps a text (MS-OXRTFCP)."""

import struct

_HEADER = struct.Struct("<IIII")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
# What the dictionary holds before anything was read (MS-OXRTFCP §2.1.3.1).
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_RING = 4096
_SHORTEST = 2

LONGEST = 2 * 2**20
"""Bytes of RTF that are unpacked; the longest text that is read takes less."""


def unpack(data: bytes) -> bytes:
    """Give the RTF, or as much of it as can be had; nothing where the bytes are no such thing."""
    if len(data) < _HEADER.size:
        return b""
    _, size, kind, _ = _HEADER.unpack_from(data)
    size = min(size, LONGEST)
    if kind == _PLAIN:
        return data[_HEADER.size : _HEADER.size + size]
    return _decompress(data[_HEADER.size :], size) if kind == _COMPRESSED else b""


def _decompress(data: bytes, size: int) -> bytes:
    """Undo the compression: runs of letters, and references to what the ring holds of them."""
    written = bytearray(_START)
    end = len(_START) + size
    at = 0
    while at < len(data) and len(written) < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                written += data[at : at + 1]
                at += 1
                continue
            reference = int.from_bytes(data[at : at + 2])
            at += 2
            if not _copy(written, reference >> 4, (reference & 0xF) + _SHORTEST):
                at = len(data)
            if at >= len(data):
                break
    return bytes(written[len(_START) : end])


def _copy(written: bytearray, offset: int, length: int) -> bool:
    """Write again what lies at a place of the ring; False where that place marks the end."""
    back = (len(written) - offset) % _RING
    if back == 0 or back > len(written):
        return False
    for _ in range(length):
        written.append(written[-back])
    return True
