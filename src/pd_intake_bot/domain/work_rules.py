"""What a policy file says of officers' work: grounds to refuse, templates, second presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.work import Act

RefusalKey = NewType("RefusalKey", str)
"""Name of a ground in the policy file on which a request may be refused."""

VARIABLES = ("ref", "right", "received", "promised", "controller", "email", "address")
"""What a template may leave open, to be filled from the case and the policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A ground on which a request may be refused, and where it is written.

    `words` is how the letter says it, `ask` how a button does. Without `rights` it is for every
    right. One that is `unproven` needs no proof of the person: that there is none is its point.
    """

    key: RefusalKey
    words: Mapping[Language, str]
    ask: Mapping[Language, str]
    clause: str
    cited: Mapping[Language, str]
    rights: frozenset[RightKey] = frozenset()
    unproven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Words that officers begin with; without `rights` they are for every right."""

    act: Act
    ask: Mapping[Language, str]
    words: Mapping[Language, str]
    rights: frozenset[RightKey] = frozenset()

    def tells(self, value: str) -> bool:
        """Tell whether a value of the case, such as its promised date, stands in the words."""
        return any(f"{{{value}}}" in words for words in self.words.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRules:
    """What may be refused and how, what is written again and again, what two must agree on.

    `second_for` names the rights whose answer discloses or destroys data.
    """

    refusals: Mapping[RefusalKey, Refusal] = field(default_factory=dict)
    templates: tuple[Template, ...] = ()
    second_for: frozenset[RightKey] = frozenset()
    second_to_refuse: bool = False

    def refusals_of(self, right: RightKey) -> tuple[Refusal, ...]:
        """List the grounds on which a request for this right may be refused."""
        return tuple(one for one in self.refusals.values() if _is_for(one.rights, right))

    def templates_of(self, act: Act, right: RightKey) -> tuple[Template, ...]:
        """List the templates that fit."""
        found = (one for one in self.templates if one.act is act)
        return tuple(one for one in found if _is_for(one.rights, right))

    def needs_second(self, act: Act, right: RightKey) -> bool:
        """Tell whether a second officer must agree."""
        if act is Act.REFUSE:
            return self.second_to_refuse
        return act is Act.ANSWER and right in self.second_for


def _is_for(rights: frozenset[RightKey], right: RightKey) -> bool:
    return not rights or right in rights
