"""Marked words, one for each entrance to the service, and the search for them in any disguise."""

import base64
import gzip
import io
import json
import quopri
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from pd_intake_bot.mail.imap import mutf7

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
    *("mail: preamble", "mail: signature", "mail: name of a part", "mail: name in Sender"),
    *("review: request", "review: no request", "kazakh: name", "kazakh: words"),
    *("telegram: venue", "telegram: poll", "telegram: contact", "telegram: quote"),
    *("telegram: forwarded", "telegram: wrong code", "telegram: home", "telegram: reply"),
    *("telegram: name of a group", "telegram: kept to a case", "telegram: tied words"),
    *("officer: question", "officer: enclosed file", "officer: name of an enclosed file"),
    *("officer: held because", "officer: arguments", "officer: name"),
)
"""Entrances where anything may be written."""
NAMES = (
    *("mail: address", "mail: Reply-To", "mail: Cc", "mail: field of its own", "mail: firm"),
    *("mail: References", "mail: Message-ID", "mail: receiver", "mail: loop", "mail: type"),
    *("mail: body, address", "other mail: address", "broken mail: address", "smuggled: Bcc"),
    *("telegram: username", "telegram: start", "telegram: address", "telegram: press"),
    *("officer: search", "officer: entered address", "mail: boundary", "mail: Content-ID"),
    *("mail: Received", "mail: Return-Path", "mail: program", "mail: Sender", "mail: Date"),
    *("mail: list", "telegram: set of stickers", "telegram: arguments", "telegram: code to"),
    *("review: address", "kazakh: address", "telegram: another address"),
)
"""Entrances that take Latin letters only."""
PHONE = "77015559911"

ASCII = 127
STEM, LATIN_STEM = "Жасырын", "zhasyrynsoz"
_BREAKS = re.compile(rb"=?\r?\n[ \t]?")
_LETTERS = "аәбвгғдежз"
_LATIN = "abcdefgh"
MARKS: Mapping[str, str] = {
    **{one: f"{STEM}{_LETTERS[at // 8]}{_LETTERS[at % 8]}мақ" for at, one in enumerate(WORDS)},
    **{one: f"{LATIN_STEM}{_LATIN[at // 8]}{_LATIN[at % 8]}maq" for at, one in enumerate(NAMES)},
    "everywhere: telephone": PHONE,
}


def disguises(words: str) -> Iterator[bytes]:
    """Give the words as files, logs and answers of all kinds would write them."""
    plain, wide = words.encode(), (words.encode("utf-16-le"), words.encode("utf-16-be"))
    yield from (plain, *wide, plain.hex().encode(), plain.hex().upper().encode())
    yield from (words.encode("cp1251", "ignore"), words.encode("koi8-r", "ignore"))
    quoted = (quopri.encodestring(plain), quote(words).encode(), repr(plain)[2:-1].encode())
    yield from (one for each in quoted for one in (each, _small(each)))
    escaped = json.dumps(words)[1:-1].encode()
    yield from (escaped, escaped.upper().replace(b"\\U", b"\\u"), words.encode("unicode_escape"))
    numbers = (f"&#{ord(one)};" if ord(one) > ASCII else one for one in words)
    hexes = (f"&#x{ord(one):X};" if ord(one) > ASCII else one for one in words)
    yield from (one.encode() for each in ("".join(numbers), "".join(hexes)) for one in _cases(each))
    yield from (words.encode("utf-7"), mutf7.encode(words).encode())
    # Base64 of the words looks otherwise at each of three places in the bytes around them.
    for shift in range(3):
        for content in (plain, *wide):
            yield base64.b64encode(bytes(shift) + content)[4:-4]


def _small(written: bytes) -> bytes:
    """Write the numbers of letters with small digits, as some programs do."""
    return re.sub(rb"[=%][0-9A-F]{2}", lambda hit: hit[0].lower(), written)


def _cases(written: str) -> tuple[str, str]:
    return written, written.replace("X", "x").lower()


_SOUGHT = {
    one: frozenset(way for word in (mark, mark.lower(), mark.upper()) for way in disguises(word))
    for one, mark in MARKS.items()
}
_STEMS = frozenset(
    way
    for stem in (STEM, LATIN_STEM, PHONE)
    for word in (stem, stem.lower(), stem.upper())
    for way in disguises(word)
)
"""In the bytes of each mark there is one of these, which are few: most contents have none."""


def found(content: bytes) -> set[str]:
    """Name the entrances whose marks are in some bytes, in lines of any length."""
    whole = _BREAKS.sub(b"", content)
    there = [each for each in (content, whole) if any(stem in each for stem in _STEMS)]
    return {
        one
        for one, sought in _SOUGHT.items()
        if any(way in each for each in there for way in sought)
    }


def found_in(contents: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Name the contents in which there is any mark, and which."""
    return {name: marks for name, content in contents.items() if (marks := found(content))}


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, and what archives among them hold."""
    found: dict[str, bytes] = {}
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        # A file of a service that runs may be gone since it was listed.
        with suppress(FileNotFoundError):
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
