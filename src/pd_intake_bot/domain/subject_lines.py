"""Decides what a subject line asks for: accepted, put before staff, or none of our business.

The prescribed lines stand in §7 and §8 of the policy. What is matched is data of the policy
file; how people really type it (scripts, keyboards, prefixes) is in `scripts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pd_intake_bot.domain import phrases, scripts
from pd_intake_bot.domain.openings import Openings, without_reference
from pd_intake_bot.domain.rights import Language, Request

LONGEST = 2_000
"""Characters of a line that are read. RFC 5322 §2.1.1 allows 998 in one line of a header."""

_MOST_TYPOS = 3
_LETTERS_A_TYPO = 6  # fewer letters for each typo are another phrase rather than a misspelt one
_MOST_WORDS = 60


class Verdict(StrEnum):
    """What becomes of a mail with this subject line."""

    ACCEPTED = "accepted"
    """Registered without a person's help."""
    REVIEW = "review"
    """Put before staff."""
    IGNORED = "ignored"
    """Not the service's business."""


class Why(StrEnum):
    """What the verdict rests on, for officers and logs. Never holds a word of the line."""

    PRESCRIBED = "prescribed line"
    VARIANT = "accepted variant"
    TYPO = "accepted line with one typo"
    CLOSE = "close to an accepted line"
    WITHIN = "accepted line among other words"
    MACHINE = "accepted line after a machine announcement"
    PARAPHRASE = "words of a request"
    REFERENCE = "our reference number"
    MACHINE_ALONE = "machine announcement"
    GIVES_CONSENT = "gives consent"
    NO_LINE = "no accepted line"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedLine:
    """A subject line that is registered without a person's help.

    `prescribed` marks the lines that the policy states word for word (§7, §8); the others are
    their accepted variants.
    """

    request: Request
    language: Language
    text: str
    prescribed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """Words that together make a line worth an officer's look.

    Each group of `words` must be met by at least one of its phrases. `*` ends a stem:
    `персональн* данн*` meets «персональные данные». `alone` asks that the phrase is the whole
    line. `language` is missing where the line is in neither language of the product.
    """

    request: Request
    words: tuple[tuple[str, ...], ...]
    language: Language | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a policy file holds about subject lines.

    `gives_consent` are phrases of the opposite of a withdrawal, `machines` the openings by
    which automatic answers and bounces announce themselves; both in the notation of
    `Paraphrase` and in any language.
    """

    lines: tuple[PrescribedLine, ...]
    paraphrases: tuple[Paraphrase, ...] = ()
    gives_consent: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The decision on one subject line. `language` is that of the line as written."""

    verdict: Verdict
    request: Request | None
    language: Language | None
    why: Why


_ACCEPTED = {Why.PRESCRIBED, Why.VARIANT, Why.TYPO}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """A line that a text comes near to."""

    line: PrescribedLine
    typos: int
    among_words: bool = False

    @property
    def why(self) -> Why:
        if self.among_words:
            return Why.WITHIN
        if self.typos == 0:
            return Why.PRESCRIBED if self.line.prescribed else Why.VARIANT
        return Why.TYPO if self.typos == 1 else Why.CLOSE


class SubjectLines:
    """The vocabulary of one policy, folded once and asked for every mail."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lines = [line for line in vocabulary.lines if phrases.letters(line.text)]
        self._lines = {phrases.letters(line.text): line for line in reversed(lines)}
        self._of_length = _of_length(self._lines)
        self._unwritten = tuple((phrases.unwritten(line.text), line) for line in lines)
        self._words = {
            word for line in lines for word in phrases.folded(line.text).split() if word[3:]
        }
        self._paraphrases = tuple(
            (row, tuple(phrases.any_of(group, alone=row.alone) for group in row.words))
            for row in vocabulary.paraphrases
        )
        self._topics = phrases.any_of(
            phrase for row in vocabulary.paraphrases for phrase in row.words[0]
        )
        self._gives_consent = phrases.any_of(vocabulary.gives_consent)
        self._openings = Openings(vocabulary.machines)

    def match(self, subject_line: str) -> Match:
        """Decide on one decoded subject line. Takes any text and never raises.

        Of a line longer than `LONGEST` the beginning is read, and it is never accepted.
        """
        line = subject_line.strip()
        clean = scripts.clean(line[:LONGEST])
        text = without_reference(clean)
        core, machine = self._openings.take_off(text)
        readings = scripts.readings(text)
        alone = readings if core == text else scripts.readings(core)
        near = self._nearest(alone) if len(line) <= LONGEST else None
        near = near or self._among_words(readings)
        if machine:
            return _answer(Why.MACHINE, near.line) if near else _ignored(Why.MACHINE_ALONE)
        if near:
            return _answer(near.why, near.line)
        found = self._by_words(readings, alone)
        numbered = text != clean and found.verdict is Verdict.IGNORED
        # Letters ask people to name the number: whoever does so is heard.
        return _review(Why.REFERENCE) if numbered else found

    def _nearest(self, readings: tuple[str, ...]) -> _Near | None:
        """Find the line that a whole text is, as written or with a few typos."""
        found = [near for reading in readings if (near := self._near(scripts.letters(reading)))]
        return min(found, key=lambda near: near.typos, default=None)

    def _near(self, letters: str) -> _Near | None:
        for pattern, line in self._unwritten if "?" in letters else ():
            if pattern.fullmatch(letters):
                return _Near(line=line, typos=0)
        return self._spelled_like(letters.rstrip("?"), most=_MOST_TYPOS)

    def _spelled_like(self, letters: str, *, most: int) -> _Near | None:
        """Find the nearest line. Letters lost to `?` are forgiven, but not accepted unseen."""
        if line := self._lines.get(letters):
            return _Near(line=line, typos=0)
        choices = self._of_length.get(len(letters))
        lost = letters.count("?")
        if not choices or lost * 3 > len(letters):
            return None
        best = process.extractOne(letters, choices, scorer=OSA.distance, score_cutoff=most + lost)
        if best is None:
            return None
        typos = int(best[1]) if best[1] <= 1 else max(2, int(best[1]) - lost)
        if typos * _LETTERS_A_TYPO > len(best[0]):
            return None
        return _Near(line=self._lines[best[0]], typos=typos)

    def _among_words(self, readings: tuple[str, ...]) -> _Near | None:
        """Find a line, with two typos at most, that more words stand around."""
        for reading in readings:
            words = reading.split()[:_MOST_WORDS]
            if self._words.isdisjoint(words):
                continue
            joined, edges = "".join(words), list(accumulate(map(len, words), initial=0))
            for start, end in combinations(edges, 2):
                if near := self._spelled_like(joined[start:end], most=_MOST_TYPOS - 1):
                    return _Near(line=near.line, typos=near.typos, among_words=True)
        return None

    def _by_words(self, readings: tuple[str, ...], alone: tuple[str, ...]) -> Match:
        """Find words of a request in a text that is no line. The first row that is met counts."""
        reading = next(filter(self._topics.search, readings), None)
        gives_consent = any(map(self._gives_consent.search, readings))
        for row, groups in self._paraphrases if reading else ():
            if gives_consent and row.request is not Request.WITHDRAWAL:
                continue
            text = alone[-1] if row.alone else reading
            if text and all(group.search(text) for group in groups):
                return _answer(Why.PARAPHRASE, row)
        return _ignored(Why.GIVES_CONSENT if gives_consent else Why.NO_LINE)


def _answer(why: Why, row: PrescribedLine | Paraphrase) -> Match:
    verdict = Verdict.ACCEPTED if why in _ACCEPTED else Verdict.REVIEW
    return Match(verdict=verdict, request=row.request, language=row.language, why=why)


def _review(why: Why) -> Match:
    return Match(verdict=Verdict.REVIEW, request=None, language=None, why=why)


def _ignored(why: Why) -> Match:
    return Match(verdict=Verdict.IGNORED, request=None, language=None, why=why)


def _of_length(lines: Mapping[str, PrescribedLine]) -> dict[int, tuple[str, ...]]:
    """Sort spelled lines by how long a text may be that is one of them, typos and all.

    A Kazakh letter may have become two question marks.
    """
    found: dict[int, tuple[str, ...]] = {}
    for spelled, line in lines.items():
        lost = sum(letter in scripts.KAZAKH for letter in scripts.clean(line.text))
        for length in range(len(spelled) - _MOST_TYPOS, len(spelled) + _MOST_TYPOS + lost + 1):
            found[length] = (*found.get(length, ()), spelled)
    return found
