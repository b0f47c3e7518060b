"""A letter that mail could not deliver is sent to its person in Telegram, by an officer's press."""

from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters import cards, parcels
from pd_intake_bot.usecases.people.tie_channels import tied_chat
from pd_intake_bot.usecases.ports import Store

OFFER = "send-by-telegram"
"""What a notice offers where this can be done."""

_FAILED = frozenset({EventKind.LETTER_BOUNCED, EventKind.LETTER_REFUSED})


class NothingToRedirect(IntakeError):
    """The letter has been sent in another way, or the person is no longer to be reached so."""

    key = "error-nothing-to-redirect"


async def offers(store: Store, case: Case) -> tuple[str, ...]:
    """Offer it where the person's chat is tied to the mailbox that took nothing."""
    return (OFFER,) if await tied_chat(store, case) else ()


async def redirect(store: Store, case_id: CaseId, *, officer: str, now: datetime) -> Case:
    """Send the last letter that came to nothing; the case's other letters go by mail as before.

    Raises `NothingToRedirect`.
    """
    case = await store.cases.get(case_id)
    chat, failed = await tied_chat(store, case), await _failed(store, case_id)
    if chat is None or failed is None:
        raise NothingToRedirect(f"{case.ref} has no letter for a chat")
    written = payload.read_letter(failed.payload)
    posted = replace(written, to=chat, letter=written.letter.turned())
    again = parcels.letter(f"{failed.key}:telegram", posted, case_id=case_id)
    if not await store.outbox.add(again, now=now):
        raise NothingToRedirect(f"{failed.key} is on its way already")
    data = {"parcel": failed.key}
    event = Event(kind=EventKind.LETTER_REDIRECTED, at=now, actor=officer, data=data)
    await store.events.add(case_id, event)
    return await cards.change(store, case, now=now)


async def _failed(store: Store, case_id: CaseId) -> Parcel | None:
    """Find the letter that the last report of a failure is about."""
    events = await store.events.of_case(case_id)
    keys = [event.data.get("parcel") for event in events if event.kind in _FAILED]
    letters = [one for one in await store.outbox.of_case(case_id) if one.kind is Kind.LETTER]
    return next((one for one in letters if keys and one.key == keys[-1]), None)
