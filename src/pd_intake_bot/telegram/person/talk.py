"""All that is remembered of a person's conversation, as values and as stored data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, Requirement, Right, RightKey
from pd_intake_bot.domain.submission import Attachment


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSent:
    """The request that was sent last: by which press, and made of which messages."""

    ref: str
    revision: int
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A person's conversation.

    `revision` counts the screens shown: a button of any other than the last is stale. `back`
    is the state that an interrupting screen returns to. `correcting` is the number, in the
    plan of the right, of what is being asked again; its answer stays until there is a new one.
    `doubted` is the last answer that was not taken: some are, when they are given again.
    `keys` tells that a reply keyboard is on the person's phone.
    """

    language: Language | None = None
    revision: int = 0
    back: str | None = None
    group: str | None = None
    asked: Field | None = None
    correcting: int | None = None
    doubted: str = ""
    keys: bool = False
    draft: Draft | None = None
    sent: LastSent | None = None

    @property
    def draft_now(self) -> Draft:
        """The draft, where there must be one."""
        assert self.draft is not None, "a screen of a draft without a draft"
        return self.draft


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
