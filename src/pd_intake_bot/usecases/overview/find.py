"""What an officer looks for: a case by its number, or a person's cases by address or phone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain import contacts, reference
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.domain.queue import Listed, Look, Looked
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.reading.contacts import read_address, read_phone

COUNTED = 1000
"""How far found cases are counted."""

_BARE = re.compile(r"(?:№|#)?\s*(?P<number>\d{1,6})")
_LOOSE = re.compile(
    r"(?:(?P<prefix>[A-Z]{2,4})[- ]?)?(?P<year>20\d{2})[- ](?P<number>\d{1,9})"
    r"(?:[- ](?P<check>[0-9A-Z]))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A case's number as far as it was said; `slip` tells that its check character is wrong."""

    number: int
    year: int | None = None
    slip: bool = False


def understand(words: str, *, prefix: str) -> Number | Contact | None:
    """Tell what is looked for; None where it is neither number, address nor phone."""
    return _number(words.strip(), prefix) or _contact(words)


async def by_number(store: Store, sought: Number, *, prefix: str) -> Sequence[Listed]:
    """Find the cases of a number, the newest first: each year has its own."""
    return await store.queue.numbered(prefix, sought.number, year=sought.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The cases that hold a contact: a page of them, and how many there are."""

    contact: str
    count: int
    cases: Sequence[Listed]


async def by_contact(
    store: Store, sought: Contact, *, limit: int, officer: str, now: datetime
) -> Found:
    """Find a person's cases and write down who searched, and how many it brought."""
    contact = store.queue.hide(sought)
    found = await more(store, contact, before=None, limit=limit)
    look = Look(what=Looked.SEARCH, actor=officer, at=now, found=found.count)
    await store.looks.add(look)
    return found


async def more(store: Store, contact: str, *, before: CaseId | None, limit: int) -> Found:
    """Give the next page of what was found."""
    return Found(
        contact=contact,
        count=await store.queue.count_of_contact(contact, up_to=COUNTED),
        cases=await store.queue.of_contact(contact, before=before, limit=limit),
    )


def _number(words: str, prefix: str) -> Number | None:
    bare = _BARE.fullmatch(words)
    if bare is not None:
        return Number(number=int(bare["number"]))
    try:
        exact = reference.parse(words)
    except reference.InvalidReference:
        return _loose(words, prefix)
    return Number(number=exact.number, year=exact.year, slip=exact.prefix != prefix)


def _loose(words: str, prefix: str) -> Number | None:
    """Read a number with its check character wrong or left out."""
    found = _LOOSE.fullmatch(reference.plain(words))
    if found is None:
        return None
    meant = Reference(prefix, int(found["year"]), int(found["number"]))
    wrong = found["check"] not in {None, str(meant)[-1]}
    slip = wrong or found["prefix"] not in {None, prefix}
    return Number(number=meant.number, year=meant.year, slip=slip)


def _contact(words: str) -> Contact | None:
    if address := read_address(words):
        return contacts.mail(address)
    if number := read_phone(words):
        return contacts.phone(number)
    return None
