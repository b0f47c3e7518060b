"""A letter by mail does not reach its person: staff are told which other ways there are."""

from collections.abc import Iterator
from datetime import datetime

from pd_intake_bot.domain import contacts
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.delivery import Refused
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.reports import DEAD
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work import redirect

_LOOKED_AT = 20
"""Cases with the same address that are looked at, the newest ones."""


async def take_refusal(
    store: Store, parcel: Parcel, refused: Refused, case_id: CaseId, *, now: datetime
) -> None:
    """Tell staff, and show on the card, that the mail server has not taken a letter.

    Where it says that there is no such address, that gets no automatic letter from now on.
    """
    case = await store.cases.get(case_id)
    lines = (Line(text="notice-letter-refused"), *await other_ways(store, case))
    told = Notice(lines=lines, ref=str(case.ref), offers=await redirect.offers(store, case))
    key = f"notice:{parcel.key}:{parcel.standing}"
    await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)
    if refused.status in DEAD and isinstance(case.reply_to, MailAddress):
        await store.dead_addresses.put(case.reply_to, now=now)
    await cards.change(store, case, now=now)


async def other_ways(store: Store, case: Case) -> tuple[Line, ...]:
    """Name the other ways to reach the person, without a word of the person's own."""
    tied = await redirect.offers(store, case)
    telegram = None if tied else await _by_telegram(store, case)
    found = [
        *([Line(text="notice-reach-tied")] if tied else ()),
        *([Line(text="notice-reach-telegram", values={"other": telegram})] if telegram else ()),
        *_by_fields(case),
    ]
    return tuple(found) or (Line(text="notice-reach-nobody"),)


def _by_fields(case: Case) -> Iterator[Line]:
    if Field.PHONE in case.fields:
        yield Line(text="notice-reach-phone")
    if Field.POSTAL_ADDRESS in case.fields:
        yield Line(text="notice-reach-post")


async def _by_telegram(store: Store, case: Case) -> str | None:
    """Give the number of an open case in which the person gave the same address by Telegram."""
    if not isinstance(case.reply_to, MailAddress):
        return None
    address = contacts.mail(case.reply_to.address)
    holding = store.queue.hide(address)
    for listed in await store.queue.of_contact(holding, before=None, limit=_LOOKED_AT):
        other = await store.cases.get(listed.id)
        said = contacts.mail(other.fields.get(Field.EMAIL, ""))
        is_open = other.state.is_open
        if is_open and isinstance(other.reply_to, TelegramChat) and said == address:
            return str(other.ref)
    return None
