"""Officers in a table: decided roles, languages, and who decided what and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.officers import Officer, Role, RoleChange
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import officers, role_changes

_GET = select(officers).where(officers.c.user_id == bindparam("officer"))


@dataclass(frozen=True, slots=True)
class Officers:
    """The port `Officers` in two tables; each officer is read once in a transaction."""

    connection: AsyncConnection
    _known: dict[int, Officer] = field(default_factory=dict)

    async def get(self, user_id: int) -> Officer:
        """Give what is kept about somebody; nothing decided where nothing is kept."""
        if user_id not in self._known:
            found = await self.connection.execute(_GET, {"officer": user_id})
            row = found.mappings().one_or_none()
            self._known[user_id] = Officer(**row) if row else Officer(user_id=user_id)
        return self._known[user_id]

    async def all(self) -> Sequence[Officer]:
        """List everybody who is known, in the order of their numbers."""
        found = await self.connection.execute(select(officers).order_by(officers.c.user_id))
        return [Officer(**row) for row in found.mappings()]

    async def meet(self, user_id: int) -> None:
        """Remember somebody who has no role, so that a lead may give one."""
        known = upsert.insert(self.connection, officers).values(user_id=user_id)
        await self.connection.execute(known.on_conflict_do_nothing(index_elements=["user_id"]))

    async def set_role(self, user_id: int, role: Role | None, *, by: str, now: datetime) -> None:
        """Decide on a role, None to end it, and write down who did and when."""
        await upsert.put(self.connection, officers, user_id=user_id, role=role, decided=True)
        self._known.pop(user_id, None)
        await self.connection.execute(
            insert(role_changes).values(user_id=user_id, role=role, by=by, at=now)
        )

    async def set_language(self, user_id: int, language: Language) -> None:
        """Write the language an officer has chosen."""
        await upsert.put(self.connection, officers, user_id=user_id, language=language)
        self._known.pop(user_id, None)

    async def changes(self) -> Sequence[RoleChange]:
        """List every decision on a role, in the order they were made."""
        found = await self.connection.execute(select(role_changes).order_by(role_changes.c.id))
        return [
            RoleChange(user_id=row.user_id, role=row.role, by=row.by, at=row.at) for row in found
        ]
