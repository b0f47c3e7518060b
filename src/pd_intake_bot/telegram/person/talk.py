"""All that is remembered of a person's conversation, as values and as stored data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, Requirement, Right, RightKey
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.usecases.people.daily import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A request in the making.

    `skipped` are the fields that the person chose to leave out. `words` holds by message
    number what was added in messages of its own, each version of an edited one. `messages`
    are all messages of the draft as they came. `album` is the last album that was answered.
    `offered` tells that adding words and files has been offered, and need not be again.
    """

    id: str
    right: RightKey | None = None
    fields: Mapping[Field, str] = field(default_factory=dict)
    proof: Proof = Proof.CHANNEL
    skipped: tuple[Field, ...] = ()
    words: tuple[tuple[int, str], ...] = ()
    files: tuple[Attachment, ...] = ()
    messages: tuple[dict[str, str | int | bool | None], ...] = ()
    album: str | None = None
    offered: bool = False

    def answered(self, requirement: Requirement) -> bool:
        """Tell whether a requirement needs no more asking: answered, or left out."""
        return any(one in self.fields or one in self.skipped for one in requirement)

    def with_field(self, asked: Field, value: str, *, proof: Proof = Proof.CHANNEL) -> "Draft":
        """Give the draft with an answer; a phone number brings its own proof."""
        proven = proof if asked is Field.PHONE else self.proof
        fields = {**self.fields, asked: value}
        skipped = tuple(one for one in self.skipped if one is not asked)
        return replace(self, fields=fields, skipped=skipped, proof=proven)

    def without(self, requirement: Iterable[Field]) -> "Draft":
        """Give the draft as if these fields had never been asked."""
        gone = frozenset(requirement)
        fields = {one: value for one, value in self.fields.items() if one not in gone}
        skipped = tuple(one for one in self.skipped if one not in gone)
        proof = Proof.CHANNEL if Field.PHONE in gone else self.proof
        return replace(self, fields=fields, skipped=skipped, proof=proof)

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(file.size for file in self.files)

    @property
    def is_empty(self) -> bool:
        """Tell whether neither words nor files have been added."""
        return not (self.words or self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSent:
    """The request that was sent last: by which press, and made of which messages."""

    ref: str
    revision: int
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A case of the person's own, as it was when it was last shown.

    `email` is in its fields; `question` is what we wait for the person to answer. `by_mail`
    tells that its letters go by mail, `missing` what the policy says that it must contain.
    `ended` is when it ended, `joined` the number of the case that it was merged into.
    """

    ref: str
    right: RightKey
    state: State
    received: date
    promised: date | None
    acknowledged: date | None
    proof: Proof
    email: str = ""
    question: str = ""
    by_mail: bool = False
    missing: tuple[Requirement, ...] = ()
    ended: date | None = None
    joined: str = ""

    @property
    def is_due(self) -> bool:
        """Whether a day is promised on which an answer is still to come."""
        return self.state.is_open and self.promised is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many messages have come since a moment."""

    since: datetime
    count: int


FILED = 20
"""Of how many things that were sent it is remembered which messages they were made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A person's conversation.

    `revision` counts the screens shown: a button of any other than the last is stale. `back`
    is the state that an interrupting screen returns to, `beneath` the screen about cases that it
    came up over, which it returns to first. `correcting` is the number, in the
    plan of the right, of what is being asked again; its answer stays until there is a new one.
    `doubted` is the last answer that was not taken: some are, when they are given again.
    `keys` tells that a reply keyboard is on the person's phone.
    `cases` are those last listed, `chosen` the number of the one that is shown; `addition` is
    what is being added to it, or, with none chosen, what belongs to a case not named yet;
    `guessed` tells that it was the bot that took it for the answer which that case waits for.
    `address` is the mailbox that a code was sent to; `link` the token of a link that is good no
    more, which a fresh one may be asked for by; `filed` what was sent before `sent`.
    `taken` is how much was added of late, to whichever case.
    `chat` and `name` are whose conversation it is, for when it is looked at without a message.
    """

    language: Language | None = None
    revision: int = 0
    back: str | None = None
    beneath: str = ""
    group: str | None = None
    asked: Field | None = None
    correcting: int | None = None
    doubted: str = ""
    keys: bool = False
    draft: Draft | None = None
    sent: LastSent | None = None
    cases: tuple[Followed, ...] = ()
    chosen: str = ""
    addition: Draft | None = None
    guessed: bool = False
    address: str = ""
    link: str = ""
    filed: tuple[LastSent, ...] = ()
    chat: int = 0
    name: str = ""
    pace: Pace | None = None
    taken: Taken | None = None

    @property
    def draft_now(self) -> Draft:
        """The draft, where there must be one."""
        assert self.draft is not None, "a screen of a draft without a draft"
        return self.draft

    @property
    def followed(self) -> Followed:
        """The case that is shown, where there must be one."""
        return next(one for one in self.cases if one.ref == self.chosen)

    def with_filed(self, ref: str, messages: tuple[int, ...]) -> "Talk":
        """Remember which messages went into a case, so that their edits find it."""
        done = LastSent(ref=ref, revision=0, messages=messages)
        return replace(self, filed=(*self.filed, done)[-FILED:])

    def case_of(self, message: int) -> str | None:
        """Give the number of the case that a message went into; None where it is not known."""
        known = [*self.filed, *([self.sent] if self.sent else [])]
        return next((one.ref for one in reversed(known) if message in one.messages), None)


_FORM = TypeAdapter(Talk)


def write(talk: Talk) -> dict[str, Any]:
    """Turn a conversation into plain data."""
    return dict(_FORM.dump_python(talk, mode="json", exclude_defaults=True))


def read(data: Mapping[str, Json]) -> Talk:
    """Turn plain data back into the conversation."""
    return _FORM.validate_python(dict(data))


def plan(right: Right) -> tuple[Requirement, ...]:
    """List what is asked for a right: first what the policy requires, then what helps."""
    return (*right.required, *right.helpful)


def next_open(draft: Draft, right: Right) -> Requirement | None:
    """Give the first requirement that was neither answered nor left out."""
    open_ones = (one for one in plan(right) if not draft.answered(one))
    return next(open_ones, None)
