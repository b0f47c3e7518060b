"""Which messages with personal data stand where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.queue import Shown
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import outbox, shown


@dataclass(frozen=True, slots=True)
class Showing:
    """The port `Showing` in a table."""

    connection: AsyncConnection

    async def add(self, one: Shown) -> None:
        """Write down that a message stands there; one that was changed counts anew."""
        await upsert.put(
            self.connection,
            shown,
            chat_id=one.chat_id,
            message_id=one.message_id,
            batch=one.batch,
            at=one.at,
            changeable=one.changeable,
            parcel=one.parcel,
            case_id=one.case,
            review_id=one.review,
        )

    async def take(self, *, before: datetime, limit: int) -> Sequence[Shown]:
        """Take those that have stood since before then; what the outbox holds of them goes."""
        oldest = (
            select(shown.c.chat_id, shown.c.message_id)
            .where(shown.c.at <= before)
            .order_by(shown.c.at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = (
            await self.connection.execute(
                delete(shown)
                .where(tuple_(shown.c.chat_id, shown.c.message_id).in_(oldest))
                .returning(shown)
            )
        ).all()
        await self.connection.execute(
            delete(outbox).where(outbox.c.key.in_([row.parcel for row in rows if row.parcel]))
        )
        found = [
            Shown(
                chat_id=row.chat_id,
                message_id=row.message_id,
                batch=row.batch,
                at=row.at,
                changeable=row.changeable,
                parcel=row.parcel,
                case=row.case_id,
                review=row.review_id,
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: (one.chat_id, one.batch, one.message_id))
