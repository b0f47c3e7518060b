"""What a policy file may hold: its tables, keys and the form of their values."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from pd_intake_bot.domain.policy import MAX_CHOICES, DateMoved
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import ClockStart, Language, Request, Requirement, Term, Unit
from pd_intake_bot.domain.rights import Field as Asked
from pd_intake_bot.domain.workdays import Week
from pd_intake_bot.policy.clockwork import ClockworkTable
from pd_intake_bot.policy.keywords import KeywordRow, KeywordsTable
from pd_intake_bot.policy.read import Localized, Section, Text
from pd_intake_bot.policy.retention import RetentionTable
from pd_intake_bot.policy.work_tables import RefusalTable, SecondOfficerTable, TemplateRow

BUTTON_LENGTH = 40
"""Longer words on a button are cut off on a phone."""

_TERM = re.compile(r"([1-9][0-9]{0,3}) (cd|wd)")


def _term(written: object) -> Term:
    match = _TERM.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise ValueError("a term is written `30 cd`, calendar days, or `7 wd`, working days")
    return Term(amount=int(match[1]), unit=Unit(match[2]))


def _requirement(written: object) -> Requirement:
    names = [name.strip() for name in written.split("|")] if isinstance(written, str) else []
    known = [field.value for field in Asked]
    if not names or not set(names) <= set(known):
        raise ValueError(f"one of {', '.join(known)}, or several joined by `|`")
    return tuple(Asked(name) for name in names)


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")]
WrittenTerm = Annotated[Term, BeforeValidator(_term)]
WrittenRequirement = Annotated[Requirement, BeforeValidator(_requirement)]
ButtonText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=BUTTON_LENGTH)
]


class Button(Localized):
    """A text that fits a button."""

    kk: ButtonText
    ru: ButtonText
    en: ButtonText | None = None


class AboutTable(Section):
    """`[policy]`: which edition of what this is, and the `languages` people are written in."""

    edition: date
    name: Localized
    reference_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = (Language.KK, Language.RU)


class ControllerTable(Section):
    """`[controller]`."""

    name: Localized
    email: Email
    site: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    postal_address: Localized


class TimeTable(Section):
    """`[time]`: where the policy is in force and how days are counted there."""

    zone: Text
    local_time: Localized
    week: Week
    house_term: WrittenTerm


class RecourseTable(Section):
    """`[recourse]`: where else a person may turn."""

    clause: Text
    cited: Localized
    authority: Localized
    authority_now: Localized


class GroundTable(Section):
    """`[grounds.NAME]`: why a clock may stand still or a term be longer."""

    words: Localized
    clause: Text
    cited: Localized


class AllowanceRow(Section):
    """How much longer a term may be: `{ ground = "NAME", upto = "10 wd" }`."""

    ground: Identifier
    upto: WrittenTerm


class LettersTable(Section):
    """`[letters]`: what a person is written beside what the policy prescribes."""

    date_moved: DateMoved = DateMoved.LATER


class RuleTable(Section):
    """A term: `[law.NAME]` or `[rights.KEY.policy]`.

    `pause` and `extend` name a `[grounds.NAME]`; without them the clock never stands still and
    the term is never longer.
    """

    term: WrittenTerm
    starts: ClockStart
    clause: Text
    cited: Localized
    by_analogy: bool = False
    pause: tuple[Identifier, ...] = ()
    extend: tuple[AllowanceRow, ...] = ()


class GroupRow(Section):
    """`[[group]]`: a choice on the first screen; a group of one right may go without `ask`."""

    key: Identifier
    ask: Button | None = None
    rights: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MAX_CHOICES)]


class RightTable(Section):
    """`[rights.KEY]`; `law` names a `[law.NAME]`."""

    request: Request
    title: Localized
    ask: Button
    clause: Text
    cited: Localized
    required: tuple[WrittenRequirement, ...] = ()
    helpful: tuple[WrittenRequirement, ...] = ()
    policy: RuleTable | None = None
    law: Identifier | None = None
    keywords: tuple[KeywordRow, ...] = ()
    proof: Proof | None = None


class LineRow(Section):
    """`[[subject_lines.lines]]`."""

    request: Request
    language: Language
    text: Text
    prescribed: bool = False


class ParaphraseRow(Section):
    """`[[subject_lines.paraphrases]]`."""

    request: Request
    words: Annotated[
        tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...], Field(min_length=1)
    ]
    language: Language | None = None
    alone: bool = False


class SubjectLinesTable(Section):
    """`[subject_lines]`."""

    lines: tuple[LineRow, ...]
    paraphrases: tuple[ParaphraseRow, ...] = ()
    gives_consent: tuple[Text, ...] = ()
    machines: tuple[Text, ...] = ()


class PolicyFile(Section):
    """A whole policy file."""

    policy: AboutTable
    controller: ControllerTable
    time: TimeTable
    recourse: RecourseTable
    defaults: dict[Request, Identifier]
    clockwork: ClockworkTable | None = None
    retention: RetentionTable | None = None
    law: dict[Identifier, RuleTable] = Field(default_factory=dict)
    grounds: dict[Identifier, GroundTable] = Field(default_factory=dict)
    refusals: dict[Identifier, RefusalTable] = Field(default_factory=dict)
    templates: tuple[TemplateRow, ...] = ()
    second_officer: SecondOfficerTable = SecondOfficerTable()
    letters: LettersTable = LettersTable()
    group: Annotated[tuple[GroupRow, ...], Field(min_length=1, max_length=MAX_CHOICES)]
    rights: Annotated[dict[Identifier, RightTable], Field(min_length=1)]
    keywords: KeywordsTable = KeywordsTable()
    subject_lines: SubjectLinesTable

    @property
    def keyword_rows(self) -> dict[str, tuple[KeywordRow, ...]]:
        """The words that stand beside each right."""
        return {key: right.keywords for key, right in self.rights.items()}
