"""Delivery side by side: nobody waits for what is sent to somebody else."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome, Sent, Unknown
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel, Parcel
from pd_intake_bot.storage.database import Database
from pd_intake_bot.supervise import Lanes
from pd_intake_bot.telegram.pace import Pace, Rates
from pd_intake_bot.telegram.sender import way_of
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.deliver import Deliver
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented
from tests.unit.usecases.invented import NOW

T = TypeVar("T")

GROUP = -1001000000001
HUNG = 7001


class Telegram:
    """Takes messages in its time: what is for `HUNG` stays on its way until it is let go."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()
        self.rung = asyncio.Event()
        self.on_way: list[str] = []
        self.left: list[str] = []
        self.most_in_group = 0

    async def __call__(self, parcel: Parcel) -> Outcome:
        self.on_way.append(parcel.key)
        self.left.append(parcel.key)
        in_group = [key for key in self.on_way if key.startswith(str(GROUP))]
        self.most_in_group = max(self.most_in_group, len(in_group))
        await (self.let_go.wait() if parcel.payload.get("chat_id") == HUNG else asyncio.sleep(0))
        self.on_way.remove(parcel.key)
        return Sent(answer="ok", ids={"chat_id": GROUP, "message_id": 1})


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def move(self, by: timedelta | None) -> None:
        assert by is not None, "nothing waits"
        self.moment += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def deliver(database: Database, telegram: Telegram, clock: Clock) -> Deliver:
    return paced(database, telegram, clock, Rates())


def paced(database: Database, telegram: Telegram, clock: Clock, rates: Rates) -> Deliver:
    return Deliver(
        transactions=database,
        carrier=Carrier.TELEGRAM,
        carry=telegram,
        clock=clock,
        lanes=Lanes(4, ended=telegram.rung.set),
        way_of=way_of,
        pace=Pace(rates=rates),
    )


async def say(database: Database, *chats: int) -> None:
    """Put a message for each chat into the outbox."""

    async def add(store: Store) -> None:
        for number, chat in enumerate(chats):
            parcel = NewParcel(
                key=f"{chat}:{number}",
                carrier=Carrier.TELEGRAM,
                kind=Kind.MESSAGE,
                lane=f"chat:{chat}:{number}" if chat == GROUP else f"chat:{chat}",
                payload={"chat_id": chat, "text": "Сәлем", "edit": None},
            )
            await store.outbox.add(parcel, now=NOW)

    await database(add)


async def go_on(deliver: Deliver, telegram: Telegram, database: Database, *, till: int) -> None:
    """Go on at each ring, until no more than so many have not left."""
    async with asyncio.timeout(60):
        await deliver()
        while await database(lambda store: store.outbox.waiting()) > till:
            await telegram.rung.wait()
            telegram.rung.clear()
            await deliver()


async def test_one_that_hangs_holds_up_nobody_else(
    deliver: Deliver, telegram: Telegram, database: Database
) -> None:
    await say(database, HUNG, *range(1, 8), HUNG)
    await go_on(deliver, telegram, database, till=2)
    assert telegram.on_way == [f"{HUNG}:0"]
    telegram.let_go.set()
    await go_on(deliver, telegram, database, till=0)


async def test_the_group_is_written_to_one_after_the_other(
    deliver: Deliver, telegram: Telegram, database: Database
) -> None:
    await say(database, GROUP, GROUP, 1, GROUP)
    await go_on(deliver, telegram, database, till=0)
    assert telegram.most_in_group == 1


async def test_what_is_on_its_way_at_the_end_is_waited_for_and_written_down(
    deliver: Deliver, telegram: Telegram, database: Database
) -> None:
    await say(database, HUNG, 1)
    await deliver()
    telegram.let_go.set()
    await deliver.finish()
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_what_ends_while_another_hangs_is_written_down_at_once_at_the_end_too(
    deliver: Deliver, telegram: Telegram, database: Database
) -> None:
    await say(database, HUNG, 1)
    await deliver()

    async def write_down(work: Callable[[Store], Awaitable[T]]) -> T:
        done = await database(work)
        telegram.let_go.set()
        return done

    deliver.transactions = write_down
    async with asyncio.timeout(60):
        await deliver.finish()
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_the_end_of_patience_with_one_loses_nothing_of_the_others(
    deliver: Deliver, database: Database
) -> None:
    await say(database, HUNG, 1)
    await deliver()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await deliver.finish()
    assert deliver.outcomes == {(Kind.MESSAGE, Sent): 1, (Kind.MESSAGE, Unknown): 1}


async def test_what_ends_without_an_outcome_counts_as_unknown(
    deliver: Deliver, database: Database
) -> None:
    await say(database, 1)
    deliver.carry = _breaks
    await deliver()
    await deliver.lanes.rest()
    with pytest.raises(ZeroDivisionError):
        await deliver()
    await deliver()
    assert deliver.outcomes == {(Kind.MESSAGE, Unknown): 1}


async def _breaks(_: Parcel) -> Outcome:
    raise ZeroDivisionError


async def settle(deliver: Deliver) -> None:
    """Go on until nothing more may leave at this moment."""
    await deliver()
    while deliver.lanes.names:
        await deliver.lanes.rest()
        await deliver()


async def test_no_more_leaves_in_a_second_than_the_pace_allows(
    database: Database, telegram: Telegram, clock: Clock
) -> None:
    deliver = paced(database, telegram, clock, Rates(per_second=10))
    await say(database, *range(1, 31))
    moments = []
    for _ in range(2):
        await settle(deliver)
        moments.append(len(telegram.left))
        clock.move(deliver.wait)
    await settle(deliver)
    assert moments == [10, 20]
    assert len(telegram.left) == 30
    assert clock() - NOW == timedelta(seconds=2)


async def test_person_is_sent_five_messages_at_once_and_then_waits(
    database: Database, telegram: Telegram, clock: Clock
) -> None:
    deliver = paced(database, telegram, clock, Rates())
    await say(database, *[1] * 7, 2)
    await settle(deliver)
    assert sorted(telegram.left) == ["1:0", "1:1", "1:2", "1:3", "1:4", "2:7"]
    assert deliver.wait == timedelta(seconds=5)
    clock.move(deliver.wait)
    await settle(deliver)
    assert len(telegram.left) == 8
    assert deliver.wait is None


async def test_answers_leave_before_cards_that_waited_longer(
    database: Database, telegram: Telegram, clock: Clock
) -> None:
    deliver = paced(database, telegram, clock, Rates(per_second=1))
    card = parcels.card_of(await _case(database), 1)
    await database(lambda store: store.outbox.add(card, now=NOW - timedelta(seconds=60)))
    await say(database, 1, GROUP, 2)
    await settle(deliver)
    # The group has a pace of its own: neither it nor a person waits for the other's turn.
    assert telegram.left == ["1:0", f"{GROUP}:1", card.key]


async def test_what_waits_for_its_turn_is_free_for_others_once_the_program_ends(
    database: Database, telegram: Telegram, clock: Clock
) -> None:
    deliver = paced(database, telegram, clock, Rates(per_second=1))
    await say(database, 1, 2, 3)
    await settle(deliver)
    deliver.leave()
    await deliver.finish()
    free = await database(
        lambda store: store.outbox.claim(
            Carrier.TELEGRAM, now=NOW, limit=10, lease=timedelta(seconds=30)
        )
    )
    assert [parcel.key for parcel in free] == ["2:1", "3:2"]


async def test_what_waits_while_the_clock_leaps_past_its_claim_leaves_all_the_same(
    database: Database, telegram: Telegram, clock: Clock
) -> None:
    deliver = paced(database, telegram, clock, Rates(per_second=1))
    await say(database, 1, 2, 3)
    await settle(deliver)
    for _ in range(4):
        clock.move(timedelta(days=7))
        # Claims are renewed between one round and the next, so that they never look lost again.
        await settle(deliver)
        await deliver.keep()
    assert telegram.left == ["1:0", "2:1", "3:2"]


async def _case(database: Database) -> CaseId:
    case = await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
    )
    return case.id
