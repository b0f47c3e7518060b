"""Officers: what each may do, and in which language they are spoken to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pd_intake_bot.domain.rights import Language


class Role(StrEnum):
    """What an officer may do, from the least to the most."""

    VIEWER = "viewer"
    """Sees the queue and opens cases."""
    OFFICER = "officer"
    """Decides and answers as well."""
    LEAD = "lead"
    """Says who the officers are as well."""

    def reaches(self, needed: "Role") -> bool:
        """Tell whether this role is enough for what `needed` may do."""
        ranks = tuple(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """What is kept about somebody who works, worked or asked to work here.

    `decided` tells whether a lead, or leaving the group, has decided on the role: then it
    outweighs the settings, and None means that there is none any more.
    """

    user_id: int
    role: Role | None = None
    decided: bool = False
    language: Language | None = None


def everybody(
    named: Mapping[int, Role], kept: Iterable[Officer], admins: frozenset[int]
) -> Mapping[int, Role]:
    """Give everybody who has a role, by account.

    Administrators of the staff group are leads; what was decided here outweighs the settings.
    """
    roles: dict[int, Role | None] = dict(named)
    roles |= {one.user_id: one.role for one in kept if one.decided}
    roles |= dict.fromkeys(admins, Role.LEAD)
    return {number: role for number, role in sorted(roles.items()) if role is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """Who gave or ended whose role, and when; `by` is an actor as in the history of a case."""

    user_id: int
    role: Role | None
    by: str
    at: datetime
