"""The blind index of contacts: hashes under the key, brought up to each case as it changes."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain import contacts as domain
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.storage.tables import contacts


def hide(seal: Seal, contact: Contact) -> str:
    """Hash a contact under the key."""
    return seal.index("contacts", f"{contact.kind}:{contact.value}")


async def put(connection: AsyncConnection, seal: Seal, case: Case) -> None:
    """Let the index have the contacts that a case holds now, and no others of it."""
    wanted = {hide(seal, one): one for one in domain.of_case(case)}
    mine = contacts.c.case_id == case.id
    there = set(await connection.scalars(select(contacts.c.contact).where(mine)))
    if gone := there - wanted.keys():
        await connection.execute(delete(contacts).where(mine, contacts.c.contact.in_(gone)))
    for contact in wanted.keys() - there:
        values = {"case_id": case.id, "contact": contact, "kind": wanted[contact].kind}
        statement = upsert.insert(connection, contacts).values(values)
        await connection.execute(statement.on_conflict_do_nothing())
