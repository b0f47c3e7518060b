"""How far each mail folder has been read."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import mailboxes
from pd_intake_bot.usecases.ports import Progress


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """The port `Mailboxes` in a table."""

    connection: AsyncConnection

    async def progress(self, mailbox: str) -> Progress | None:
        """Tell how far a folder has been read; None before the first time."""
        found = await self.connection.execute(
            select(mailboxes).where(mailboxes.c.mailbox == mailbox)
        )
        row = found.one_or_none()
        if row is None:
            return None
        return Progress(
            uidvalidity=row.uidvalidity, last_uid=row.last_uid, first_look_to=row.first_look_to
        )

    async def advance(self, mailbox: str, progress: Progress) -> None:
        """Write down how far it has been read."""
        await upsert.put(
            self.connection,
            mailboxes,
            mailbox=mailbox,
            uidvalidity=progress.uidvalidity,
            last_uid=progress.last_uid,
            first_look_to=progress.first_look_to,
        )
