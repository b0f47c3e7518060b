"""Who the officers are, for what is done while nobody presses a button."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pd_intake_bot.domain.officers import Role, everybody
from pd_intake_bot.usecases.ports import Store

ADMINS = "staff_admins"
"""The mark of the group's administrators, as they were when Telegram was last asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The officers that the settings name, what leads decided, and the group's administrators."""

    named: Mapping[int, Role]

    async def leads(self, store: Store) -> frozenset[int]:
        """Name the leads."""
        roles = await self._roles(store)
        return frozenset(number for number, role in roles.items() if role is Role.LEAD)

    async def leads_or_all(self, store: Store) -> frozenset[int]:
        """Name the leads; where there is none, everybody with a role."""
        return await self.leads(store) or frozenset(await self._roles(store))

    async def is_officer(self, store: Store, actor: str) -> bool:
        """Tell whether somebody, named as in the history of a case, still has a role."""
        return actor.isdigit() and int(actor) in await self._roles(store)

    async def _roles(self, store: Store) -> Mapping[int, Role]:
        return everybody(self.named, await store.officers.all(), await admins(store))


async def admins(store: Store) -> frozenset[int]:
    """Give the administrators of the group that were last heard of."""
    kept = await store.marks.get(ADMINS)
    return frozenset(json.loads(kept)) if kept else frozenset()


async def remember_admins(store: Store, numbers: frozenset[int]) -> None:
    """Remember the administrators of the group."""
    if await admins(store) != numbers:
        await store.marks.put(ADMINS, json.dumps(sorted(numbers)))
