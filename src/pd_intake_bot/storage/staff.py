"""What the staff group holds of us: where cards stand and what buttons mean."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.tables import buttons, cards
from pd_intake_bot.usecases.ports import Button, Place

_NAME_BYTES = 18


@dataclass(frozen=True, slots=True)
class Cards:
    """The port `Cards` in a table."""

    connection: AsyncConnection

    async def place(self, key: str) -> Place | None:
        """Tell where a card stands; None before it was first posted."""
        found = await self.connection.execute(select(cards).where(cards.c.key == key))
        row = found.one_or_none()
        return Place(chat_id=row.chat_id, message_id=row.message_id) if row else None

    async def put(self, key: str, place: Place) -> None:
        """Write where it stands."""
        await upsert.put(
            self.connection, cards, key=key, chat_id=place.chat_id, message_id=place.message_id
        )


@dataclass(frozen=True, slots=True)
class Buttons:
    """The port `Buttons` in a table; a name is random, so that none can be guessed."""

    connection: AsyncConnection

    async def add(self, button: Button, *, now: datetime) -> str:
        """Keep a button and give its name of 24 letters."""
        name = secrets.token_urlsafe(_NAME_BYTES)
        await self.connection.execute(
            insert(buttons).values(
                name=name, action=button.action, args=dict(button.args), created_at=now
            )
        )
        return name

    async def get(self, name: str) -> Button | None:
        """Tell what a name means; None for one that was never given."""
        found = await self.connection.execute(select(buttons).where(buttons.c.name == name))
        row = found.one_or_none()
        return Button(action=row.action, args=row.args) if row else None
