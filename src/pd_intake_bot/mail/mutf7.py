"""Folder names as IMAP spells them: modified UTF-7 (RFC 3501, section 5.1.3)."""

import re
from base64 import b64encode

_NOT_ITSELF = re.compile(r"[^\x20-\x7e]+|&")


def encode(name: str) -> str:
    """Spell a folder's name in printable ASCII: `Входящие` is `&BBIERQQ+BDQETwRJBDgENQ-`."""
    return _NOT_ITSELF.sub(_shifted, name)


def _shifted(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    units = match[0].encode("utf-16-be")
    return f"&{b64encode(units, altchars=b'+,').decode().rstrip('=')}-"
