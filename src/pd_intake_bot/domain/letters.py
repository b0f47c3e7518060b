"""A letter to a person as words alone: the channel that carries it decides how it looks."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a person is written.

    A paragraph is plain text, may hold line breaks, and holds no markup. `language` is None
    where the letter is in both languages. `promised` is the date of the answer that it names.
    `files` go along with it. `other_way` has, for each paragraph that tells of the way the letter
    goes, beside it the words for the other way.
    """

    subject_line: str
    paragraphs: tuple[str, ...]
    language: Language | None = None
    promised: date | None = None
    files: tuple[Attachment, ...] = ()
    other_way: tuple[tuple[str, str], ...] = ()

    def turned(self) -> "Letter":
        """Give the letter as it reads where it goes the other way, by mail or by Telegram."""
        words = dict(self.other_way)
        return replace(
            self,
            paragraphs=tuple(words.get(one, one) for one in self.paragraphs),
            other_way=tuple((new, old) for old, new in self.other_way),
        )


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    DATE_MOVED = "date_moved"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REMINDER = "reminder"
    MESSAGE = "message"
    QUESTION = "question"
    PROOF = "proof"
    """What shows who the person is, why it is needed and how to show it."""
    REFUSAL = "refusal"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    CODE = "code"
    """A code and a link that make sure of a mailbox; it is no case's, and goes when it expires."""
    LINK = "link"
    """A fresh one-time link in place of one that is good no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter:
    """A letter ready to go: fixed in its words, with where it goes and under which name.

    `message_id` names it for ever, should it go by mail: a channel may give names of its own.
    `automatic` letters carry the signs that keep machines from answering them.
    """

    kind: LetterKind
    letter: Letter
    to: ReplyTo
    message_id: str | None
    automatic: bool
