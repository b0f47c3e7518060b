"""What a policy lets a person ask for: rights, their terms and what each request must contain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from pd_intake_bot.domain.proof import Proof

RightKey = NewType("RightKey", str)
"""Name of a right in the policy file, such as `withdrawal`. Keys are data, not code."""

GroundKey = NewType("GroundKey", str)
"""Name of a ground in the policy file on which a clock may be paused or a term extended."""


class Language(StrEnum):
    """A language that officers choose from; a policy says which of them people are written in."""

    KK = "kk"
    RU = "ru"
    EN = "en"


class Request(StrEnum):
    """The kind of request that a prescribed subject line names (policy §7 and §8)."""

    INQUIRY = "inquiry"
    WITHDRAWAL = "withdrawal"


class Unit(StrEnum):
    """What a term is counted in."""

    CALENDAR_DAYS = "cd"
    WORKING_DAYS = "wd"


class ClockStart(StrEnum):
    """The event that starts a clock."""

    RECEIPT = "receipt"
    CONFIRMATION = "confirmation"


class Field(StrEnum):
    """A piece of information that a request may have to contain."""

    FULL_NAME = "full_name"
    PHONE = "phone"
    EMAIL = "email"
    POSTAL_ADDRESS = "postal_address"
    DATA = "data"
    DETAILS = "details"


Requirement = tuple[Field, ...]
"""Fields of which any one is enough: `(EMAIL, POSTAL_ADDRESS)` reads "e-mail or address"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A length of time from policy or law."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        """Write the term as policy files and reports do: `30 cd`, `7 wd`."""
        return f"{self.amount} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason for which a clock may stand still or a term be longer, and where it is written."""

    key: GroundKey
    words: Mapping[Language, str]
    clause: str
    cited: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much longer a term may be on a ground; `upto` is in the term's own unit."""

    ground: Ground
    upto: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A term with the words it rests on and the event that starts it.

    `clause` is the short form for tables, such as `§6 (1)`; `cited` is how a letter names the
    same place in each language. `by_analogy` marks a term that no article states for this
    right and that is applied from the nearest one; the officer and the explanation say so.
    `pause` and `extend` name the grounds on which the clock may stand still or the term be
    longer; without them it never does.
    """

    term: Term
    clause: str
    starts: ClockStart
    by_analogy: bool = False
    cited: Mapping[Language, str] = field(default_factory=dict)
    pause: tuple[Ground, ...] = ()
    extend: tuple[Allowance, ...] = ()

    def cite(self, language: Language) -> str:
        """Name the place in words where the policy file gives them, else in the short form."""
        return self.cited.get(language, self.clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One row of the policy: what is asked, by which clause, by when, and with what inside.

    `ask` is how people put it in the conversation, `title` how letters and cards name it.
    `clause` is the policy's clause that grants the right, `cited` the same in a letter's words.
    A missing `policy` or `law` rule means that this source sets no term. `required` is what the
    policy says a request must contain; `helpful` is what makes an answer possible and may be
    left out. `proof` is how well the person must be known before the right is carried out; None
    where it discloses and destroys nothing.
    """

    key: RightKey
    request: Request
    title: Mapping[Language, str]
    ask: Mapping[Language, str]
    clause: str
    policy: Rule | None
    law: Rule | None
    required: tuple[Requirement, ...]
    helpful: tuple[Requirement, ...] = ()
    cited: Mapping[Language, str] = field(default_factory=dict)
    proof: Proof | None = None

    def cite(self, language: Language) -> str:
        """Name the granting clause in words where the policy file gives them."""
        return self.cited.get(language, self.clause)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of policy and law that set a term: the policy's first."""
        return tuple(rule for rule in (self.policy, self.law) if rule is not None)

    def missing(self, given: Mapping[Field, str]) -> tuple[Requirement, ...]:
        """Name the requirements that the given fields leave open."""
        return tuple(
            requirement
            for requirement in self.required
            if not any(given.get(field) for field in requirement)
        )
