"""By what a person may be found again: the addresses and phone numbers that a case holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pd_intake_bot.domain.case import NewCase
from pd_intake_bot.domain.person import MailAddress, folded
from pd_intake_bot.domain.rights import Field

_NOT_OF_A_NUMBER = re.compile(r"[^\d+]")


class ContactKind(StrEnum):
    """What a contact is."""

    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address or a number in the one form in which it is looked up."""

    kind: ContactKind
    value: str


def mail(address: str) -> Contact:
    """Take an address, however its letters are cased."""
    return Contact(kind=ContactKind.MAIL, value=folded(address))


def phone(number: str) -> Contact:
    """Take a number in E.164, with whatever stands between its figures."""
    return Contact(kind=ContactKind.PHONE, value=_NOT_OF_A_NUMBER.sub("", number))


def of_case(case: NewCase) -> frozenset[Contact]:
    """Gather where the person wrote from, what the fields hold and what was surely read.

    What may be somebody else's, such as the number that a person complains of, is left out.
    """
    return frozenset(one for one in _all(case) if one.value)


def _all(case: NewCase) -> Iterator[Contact]:
    if isinstance(case.reply_to, MailAddress):
        yield mail(case.reply_to.address)
    said = [(one.field, one.value) for one in case.understood.readings if one.sure]
    for field, value in (*case.fields.items(), *said):
        if field is Field.EMAIL:
            yield mail(value)
        elif field is Field.PHONE:
            yield phone(value)
