"""Marked words, one for each entrance to the service, and the search for them in any disguise."""

import base64
import gzip
import io
import quopri
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

WORDS = (
    *("mail: name", "mail: name in Cc", "mail: comments", "mail: body, name", "mail: body, home"),
    *("mail: body, words", "mail: html", "mail: file", "mail: name of a file", "mail: near line"),
    *("mail: near body", "other mail: line", "other mail: body", "other mail: name"),
    *("broken mail: body", "smuggled: name", "added: body", "quoted by a server"),
    *("telegram: first name", "telegram: last name", "telegram: words", "telegram: request"),
    *("telegram: edit", "telegram: caption", "telegram: name of a file", "telegram: file"),
    *("telegram: draft", "telegram: broken update", "telegram: channel", "telegram: query"),
    *("officer: note", "officer: answer", "officer: refusal", "officer: entered name"),
    *("officer: entered words", "officer: entered file", "officer: words in the group"),
)
"""Entrances where anything may be written."""
NAMES = (
    *("mail: address", "mail: Reply-To", "mail: Cc", "mail: field of its own", "mail: firm"),
    *("mail: References", "mail: Message-ID", "mail: receiver", "mail: loop", "mail: type"),
    *("mail: body, address", "other mail: address", "broken mail: address", "smuggled: Bcc"),
    *("telegram: username", "telegram: start", "telegram: address", "telegram: press"),
    *("officer: search", "officer: entered address"),
)
"""Entrances that take Latin letters only."""
PHONE = "77015559911"

_LETTERS = "аәбвгғдеж"
_LATIN = "abcdefgh"
MARKS: Mapping[str, str] = {
    **{one: f"Жасыр{_LETTERS[at // 8]}{_LETTERS[at % 8]}мақ" for at, one in enumerate(WORDS)},
    **{one: f"zhasyr{_LATIN[at // 8]}{_LATIN[at % 8]}maq" for at, one in enumerate(NAMES)},
    "everywhere: telephone": PHONE,
}


def disguises(words: str) -> Iterator[bytes]:
    """Give the words as files, logs and answers of all kinds would write them."""
    plain = words.encode()
    yield from (plain, words.encode("utf-16-le"), words.encode("utf-16-be"), plain.hex().encode())
    yield from (words.encode("cp1251", "ignore"), words.encode("unicode_escape"))
    yield from (quopri.encodestring(plain), repr(plain)[2:-1].encode())
    # Base64 of the words looks otherwise at each of three places in the bytes around them.
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + plain)[4:-4]


_SOUGHT = {one: tuple(disguises(mark)) for one, mark in MARKS.items()}


def found(content: bytes) -> set[str]:
    """Name the entrances whose marks are in some bytes."""
    return {one for one, sought in _SOUGHT.items() if any(each in content for each in sought)}


def found_in(contents: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Name the contents in which there is any mark, and which."""
    return {name: marks for name, content in contents.items() if (marks := found(content))}


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, and what archives among them hold."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found[str(path)] = content = path.read_bytes()
            found |= {f"{path}:{name}": each for name, each in unpacked(content).items()}
    return found


def unpacked(content: bytes) -> dict[str, bytes]:
    """Give what a zip, a tar or a gzip holds; nothing for anything else."""
    if content[:2] == b"\x1f\x8b":
        return {"": gzip.decompress(content)} | unpacked(gzip.decompress(content))
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if content[257:262] != b"ustar":
        return {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        held = {one.name: archive.extractfile(one) for one in archive if one.isfile()}
        return {name: file.read() for name, file in held.items() if file}
