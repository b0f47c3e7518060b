"""A queue of invented cases, and what is heard of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import Case, CaseId, NewCase
from pd_intake_bot.domain.clocks import Halted
from pd_intake_bot.domain.delivery import Outcome, Refused, Sent
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.notices import Notice
from pd_intake_bot.domain.outbox import Carrier, Kind, Parcel
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language, Request, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.ports import Store
from tests.servers.one_by_one import OneByOne

HOLDER, LEAD = 7001, 9001

_CASE = NewCase(
    channel=Channel.MAIL,
    request=Request.INQUIRY,
    right=RightKey("dispute"),
    language=Language.RU,
    received_at=datetime(2026, 11, 2, 4, tzinfo=UTC),
    promised=None,
    target=None,
    proof=Proof.CHANNEL,
    reply_to=MailAddress(address="user@example.test", message_id="<1@example.test>"),
    fields={},
    missing=(),
    held_because=None,
)


@dataclass(slots=True)
class Staff:
    """Everybody who hears the service: what came out of the outbox, in order."""

    database: Database
    now: datetime = datetime(2028, 1, 1, tzinfo=UTC)
    heard: list[Notice] = field(default_factory=list)
    deaf: frozenset[int] = frozenset()
    letters: list[Parcel] = field(default_factory=list)

    async def listen(self) -> list[Notice]:
        """Give what was said since the last time, to anybody."""
        self.heard.clear()
        while await self.database(lambda store: store.outbox.waiting()):
            for carrier in Carrier:
                await self._deliver(carrier)
        return list(self.heard)

    async def _deliver(self, carrier: Carrier) -> None:
        deliver = OneByOne.by(
            carrier, self._carry, transactions=self.database, clock=lambda: self.now
        )
        await deliver()

    async def said(self) -> list[tuple[int | None, str, int]]:
        """Give who heard what since the last time: listener, key of the first line, lines."""
        return [(told.to, told.lines[0].text, len(told.lines)) for told in await self.listen()]

    async def _carry(self, parcel: Parcel) -> Outcome:
        if parcel.kind is Kind.LETTER:
            self.letters.append(parcel)
        if parcel.kind is not Kind.NOTICE:
            return Sent(answer="ok", ids={"chat_id": 1, "message_id": 1})
        told = notices.read(parcel.payload)
        if told.to in self.deaf:
            return Refused(answer="bot was blocked by the user")
        self.heard.append(told)
        return Sent(answer="ok", ids={"chat_id": 1, "message_id": 1})


@dataclass(frozen=True, slots=True)
class Queue:
    """Registers and changes cases."""

    database: Database

    async def add(
        self,
        target: date | None,
        *,
        registered: datetime = datetime(2026, 11, 2, 4, tzinfo=UTC),
        officer: int | None = HOLDER,
        **changes: Any,  # noqa: ANN401 - any field of a case, as `replace` takes them
    ) -> Case:
        """Register a case and give it to an officer."""
        new = replace(_CASE, **{"target": target, "promised": target, **changes})

        async def work(store: Store) -> Case:
            case = await store.cases.add(new, prefix="PD", year=2026, now=registered)
            held = str(officer) if officer else None
            await store.events.add(case.id, _event(EventKind.REGISTERED))
            return await store.cases.change(replace(case, officer=held))

        return await self.database(work)

    async def change(self, case_id: CaseId, **changes: Any) -> Case:  # noqa: ANN401 - likewise
        async def work(store: Store) -> Case:
            case = await store.cases.get(case_id)
            await store.events.add(case_id, _event(EventKind.DATES_CHANGED))
            return await store.cases.change(replace(case, **changes))

        return await self.database(work)

    async def halt(self, case_id: CaseId, halts: Halted) -> None:
        """Let dates of a case stand still, or run again."""

        async def work(store: Store) -> None:
            await store.clocks.halt(case_id, halts)
            await store.events.add(case_id, _event(EventKind.PAUSED))

        await self.database(work)


def _event(kind: EventKind) -> Event:
    return Event(kind=kind, at=_CASE.received_at, actor=SYSTEM, data={})


async def _one_lead(_: Store) -> frozenset[int]:
    return frozenset({LEAD})


@pytest.fixture
def staff(database: Database) -> Staff:
    return Staff(database)


@pytest.fixture
def queue(database: Database) -> Queue:
    return Queue(database)


@pytest.fixture
def tell() -> Tell:
    return Tell(leads=_one_lead)


@pytest.fixture
def remind(database: Database, policy: Policy, days: Calendar, tell: Tell) -> Remind:
    return Remind(transactions=database, policy=policy, calendar=days, tell=tell)


@pytest.fixture
def at(policy: Policy) -> Callable[[str], datetime]:
    """Read a local moment of Almaty."""
    return lambda written: datetime.fromisoformat(written).replace(tzinfo=policy.zone)
