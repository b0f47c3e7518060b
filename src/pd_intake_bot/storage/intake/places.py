"""Where in a mail folder each message lies that was taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, delete, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import places, submissions

_UIDVALIDITY = select(places.c.uidvalidity).where(places.c.mailbox == bindparam("of_mailbox"))
# The first and the last of the index: "not this one" would be looked for in every row.
_ENDS = select(
    _UIDVALIDITY.order_by(places.c.uidvalidity).limit(1).scalar_subquery(),
    _UIDVALIDITY.order_by(places.c.uidvalidity.desc()).limit(1).scalar_subquery(),
)
_OWED: ColumnElement[bool] = literal_column("places.trace_owed")
"""Asked for as it is: "= 1", as it were else on SQLite, is not seen to fit the partial index."""


@dataclass(frozen=True, slots=True)
class Places:
    """The port `Places` in a table."""

    connection: AsyncConnection

    async def put(
        self, mailbox: str, uidvalidity: int, found: Mapping[int, str], *, trace_owed: bool
    ) -> None:
        """Write down the identity of each message under its UID, once."""
        ends = (await self.connection.execute(_ENDS, {"of_mailbox": mailbox})).one()
        if set(ends) - {None, uidvalidity}:
            others = places.c.uidvalidity != uidvalidity
            await self.connection.execute(delete(places).where(places.c.mailbox == mailbox, others))
        rows = [
            {
                "mailbox": mailbox,
                "uidvalidity": uidvalidity,
                "uid": uid,
                "identity": identity,
                "trace_owed": trace_owed,
            }
            for uid, identity in found.items()
        ]
        if rows:
            statement = upsert.insert(self.connection, places).on_conflict_do_nothing()
            await self.connection.execute(statement, rows)

    async def known(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> frozenset[int]:
        """Tell which of these UIDs have been taken in."""
        found = await self.connection.scalars(
            select(places.c.uid).where(_in_folder(mailbox, uidvalidity), places.c.uid.in_(uids))
        )
        return frozenset(found)

    async def owed(self, mailbox: str, uidvalidity: int, *, limit: int) -> Sequence[int]:
        """List UIDs whose message belongs to a case and bears no trace yet, lowest first."""
        found = await self.connection.scalars(
            select(places.c.uid)
            .join(submissions, submissions.c.identity == places.c.identity)
            .where(
                _in_folder(mailbox, uidvalidity),
                _OWED,
                submissions.c.case_id.is_not(None),
            )
            .order_by(places.c.uid)
            .limit(limit)
        )
        return found.all()

    async def settle(self, mailbox: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """Write down that these bear their trace."""
        await self.connection.execute(
            update(places)
            .where(_in_folder(mailbox, uidvalidity), places.c.uid.in_(uids))
            .values(trace_owed=False)
        )


def _in_folder(mailbox: str, uidvalidity: int) -> ColumnElement[bool]:
    return and_(places.c.mailbox == mailbox, places.c.uidvalidity == uidvalidity)
