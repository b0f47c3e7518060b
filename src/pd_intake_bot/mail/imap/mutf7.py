"""Folder names as IMAP spells them: modified UTF-7 (RFC 3501, section 5.1.3)."""

import re
from base64 import b64decode, b64encode
from binascii import Error

_NOT_ITSELF = re.compile(r"[^\x20-\x7e]+|&")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def encode(name: str) -> str:
    """Spell a folder's name in printable ASCII: `Входящие` is `&BBIERQQ+BDQETwRJBDgENQ-`."""
    return _NOT_ITSELF.sub(_shifted, name)


def decode(spelt: str) -> str:
    """Give the name that is spelt so; what is not spelt rightly stays as it is."""
    return _SHIFTED.sub(_plain, spelt)


def _plain(match: re.Match[str]) -> str:
    if not match[1]:
        return "&"
    padded = match[1] + "=" * (-len(match[1]) % 4)
    try:
        return b64decode(padded, altchars=b"+,", validate=True).decode("utf-16-be")
    except (Error, UnicodeDecodeError):
        return match[0]


def _shifted(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    units = match[0].encode("utf-16-be")
    return f"&{b64encode(units, altchars=b'+,').decode().rstrip('=')}-"
