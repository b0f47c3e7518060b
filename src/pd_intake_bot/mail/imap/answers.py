"""Reads what an IMAP server answers: pure functions from response to value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

Answer = bytes | tuple[bytes, ...]
"""A response that is one line, or text and literals by turns; without the leading `* `."""

_NUMBER = re.compile(rb"[0-9]{1,19}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FETCH = re.compile(rb"[0-9]+ FETCH \(", re.IGNORECASE)
_LIST = re.compile(rb"LIST \(([^)]*)\) ", re.IGNORECASE)
_LITERAL_MARK = re.compile(rb"~?\{[0-9]+\}\Z")
_TOKEN = re.compile(
    rb'(?P<section>BODY\[[^\]]*\](?:<[0-9]+>)?)|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    rb'|(?P<bracket>[()])|(?P<atom>[^\s()"]+)',
    re.IGNORECASE,
)
_DATE = re.compile(
    r" ?(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)", re.IGNORECASE
)
_PERMANENT = re.compile(rb"\[PERMANENTFLAGS \(([^)]*)\)\]", re.IGNORECASE)
_STATE = re.compile(rb"\[(UIDVALIDITY|UIDNEXT) ([0-9]+)\]|\A([0-9]+) EXISTS\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What a server says of a folder when it is opened; `uidnext` where it says so.

    `writable` and `permanent`, the flags that it keeps, mean something only where the folder
    was opened to be written to. `permanent` is in lower case.
    """

    uidvalidity: int
    uidnext: int | None
    exists: int
    writable: bool = False
    permanent: frozenset[str] = frozenset()

    def keeps(self, keyword: str) -> bool:
        """Tell whether the server keeps a keyword that a client makes up."""
        return self.writable and not self.permanent.isdisjoint({"\\*", keyword.lower()})


def folder_state(answers: Iterable[Answer], *, writable: bool = False) -> FolderState | None:
    """Read the answers to EXAMINE or SELECT; none when the folder has no UIDVALIDITY."""
    found: dict[str, int] = {}
    permanent: frozenset[str] = frozenset()
    for answer in answers:
        if isinstance(answer, bytes) and (match := _STATE.search(answer)):
            name, number, exists = match.groups()
            found[(name or b"EXISTS").decode().upper()] = int(number or exists)
        if isinstance(answer, bytes) and (kept := _PERMANENT.search(answer)):
            permanent = frozenset(kept[1].decode("latin-1").lower().split())
    if "UIDVALIDITY" not in found:
        return None
    return FolderState(
        uidvalidity=found["UIDVALIDITY"],
        uidnext=found.get("UIDNEXT"),
        exists=found.get("EXISTS", 0),
        writable=writable,
        permanent=permanent,
    )


def folders(answers: Iterable[Answer]) -> list[str]:
    """Read the answers to LIST: the folders that can be opened, as they are spelt there."""
    names = []
    for answer in answers:
        parts = (answer,) if isinstance(answer, bytes) else answer
        listed = _LIST.match(parts[0])
        if listed is None or b"\\noselect" in listed[1].lower():
            continue
        *_, name = (token for _, token in _tokens((parts[0][listed.end() :], *parts[1:])))
        names.append(name.decode("utf-8", "replace"))
    return names


def search(answers: Iterable[Answer]) -> list[int]:
    """Collect the numbers of all SEARCH lines, in order and once each."""
    numbers: set[int] = set()
    for answer in answers:
        if isinstance(answer, bytes) and answer.upper().startswith(b"SEARCH"):
            numbers.update(int(word) for word in answer.split() if _NUMBER.fullmatch(word))
    return sorted(numbers)


def fetched(answers: Iterable[Answer]) -> dict[int, dict[str, bytes]]:
    """Collect the items of FETCH answers under their message's UID.

    Answers without a UID, such as a colleague's flag changes, are not ours. Whatever section
    of a body was asked for comes under `BODY`; a list, such as that of flags, is left out.
    """
    found: dict[int, dict[str, bytes]] = {}
    for answer in answers:
        items = dict(_items(answer))
        if (uid := number(items.get("UID", b""))) is not None:
            found.setdefault(uid, {}).update(items)
    return found


def number(word: bytes) -> int | None:
    """Read a number as IMAP has them; none when it is not one."""
    return int(word) if _NUMBER.fullmatch(word) else None


def received_at(internal_date: bytes) -> datetime | None:
    """Read an INTERNALDATE such as `17-Jul-1996 02:44:25 -0700`; none when it is not a date."""
    match = _DATE.fullmatch(internal_date.decode("ascii", "replace"))
    if not match or match[2].lower() not in _MONTHS:
        return None
    day, year, hour, minute, second, hours, minutes = map(int, match.group(1, 3, 4, 5, 6, 8, 9))
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if match[7] == "-" else 1)
    month = _MONTHS.index(match[2].lower()) + 1
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _items(answer: Answer) -> Iterator[tuple[str, bytes]]:
    """Walk the list of a FETCH answer and give its pairs of name and value."""
    parts = (answer,) if isinstance(answer, bytes) else answer
    if not _FETCH.match(parts[0]):
        return
    depth, name = 0, ""
    for is_name, token in _tokens(parts):
        if is_name and token in {b"(", b")"}:
            depth += 1 if token == b"(" else -1
            name = ""
        elif depth == 1 and not name:
            name = "BODY" if token.upper().startswith(b"BODY[") else token.decode("latin-1").upper()
        elif depth == 1:
            yield name, b"" if is_name and token.upper() == b"NIL" else token
            name = ""


def _tokens(parts: tuple[bytes, ...]) -> Iterator[tuple[bool, bytes]]:
    """Give each token with whether it is bare: an atom or a bracket and no string."""
    for index, part in enumerate(parts):
        if index % 2:
            yield False, part
            continue
        text = _FETCH.sub(b"(", part, count=1) if index == 0 else part
        for match in _TOKEN.finditer(_LITERAL_MARK.sub(b"", text)):
            if match["quoted"] is not None:
                yield False, re.sub(rb"\\(.)", rb"\1", match["quoted"])
            else:
                yield True, match[0]
