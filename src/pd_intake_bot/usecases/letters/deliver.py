"""Sends what waits in the outbox: each parcel once, and its outcome kept as evidence."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain import notices, payload
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import sha256
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.outbox import Carrier, Kind, LostClaim, Parcel, ParcelId, Standing
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.usecases.letters import lost_chats, parcels, undelivered
from pd_intake_bot.usecases.ports import Place, Store, Transactions
from pd_intake_bot.usecases.records import showing

BATCH = 20
LEASE = timedelta(seconds=30)
"""How long a claim outlives its process: past it, a half-sent parcel counts as unknown."""


_HALF_SENT = Unknown(answer="the service stopped while this was being sent")
UNTOLD: Outcome = Unknown(answer="sending ended without an outcome")

_Open = dict[ParcelId, tuple[Parcel, Outcome]]


class Carry(Protocol):
    """Takes one parcel out."""

    async def __call__(self, parcel: Parcel, /) -> Outcome:
        """Send it and say, as exactly as the outside lets us know, what became of it.

        Raises `Unavailable` only before anything has left.
        """
        ...


@dataclass(slots=True, kw_only=True)
class Deliver:
    """Delivers by one carrier. `clock` is asked anew for each step: sending takes time.

    Parcels leave one after the other. What became of one is written down by the transaction
    that writes that the next one begins.

    What became of a parcel is remembered until it is written down: while the database is out
    of reach nothing is sent again, and nothing is forgotten. `trouble` says what was wrong
    with the carrier itself at the last try; `outcomes` counts what became of each kind.
    """

    transactions: Transactions
    carrier: Carrier
    carry: Carry
    clock: Callable[[], datetime]
    trouble: str | None = field(default=None, init=False)
    outcomes: Counter[tuple[Kind, type[Outcome]]] = field(default_factory=Counter, init=False)
    _claimed: Sequence[Parcel] = field(default=(), init=False)
    _beginning: frozenset[ParcelId] = field(default=frozenset(), init=False)
    _sent: _Open = field(default_factory=dict, init=False)
    _found: _Open = field(default_factory=dict, init=False)
    _leaving: bool = field(default=False, init=False)

    async def __call__(self) -> int:
        """Send what is due now; gives the number of parcels tried."""
        tried = 0
        begun = await self._go_on(self._claim)
        while begun:
            for parcel in begun:
                tried += 1
                await self._carry(parcel)
            begun = await self._go_on(self._left)
        return tried

    def leave(self) -> None:
        """Begin nothing more: the program ends, and what has not begun is free for others."""
        self._leaving = True

    async def keep(self) -> None:
        """Renew this process's claims and take up what dead ones left half-sent.

        To be called several times a lease.
        """
        now = self.clock()

        async def look_after(store: Store) -> None:
            await store.outbox.renew(now=now, lease=LEASE)
            found = await store.outbox.recover(now=now, lease=LEASE)
            # Should the answer to this commit be lost, they are this process's all the same.
            self._found |= {parcel.id: (parcel, _HALF_SENT) for parcel in found}

        await self.transactions(look_after)
        if found := tuple(self._found.values()):
            await self.transactions(lambda store: _settle(store, found, now))
            self._forget(self._found, found)

    async def _go_on(self, stock: Callable[[Store], Awaitable[Sequence[Parcel]]]) -> list[Parcel]:
        """Write down what became of what was sent, and that the next of the stock begin."""
        now, sent = self.clock(), tuple(self._sent.values())

        async def settle(store: Store) -> tuple[list[Parcel], Sequence[Parcel]]:
            await _settle(store, sent, now)
            begun, rest = await self._begin(store, await stock(store), now)
            # Should the answer to this commit be lost, nobody knows that they have begun.
            self._beginning |= {parcel.id for parcel in begun}
            return begun, rest

        begun, self._claimed = await self.transactions(settle)
        self._beginning = frozenset()
        self._forget(self._sent, sent)
        return begun

    async def _claim(self, store: Store) -> Sequence[Parcel]:
        # Left over where an earlier round was broken off: nothing of these has left.
        await store.outbox.hand_back(self.carrier, begun=self._beginning)
        return await store.outbox.claim(self.carrier, now=self.clock(), limit=BATCH, lease=LEASE)

    async def _left(self, store: Store) -> Sequence[Parcel]:
        if not self._leaving:
            return self._claimed
        await store.outbox.hand_back(self.carrier)
        return ()

    async def _begin(
        self, store: Store, stock: Sequence[Parcel], now: datetime
    ) -> tuple[list[Parcel], Sequence[Parcel]]:
        """Begin with the first parcel of a stock; gives it, if there is one, and the rest.

        One whose claim has passed to another process is left to that one.
        """
        for place, parcel in enumerate(stock, 1):
            with suppress(LostClaim):
                await store.outbox.begin(parcel.id, now=now)
                return [parcel], stock[place:]
        return [], ()

    def _look_for_trouble(self, outcomes: Sequence[Outcome]) -> None:
        troubles = [one.trouble for one in outcomes if isinstance(one, Postponed) and one.trouble]
        self.trouble = troubles[0] if len(troubles) == len(outcomes) else None

    async def _carry(self, parcel: Parcel) -> None:
        # Till its carrier says otherwise: sending may be broken off at any moment from here on.
        self._sent[parcel.id] = parcel, UNTOLD
        outcome = await self._try(parcel)
        self._sent[parcel.id] = parcel, outcome
        self._look_for_trouble([outcome])

    async def _try(self, parcel: Parcel) -> Outcome:
        try:
            return await self.carry(parcel)
        except Unavailable as error:
            return Postponed(answer=str(error))

    def _forget(self, open_parcels: _Open, settled: Sequence[tuple[Parcel, Outcome]]) -> None:
        for parcel, outcome in settled:
            del open_parcels[parcel.id]
            self.outcomes[parcel.kind, type(outcome)] += 1


async def _settle(store: Store, tried: Sequence[tuple[Parcel, Outcome]], now: datetime) -> None:
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
