"""The contract of `Events`: what happened stays, in its order."""

from datetime import timedelta

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented


async def add_case(store: Store) -> CaseId:
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
    return case.id


async def test_events_of_a_case_come_back_in_the_order_they_were_added(
    database: Database,
) -> None:
    mine, other = await database(add_case), await database(add_case)
    registered = Event(
        kind=EventKind.REGISTERED,
        at=invented.NOW,
        actor=SYSTEM,
        data={"digest": "0a1b", "missing": 2, "language": None},
    )
    # A clock that was set back does not change the order.
    looked_at = Event(
        kind=EventKind.LOOKED_AT, at=invented.NOW - timedelta(hours=1), actor="7000000001", data={}
    )

    await database(lambda store: store.events.add(mine, registered))
    await database(lambda store: store.events.add(other, looked_at))
    await database(lambda store: store.events.add(mine, looked_at))

    assert await database(lambda store: store.events.of_case(mine)) == [registered, looked_at]
