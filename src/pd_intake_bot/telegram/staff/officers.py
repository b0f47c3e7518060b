"""Who may do what: roles of officers, asked anew at every press and every command."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiogram.types import User

from pd_intake_bot.usecases.ports import Store

ANONYMOUS = 1087968824
"""The account that stands for every group administrator who remains anonymous (Bot API)."""


_NAME_LENGTH = 40
"""So that a line with a name in it fits into the answer to a press: 200 characters."""


class Role(StrEnum):
    """What an officer may do, from the least to the most."""

    VIEWER = "viewer"
    """Sees the queue and opens cases."""
    OFFICER = "officer"
    """Decides and answers as well."""
    LEAD = "lead"

    def reaches(self, needed: "Role") -> bool:
        """Tell whether this role is enough for what `needed` may do."""
        ranks = tuple(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The officers that the settings name; administrators of the staff group are leads."""

    named: Mapping[int, Role]

    def role_of(self, user_id: int, admins: frozenset[int]) -> Role | None:
        """Give a user's role; None for one who has none, though they be in the group."""
        return Role.LEAD if user_id in admins else self.named.get(user_id)


async def remember(store: Store, user: User) -> None:
    """Remember how an officer is called, for the lines that say who did what."""
    name = user.full_name[:_NAME_LENGTH]
    if await store.marks.get(_mark(str(user.id))) != name:
        await store.marks.put(_mark(str(user.id)), name)


async def name_of(store: Store, actor: str) -> str:
    """Give the name of an officer, or the number where no name is known."""
    return await store.marks.get(_mark(actor)) or f"№ {actor}"


def _mark(actor: str) -> str:
    return f"officer:{actor}"
