"""A look that was taken before asks only of what has changed since."""

import pytest

from pd_intake_bot.domain.case import CaseId, NewCase
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork import looking
from pd_intake_bot.usecases.clockwork.looking import Look
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

NAME = "clockwork.looked.dates"


class CrashError(Exception):
    """What a process may die of."""


async def register(store: Store, new: NewCase | None = None) -> CaseId:
    new = new or invented.case()
    case = await store.cases.add(new, prefix="PD", year=2026, now=invented.NOW)
    await touch(store, case.id)
    return case.id


async def touch(store: Store, case_id: CaseId) -> None:
    event = Event(kind=EventKind.DATES_CHANGED, at=invented.NOW, actor=SYSTEM, data={})
    await store.events.add(case_id, event)


async def take(database: Database, question: object = "today") -> Look:
    async def look(store: Store) -> Look:
        begun = await looking.begin(store, NAME, question)
        await begun.end(store)
        return begun

    return await database(look)


async def test_the_first_look_asks_of_everything_and_the_second_of_nothing(
    database: Database,
) -> None:
    await database(register)
    assert (await take(database)).after is None
    assert (await take(database)).is_needless


async def test_another_question_is_asked_of_everything(database: Database) -> None:
    await database(register)
    await take(database)
    assert (await take(database, "tomorrow")).after is None


async def test_what_has_changed_since_is_asked_of_again(database: Database) -> None:
    await database(register)
    first = await take(database)
    await database(register)

    second = await take(database)

    assert (second.is_needless, second.after) == (False, first.head)
    assert (await take(database)).is_needless


async def test_a_look_that_came_to_nothing_is_taken_again(database: Database) -> None:
    await database(register)

    async def die(store: Store) -> None:
        await (await looking.begin(store, NAME, "today")).end(store)
        raise CrashError

    with pytest.raises(CrashError):
        await database(die)

    assert (await take(database)).after is None


async def test_where_an_older_register_was_brought_back_everything_is_asked_of(
    database: Database,
) -> None:
    await database(register)
    look = await take(database)
    ahead = f"{look.head + 9} {look.asked}"
    await database(lambda store: store.marks.put(NAME, ahead))
    assert (await take(database)).after is None
