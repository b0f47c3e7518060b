"""Suggests which right an inquiry is about, by the words the policy file keeps beside each right.

The prescribed line of §7 covers every right but one. A suggestion is made only where the
person's own words name exactly one of them; everything else is unsure, and stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pd_intake_bot.domain import phrases, scripts
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.understood import Suggestion

LONGEST = 20_000
"""Characters that are read: nobody asks for a thing further down for the first time."""

_MOST_SENTENCES = 300
_LONGEST_WORDS = 300
# A sentence ends with its mark, an empty line, or where the next point of a list begins.
_END = re.compile(r"[.!?…;]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-–—•*]|\d{1,2}[.)])\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """Words that in one sentence together name a right.

    Each group of `words` must be met by one of its phrases, and none of `unless` may be. The
    notation is that of `subject_lines.Paraphrase`: `*` ends a stem.
    """

    right: RightKey
    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    language: Language | None = None


# Known by itself and not by its words, which are many: each text looks its patterns up by it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """All keywords of a policy. A sentence with one of `doubts` in it names nothing."""

    keywords: tuple[Keywords, ...] = ()
    doubts: tuple[str, ...] = ()


def suggest(text: str, lexicon: Lexicon) -> Suggestion | None:
    """Give the one right that a text names, with the sentences that name it; None if unsure."""
    found: dict[RightKey, list[str]] = {}
    doubts, rows = _compiled(lexicon)
    for sentence in _sentences(text):
        readings = scripts.readings(scripts.clean(sentence))
        if any(map(doubts.search, readings)):
            continue
        for right in {row.right for row in rows for one in readings if row.meets(one)}:
            found.setdefault(right, []).append(sentence)
    if len(found) != 1:
        return None
    [(right, sentences)] = found.items()
    return Suggestion(right=right, words=tuple(one[:_LONGEST_WORDS] for one in sentences))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    right: RightKey
    groups: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]

    def meets(self, sentence: str) -> bool:
        found = all(group.search(sentence) for group in self.groups)
        return found and not self.unless.search(sentence)


@cache
def _compiled(lexicon: Lexicon) -> tuple[re.Pattern[str], tuple[_Row, ...]]:
    rows = tuple(
        _Row(
            right=row.right,
            groups=tuple(map(phrases.any_of, row.words)),
            unless=phrases.any_of(row.unless),
        )
        for row in lexicon.keywords
    )
    return phrases.any_of(lexicon.doubts), rows


def _sentences(text: str) -> Iterator[str]:
    pieces = _END.split(text[:LONGEST], maxsplit=_MOST_SENTENCES)
    for piece in pieces[:_MOST_SENTENCES]:
        if sentence := " ".join(piece.split()):
            yield sentence
