"""The blind index of contacts: hashes under the key, brought up to each case as it changes."""

from sqlalchemy import bindparam, delete, select

from pd_intake_bot.domain import contacts as domain
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.storage.sealing.data_keys import DataKeys
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.tables import contacts

_ADD = {name: insert(contacts).on_conflict_do_nothing() for name, insert in upsert.INSERTS.items()}
_OF_CASE = select(contacts.c.contact).where(contacts.c.case_id == bindparam("of_case"))


def hide(seal: Seal, contact: Contact) -> str:
    """Hash a contact under the key."""
    return seal.index("contacts", f"{contact.kind}:{contact.value}")


def put_new(keys: DataKeys, case: Case) -> None:
    """Let the index have the contacts of a new case."""
    for hidden, row in _rows(keys.seal, case).items():
        keys.later.add(_ADD[keys.connection.dialect.name], (case.id, hidden), row)


async def put(keys: DataKeys, case: Case) -> None:
    """Let the index have the contacts that a case holds now, and no others of it."""
    await keys.later.write()
    connection = keys.connection
    wanted = _rows(keys.seal, case)
    there = set(await connection.scalars(_OF_CASE, {"of_case": case.id}))
    if gone := there - wanted.keys():
        mine = contacts.c.case_id == case.id
        await connection.execute(delete(contacts).where(mine, contacts.c.contact.in_(gone)))
    if new := wanted.keys() - there:
        rows = [wanted[one] for one in sorted(new)]
        await connection.execute(_ADD[connection.dialect.name], rows)


def _rows(seal: Seal, case: Case) -> dict[str, dict[str, object]]:
    hidden = {hide(seal, one): one for one in domain.of_case(case)}
    return {
        contact: {"case_id": case.id, "contact": contact, "kind": one.kind}
        for contact, one in sorted(hidden.items())
    }
