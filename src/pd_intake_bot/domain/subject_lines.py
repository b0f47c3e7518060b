"""Decides what a subject line asks for: accepted, put before staff, or none of our business.

The prescribed lines stand in §7 and §8 of the policy. What is matched is data of the policy
file; how people really type it (scripts, keyboards, prefixes) is in `scripts`.
"""

from dataclasses import dataclass
from enum import StrEnum

from pd_intake_bot.domain.rights import Language, Request


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


class SubjectLines:
    """The vocabulary of one policy, folded once and asked for every mail."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def match(self, subject_line: str) -> Match:
        """Decide on one decoded subject line. Takes any text and never raises."""
        for line in self._vocabulary.lines:
            if line.text.casefold() == subject_line.strip().casefold():
                why = Why.PRESCRIBED if line.prescribed else Why.VARIANT
                return Match(
                    verdict=Verdict.ACCEPTED,
                    request=line.request,
                    language=line.language,
                    why=why,
                )
        return Match(verdict=Verdict.IGNORED, request=None, language=None, why=Why.NO_LINE)
