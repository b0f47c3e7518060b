"""Cases that belong together, in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.links import Link
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import links


@dataclass(frozen=True, slots=True)
class Links:
    """The port `Links` in a table."""

    connection: AsyncConnection

    async def add(self, link: Link) -> bool:
        """Tie two cases; False where they were tied so before."""
        statement = upsert.insert(self.connection, links).values(
            case_id=link.case_id, other_id=link.other, kind=link.kind, at=link.at
        )
        added = await self.connection.execute(statement.on_conflict_do_nothing())
        return bool(added.rowcount)

    async def of_case(self, case_id: CaseId) -> Sequence[Link]:
        """List the ties of a case, whichever end it is at, oldest first."""
        rows = await self.connection.execute(
            select(links)
            .where(or_(links.c.case_id == case_id, links.c.other_id == case_id))
            .order_by(links.c.at, links.c.case_id)
        )
        return [
            Link(case_id=CaseId(row.case_id), other=CaseId(row.other_id), kind=row.kind, at=row.at)
            for row in rows
        ]
