"""Takes from a subject line what mail programs put before it: prefixes, list tags, our number."""

import re
from collections.abc import Iterable

from pd_intake_bot.domain import scripts

# With a colon only: «На: …» is a prefix, «На складе» is not. Both scripts of "Re" are met.
_PREFIXES = (
    "re", "rе", "рe", "ре", "fwd", "fw", "aw", "wg", "sv", "tr", "rv", "vs",
    "отв", "ответ", "на", "пересл", "пересылка", "переслано", "перенаправлено",
    "жауап", "қайта",
)  # fmt: skip
_COUNTER = r"(?:\s*\[\s*\d{1,4}\s*\]|\s*\(\s*\d{1,4}\s*\)|[\^*]?\d{1,4})?"
_TAG = r"\[[^\[\]]{0,60}\](?=.*\w)"
_REFERENCE = re.compile(r"[\[(#]*\s*\bpd[-‐–—]\d{4}[-‐–—]\d{5,}[-‐–—][0-9a-z]\b[\])]*")


class Openings:
    """Everything that may stand before the words that a person wrote."""

    def __init__(self, machines: Iterable[str]) -> None:
        prefixes = "|".join(map(re.escape, map(scripts.clean, _PREFIXES)))
        announcements = "|".join(map(_announcement, machines)) or r"(?!)"
        self._opening = re.compile(
            rf"[^\w\[?]*(?:(?P<machine>\[?\s*(?:{announcements}))"
            rf"|(?:{prefixes})\.?{_COUNTER}\s*:|{_TAG})"
        )

    def take_off(self, text: str) -> tuple[str, bool]:
        """Give a cleaned text without its openings, and whether a machine announced itself."""
        start, machine = 0, False
        while found := self._opening.match(text, start):
            machine = machine or found["machine"] is not None
            start = found.end()
        return text[start:], machine


def without_reference(text: str) -> str:
    """Take our own reference number out of a cleaned text, wherever it stands."""
    return _REFERENCE.sub(" ", text) if "pd" in text else text


def _announcement(phrase: str) -> str:
    """Compile one opening. `auto reply` meets "auto-reply" too; a colon at its end is required."""
    words = scripts.clean(phrase.removesuffix(":")).split()
    end = r"\s*:" if phrase.endswith(":") else r"(?!\w)"
    return r"[\s-]*".join(map(re.escape, words)) + end
