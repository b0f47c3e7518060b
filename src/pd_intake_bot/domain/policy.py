"""A controller's published privacy policy as values: what it promises, to whom and by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from pd_intake_bot.domain.clockwork import Clockwork
from pd_intake_bot.domain.retention import Retention
from pd_intake_bot.domain.rights import Language, Request, Right, RightKey, Term
from pd_intake_bot.domain.subject_lines import Vocabulary
from pd_intake_bot.domain.suggestion import Lexicon
from pd_intake_bot.domain.work_rules import WorkRules
from pd_intake_bot.domain.workdays import Week

MAX_CHOICES = 8
"""More buttons than this on one screen of a phone are not read."""


class DateMoved(StrEnum):
    """When a person is written that a date they were told is now another one."""

    LATER = "later"
    BOTH = "both"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """The company that answers for the data, and the channels its policy names."""

    name: Mapping[Language, str]
    email: str
    postal_address: Mapping[Language, str]
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recourse:
    """Where else a person may turn, and the clause that says so.

    `authority` is the authorised body under the name that the policy prints, `authority_now`
    the body that has its duties today.
    """

    clause: str
    cited: Mapping[Language, str]
    authority: Mapping[Language, str]
    authority_now: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightGroup:
    """One choice on the first screen of the conversation.

    A group of one right leads straight to it; a longer one opens a second screen.
    """

    key: str
    ask: Mapping[Language, str]
    rights: tuple[RightKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One edition of the policy.

    `zone` says which local date a moment falls on, and `local_time` how an explanation names
    it ("Almaty time"). `house_term` applies where neither policy nor law sets a term.
    `defaults` gives the right that a prescribed subject line stands for until an officer
    chooses another; `lexicon` holds the words by which an inquiry names its right.
    `date_moved` says when a person is written that a date they were told has moved, `work` on
    which grounds officers refuse, and what two of them must agree on. `languages` are those
    that people are written in, the likeliest first; officers may read more.
    """

    edition: date
    name: Mapping[Language, str]
    controller: Controller
    zone_name: str
    zone: tzinfo
    local_time: Mapping[Language, str]
    week: Week
    house_term: Term
    reference_prefix: str
    rights: Mapping[RightKey, Right]
    groups: tuple[RightGroup, ...]
    defaults: Mapping[Request, RightKey]
    vocabulary: Vocabulary
    recourse: Recourse
    clockwork: Clockwork = field(default_factory=Clockwork)
    retention: Retention = field(default_factory=Retention)
    date_moved: DateMoved = DateMoved.LATER
    lexicon: Lexicon = field(default_factory=Lexicon)
    work: WorkRules = field(default_factory=WorkRules)
    languages: tuple[Language, ...] = (Language.KK, Language.RU)

    def written_in(self, language: Language | None) -> tuple[Language, ...]:
        """Give the languages of a letter: the person's own, all there are where it is not known.

        A language that the policy does not speak is nobody's own.
        """
        return (language,) if language in self.languages else self.languages

    def local_date(self, moment: datetime) -> date:
        """Give the date that an aware moment falls on where the policy is in force."""
        return moment.astimezone(self.zone).date()

    def default_right(self, request: Request) -> Right:
        """Give the right that a prescribed subject line stands for."""
        return self.rights[self.defaults[request]]
