"""Writes into its case, and tells staff, what became of a parcel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pd_intake_bot.domain import notices, payload
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import sha256
from pd_intake_bot.domain.delivery import Outcome, Refused, Sent, Unknown
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.outbox import Carrier, Kind, Parcel, Standing
from pd_intake_bot.usecases.letters import lost_chats, parcels, undelivered
from pd_intake_bot.usecases.ports import Place, Store
from pd_intake_bot.usecases.records import showing

Tried = tuple[Parcel, Outcome]


async def settle(store: Store, tried: Sequence[Tried], now: datetime) -> None:
    """Write down what became of some parcels, of each once."""
    for parcel, outcome in tried:
        settled = await store.outbox.settle(parcel, outcome, now=now)
        # Else another process has taken it over, or it was settled a moment ago and only
        # the answer of the database was lost: what became of it is in the case already.
        if settled is not None:
            await record(store, settled, outcome, now=now)


async def record(store: Store, parcel: Parcel, outcome: Outcome, *, now: datetime) -> None:
    """Write into the case, and tell staff, what became of a parcel."""
    if parcel.kind is Kind.LETTER:
        await _record_letter(store, parcel, outcome, now)
    elif parcel.kind in {Kind.CARD, Kind.REVIEW} and isinstance(outcome, Sent):
        await _record_place(store, parcel, outcome)
    elif parcel.kind is Kind.NOTICE and parcel.standing is Standing.REFUSED:
        await _pass_on(store, parcel, now)
    elif parcel.kind is Kind.MESSAGE and isinstance(outcome, Sent):
        await showing.record(store, parcel, outcome, now=now)
    elif parcel.kind is Kind.REMOVAL and parcel.standing is Standing.REFUSED:
        await showing.not_removed(store, parcel, now=now)


async def _pass_on(store: Store, parcel: Parcel, now: datetime) -> None:
    """Tell the group what an officer's private chat did not take, where that was asked for."""
    told = notices.read(parcel.payload)
    if told.to is not None and told.else_group:
        to_group = replace(told, to=None, else_group=False)
        passed_on = parcels.tell(f"{parcel.key}:group", to_group, case_id=parcel.case_id)
        await store.outbox.add(passed_on, now=now)


async def _record_place(store: Store, parcel: Parcel, sent: Sent) -> None:
    key = (
        f"case:{parcel.case_id}"
        if parcel.kind is Kind.CARD
        else f"review:{parcel.payload['review']}"
    )
    place = Place(chat_id=int(sent.ids["chat_id"]), message_id=int(sent.ids["message_id"]))
    await store.cards.put(key, place)


async def _record_letter(store: Store, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    kinds = {
        Sent: EventKind.LETTER_SENT,
        Refused: EventKind.LETTER_REFUSED,
        Unknown: EventKind.LETTER_UNSURE,
    }
    kind = kinds.get(type(outcome))
    if kind is None or parcel.case_id is None:
        return
    data: dict[str, str | int | None] = {"parcel": parcel.key, **_proof(outcome)}
    by_mail = isinstance(outcome, Refused) and parcel.carrier is Carrier.MAIL
    if isinstance(outcome, Refused) and by_mail:
        data["status"] = outcome.status
    await store.events.add(parcel.case_id, Event(kind=kind, at=now, actor=SYSTEM, data=data))
    if isinstance(outcome, Sent):
        await _acknowledged(store, parcel, parcel.case_id, now)
    elif isinstance(outcome, Refused) and by_mail:
        await undelivered.take_refusal(store, parcel, outcome, parcel.case_id, now=now)
    elif parcel.standing is Standing.REFUSED and await lost_chats.send_by_mail(
        store, parcel, now=now
    ):
        return
    elif parcel.standing in {Standing.REFUSED, Standing.UNKNOWN}:
        await _alarm(store, parcel, parcel.case_id, now)


def _proof(outcome: Outcome) -> dict[str, str | int | None]:
    """Say what proves what left: a digest of it, and the names it was given outside."""
    data: dict[str, str | int | None] = {}
    if isinstance(outcome, Sent | Unknown) and outcome.content is not None:
        data["sha256"] = sha256(outcome.content)
    if isinstance(outcome, Sent) and "message_id" in outcome.ids:
        data["message_id"] = outcome.ids["message_id"]
        data["first_id"] = outcome.ids.get("first_id", outcome.ids["message_id"])
    return data


FIRST_CHANGED = 2
"""The version of a case that has been changed once; an order can wait on no earlier one."""


async def _acknowledged(store: Store, parcel: Parcel, case_id: CaseId, now: datetime) -> None:
    if payload.read_letter(parcel.payload).kind is not LetterKind.ACKNOWLEDGEMENT:
        return
    version = await store.cases.acknowledge(case_id, at=now)
    if version > FIRST_CHANGED:
        # That this letter has left changes nothing that an officer has decided by.
        await store.approvals.follow(case_id, to=version)
    await store.outbox.add(parcels.card_of(case_id, version), now=now)


async def _alarm(store: Store, parcel: Parcel, case_id: CaseId, now: datetime) -> None:
    case = await store.cases.get(case_id)
    key = f"notice:{parcel.key}:{parcel.standing}"
    text = f"notice-letter-{parcel.standing}"
    await store.outbox.add(parcels.notice(key, text, case=case), now=now)
