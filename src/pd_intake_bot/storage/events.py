"""The history of every case."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import Event
from pd_intake_bot.storage.tables import events


@dataclass(frozen=True, slots=True)
class Events:
    """The port `Events` in a table."""

    connection: AsyncConnection

    async def add(self, case_id: CaseId, event: Event) -> None:
        """Add an event."""
        await self.connection.execute(
            insert(events).values(
                case_id=case_id,
                kind=event.kind,
                at=event.at,
                actor=event.actor,
                data=dict(event.data),
            )
        )

    async def of_case(self, case_id: CaseId) -> Sequence[Event]:
        """List the events of a case, in the order they happened."""
        rows = await self.connection.execute(
            select(events).where(events.c.case_id == case_id).order_by(events.c.id)
        )
        return [Event(kind=row.kind, at=row.at, actor=row.actor, data=row.data) for row in rows]
