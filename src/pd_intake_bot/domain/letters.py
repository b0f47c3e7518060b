"""A letter to a person as words alone: the channel that carries it decides how it looks."""

from dataclasses import dataclass

from pd_intake_bot.domain.rights import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a person is written.

    A paragraph is plain text, may hold line breaks, and holds no markup. `language` is None
    where the letter is in both languages.
    """

    subject_line: str
    paragraphs: tuple[str, ...]
    language: Language | None = None
