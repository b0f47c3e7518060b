"""The port of officers: their roles beside the settings, and the language of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.officers import Officer, Role, RoleChange
from pd_intake_bot.domain.rights import Language


class Officers(Protocol):
    """Whose role was decided here, who asked for one, and in which language they are spoken to."""

    async def get(self, user_id: int) -> Officer:
        """Give what is kept about somebody; nothing decided where nothing is kept."""
        ...

    async def all(self) -> Sequence[Officer]:
        """List everybody who is known, in the order of their numbers."""
        ...

    async def meet(self, user_id: int) -> None:
        """Remember somebody who has no role, so that a lead may give one."""
        ...

    async def set_role(self, user_id: int, role: Role | None, *, by: str, now: datetime) -> None:
        """Decide on a role, None to end it, and write down who did and when."""
        ...

    async def set_language(self, user_id: int, language: Language) -> None:
        """Write the language an officer has chosen."""
        ...

    async def changes(self) -> Sequence[RoleChange]:
        """List every decision on a role, in the order they were made."""
        ...
