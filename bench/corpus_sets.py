"""What a labelled corpus says of a message, held against what was read of it."""

import email
import email.utils
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pd_intake_bot.mail.reading import html, parse

_PAGE = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)
LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A message with its line of the index and the line that `replay` says of it."""

    row: dict[str, Any]
    said: dict[str, Any]
    raw: bytes

    def expected(self, name: str) -> Any:  # noqa: ANN401 - whatever the index holds
        """Give an expected value, None where the index has none."""
        return (self.row.get("expect") or {}).get(name)


@dataclass(slots=True, kw_only=True)
class Count:
    """How many of a set were right, and the others with the reason."""

    name: str
    right: int = 0
    of: int = 0
    misses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """Give the share that was right."""
        return round(100 * self.right / self.of, 1) if self.of else 100.0


Check = Callable[[Labelled], str | None]
"""Gives the reason for which a message is a miss; None where it is right."""


def _machine(*kinds: str) -> Check:
    def check(one: Labelled) -> str | None:
        kind = one.said["machine"]
        if kind in kinds or (not kinds and kind):
            return None
        return f"{kind or 'a person'}: {one.said['subject_line']}"

    return check


def _is_acknowledged(one: Labelled) -> str | None:
    held = one.said["held_because"] or one.said["machine"] or one.said["verdict"]
    return None if one.said["acknowledge"] else f"{held}: {one.said['from']}"


def _is_not_acknowledged(one: Labelled) -> str | None:
    return "acknowledged" if one.said["acknowledge"] else None


def _subject_line(one: Labelled) -> str | None:
    """Compare letters, not white space; for a letter the expected value has lost, any may stand."""
    want, got = _plain(one.expected("subject")), _plain(one.said["subject_line"])
    same = len(want) == len(got) and all(a in {b, LOST} for a, b in zip(want, got, strict=True))
    return None if same else f"{got!r}, expected {want!r}"


def _sender(one: Labelled) -> str | None:
    want, got = _told_sender(one.raw), (one.said["from"] or "").lower()
    return None if got == want else f"{got!r}, expected {want!r}"


def _whole_text(one: Labelled) -> str | None:
    """Look for the expected words; where the index has the page they stand on, for its words."""
    want = one.expected("body").replace("\0", "")
    if _PAGE.match(want):
        want = html.read(want, quotes=True)
    try:
        text = parse.parse(one.raw).full_text
    except parse.ParseError as error:
        return str(error)
    words = re.escape(_plain(want)).replace(LOST, ".")
    return None if re.search(words, _plain(text)) else f"{_plain(text)[:60]!r}"


def _own_words(one: Labelled) -> str | None:
    same = _plain(one.expected("body")) == _plain(one.said["text"])
    return None if same else f"{_plain(one.said['text'])[-60:]!r}"


def _is_cyrillic(one: Labelled) -> str | None:
    line = one.said["subject_line"] or ""
    letters = sum("Ѐ" <= letter <= "ӿ" for letter in line)
    return None if letters and LOST not in line else repr(line)


def _told_sender(raw: bytes) -> str:
    """Read the first address of From as the standard library does; nothing where it has none."""
    told = email.message_from_bytes(raw).get_all("From", [])
    pairs = email.utils.getaddresses([str(value) for value in told])
    return next((address.lower() for _, address in pairs if "@" in address), "")


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


_SETS: tuple[tuple[str, str, Check], ...] = (
    ("bounces recognised", "2_bounce", _machine("bounce")),
    ("bounces not acknowledged", "2_bounce", _is_not_acknowledged),
    ("automatic replies recognised", "1_auto_reply", _machine("auto_reply")),
    ("automatic replies not acknowledged", "1_auto_reply", _is_not_acknowledged),
    ("automatic notices not acknowledged", "1b_auto_generated", _is_not_acknowledged),
    ("lists and bulk not acknowledged", "3_list_bulk", _is_not_acknowledged),
    ("complaints recognised", "2d_complaint_arf", _machine("complaint")),
    ("read receipts recognised", "2e_mdn", _machine("receipt")),
    ("human mail acknowledged", "4_human", _is_acknowledged),
    ("Cyrillic subject lines", "6_cyrillic_subject", _is_cyrillic),
)


def count(messages: Iterable[Labelled]) -> list[Count]:
    """Hold every message against every set it belongs to."""
    counts: dict[str, Count] = {}
    for one in messages:
        for name, check in _checks(one):
            kept = counts.setdefault(name, Count(name=name))
            kept.of += 1
            why = check(one)
            if why is None:
                kept.right += 1
            else:
                kept.misses.append((one.row["path"], why))
    return sorted(counts.values(), key=lambda one: one.name)


def _checks(one: Labelled) -> Iterator[tuple[str, Check]]:
    labels = set(one.row["sets"])
    yield from ((name, check) for name, label, check in _SETS if label in labels)
    if one.expected("subject") is not None:
        yield "subject line as expected", _subject_line
    if _told_sender(one.raw):
        yield "sender as the standard library reads it", _sender
    if one.expected("body") is not None:
        is_trimmed = "7a_reply_with_expected_trim" in labels
        yield ("own words", _own_words) if is_trimmed else ("whole text", _whole_text)
