"""Personal data of a case as the staff group may see them: masked, never whole."""

from collections.abc import Callable, Iterator, Mapping

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import (
    MailAddress,
    mask_address,
    mask_name,
    mask_phone,
    mask_words,
)
from pd_intake_bot.domain.rights import Field

MASKS: Mapping[Field, Callable[[str], str]] = {
    Field.FULL_NAME: mask_name,
    Field.PHONE: mask_phone,
    Field.EMAIL: mask_address,
    Field.POSTAL_ADDRESS: mask_words,
    Field.DATA: mask_words,
    Field.DETAILS: mask_words,
}


def masked(case: Case) -> Iterator[tuple[Field, str]]:
    """Give each field that the case has, masked; the address written from is one of them."""
    fields = dict(case.fields)
    if isinstance(case.reply_to, MailAddress):
        fields.setdefault(Field.EMAIL, case.reply_to.address)
    for field in Field:
        if fields.get(field):
            yield field, MASKS[field](fields[field])
