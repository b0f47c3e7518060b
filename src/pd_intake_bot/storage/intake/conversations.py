"""Where each person and officer stands in their conversation with the bot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow
from pd_intake_bot.storage.tables import conversations
from pd_intake_bot.usecases.ports import Conversation

_GET = select(conversations).where(conversations.c.person == bindparam("who")).with_for_update()


@dataclass(frozen=True, slots=True)
class Conversations:
    """The port `Conversations` in a table: the key is kept as a hash, the data sealed.

    Each is read once in a transaction.
    """

    connection: AsyncConnection
    seal: Seal
    _known: dict[str, Conversation] = field(default_factory=dict)

    async def get(self, key: str) -> Conversation:
        """Give the conversation under this key; an empty one where there is none.

        Nobody else goes on with it until the transaction ends.
        """
        if key not in self._known:
            self._known[key] = await self._read(self._person(key))
        return self._known[key]

    async def _read(self, person: str) -> Conversation:
        row = (await self.connection.execute(_GET, {"who": person})).one_or_none()
        if row is None:
            return Conversation(state=None, data={})
        data = self._sealed(person).mapping("data", row.data)
        return Conversation(state=row.state, data=data)

    async def put(self, key: str, conversation: Conversation, *, now: datetime) -> None:
        """Write where it stands; an empty one is forgotten."""
        self._known[key] = conversation
        person = self._person(key)
        if conversation.state is None and not conversation.data:
            await self.connection.execute(
                delete(conversations).where(conversations.c.person == person)
            )
            return
        await upsert.put(
            self.connection,
            conversations,
            person=person,
            state=conversation.state,
            data=self._sealed(person).close("data", dict(conversation.data)),
            updated_at=now,
        )

    async def left(
        self, states: Collection[str], *, before: datetime, limit: int
    ) -> Sequence[Conversation]:
        """List conversations that have stood in such a state since before a moment."""
        found = await self.connection.execute(
            select(conversations)
            .where(conversations.c.state.in_(states), conversations.c.updated_at <= before)
            .order_by(conversations.c.updated_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [
            Conversation(state=row.state, data=self._sealed(row.person).mapping("data", row.data))
            for row in found.all()
        ]

    def _person(self, key: str) -> str:
        return self.seal.index("conversations", key)

    def _sealed(self, person: str) -> SealedRow:
        return SealedRow(self.seal, "conversations", person)
