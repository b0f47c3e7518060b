"""Turns a letter into Telegram messages: HTML, split where one message cannot hold it."""

from collections.abc import Iterator

from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.telegram.screens import plain

LIMIT = 4096
"""What one message holds, in UTF-16 units after its entities are parsed (Bot API)."""

_BREAKS = ("\n\n", "\n", " ")


def write(letter: Letter) -> list[str]:
    """Write a letter as the HTML of one or more messages, its subject line in bold."""
    title, *rest = split("\n\n".join((letter.subject_line, *letter.paragraphs)))
    opening = f"<b>{plain(letter.subject_line)}</b>"
    first = opening + plain(title.removeprefix(letter.subject_line))
    return [first, *(plain(part) for part in rest)]


def split(text: str, *, limit: int = LIMIT) -> list[str]:
    """Cut a text into parts of at most `limit` units, between paragraphs where that can be."""
    return list(_parts(text, limit))


def units(text: str) -> int:
    """Count a text as Telegram does: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _parts(text: str, limit: int) -> Iterator[str]:
    while units(text) > limit:
        window = text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")
        end = _last_break(window)
        yield window[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _last_break(window: str) -> int:
    """Find where to cut: after the last paragraph, line or word, unless that wastes half."""
    for mark in _BREAKS:
        end = window.rfind(mark)
        if end > len(window) // 2:
            return end
    return len(window)
