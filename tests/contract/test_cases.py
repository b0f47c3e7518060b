"""The contract of `Cases`: numbers without gaps, changes that notice each other."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pd_intake_bot.domain.case import Case, CaseId, StaleCase, State
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented


async def add(store: Store, *, year: int = 2026, prefix: str = "PD", **changes: object) -> Case:
    new = invented.case(**changes)
    return await store.cases.add(new, prefix=prefix, year=year, now=invented.NOW)


async def test_a_case_comes_back_as_it_was_registered(database: Database) -> None:
    added = await database(add)

    assert await database(lambda store: store.cases.get(added.id)) == added
    assert added == Case(
        **{name: getattr(invented.case(), name) for name in invented.case().__slots__},
        id=added.id,
        ref=Reference("PD", 2026, 1),
        state=State.REGISTERED,
        confirmed_on=None,
        acknowledged_at=None,
        officer=None,
        taken_at=None,
        closed_at=None,
        version=1,
    )


async def test_a_case_of_which_little_is_known_comes_back_as_it_was(database: Database) -> None:
    added = await database(
        lambda store: add(
            store, language=None, promised=None, target=None, reply_to=None, fields={}, missing=()
        )
    )

    got = await database(lambda store: store.cases.get(added.id))

    assert got == added
    assert (got.language, got.promised, got.reply_to, got.missing) == (None, None, None, ())


async def test_numbers_count_up_for_each_prefix_and_year(database: Database) -> None:
    async def several(store: Store) -> list[str]:
        years = (("PD", 2026), ("PD", 2026), ("PD", 2027), ("DP", 2026), ("PD", 2026))
        return [str((await add(store, prefix=prefix, year=year)).ref) for prefix, year in years]

    refs = await database(several)

    assert [ref[:-2] for ref in refs] == [
        "PD-2026-00001",
        "PD-2026-00002",
        "PD-2027-00001",
        "DP-2026-00001",
        "PD-2026-00003",
    ]


async def test_a_number_that_was_rolled_back_is_given_again(database: Database) -> None:
    async def fails(store: Store) -> None:
        await add(store)
        raise LookupError

    with pytest.raises(LookupError):
        await database(fails)

    assert (await database(add)).ref.number == 1


async def test_cases_added_side_by_side_by_two_processes_get_consecutive_numbers(
    database: Database, another: Callable[[], Database]
) -> None:
    other = another()

    added = await asyncio.gather(*(one(add) for one in [database, other] * 10))

    assert sorted(case.ref.number for case in added) == list(range(1, 21))


async def test_a_case_is_found_by_its_number(database: Database) -> None:
    added = await database(add)

    assert await database(lambda store: store.cases.by_ref(added.ref)) == added


async def test_a_number_that_was_never_given_finds_nothing(database: Database) -> None:
    await database(add)

    assert await database(lambda store: store.cases.by_ref(Reference("PD", 2026, 2))) is None


async def test_an_id_that_was_never_given_is_a_lookup_error(database: Database) -> None:
    with pytest.raises(LookupError):
        await database(lambda store: store.cases.get(CaseId(17)))


async def test_a_change_is_kept_and_counts_the_version_up(database: Database) -> None:
    added = await database(add)
    answered = replace(
        added,
        state=State.ANSWERED,
        confirmed_on=date(2026, 11, 24),
        acknowledged_at=invented.NOW + timedelta(seconds=1),
        reply_to=TelegramChat(chat_id=7_000_000_001),
        held_because="bounce",
    )

    changed = await database(lambda store: store.cases.change(answered))

    assert changed == replace(answered, version=2)
    assert await database(lambda store: store.cases.get(added.id)) == changed


async def test_a_change_to_a_case_that_has_moved_on_is_refused(database: Database) -> None:
    added = await database(add)
    await database(lambda store: store.cases.change(added))

    with pytest.raises(StaleCase):
        await database(lambda store: store.cases.change(added))


async def test_of_two_changes_at_once_one_is_refused(
    database: Database, another: Callable[[], Database]
) -> None:
    added = await database(add)

    results = await asyncio.gather(
        *(one(lambda store: store.cases.change(added)) for one in (database, another())),
        return_exceptions=True,
    )

    assert sorted(type(result).__name__ for result in results) == ["Case", "StaleCase"]


async def test_all_cases_are_listed_oldest_first(database: Database) -> None:
    first, second = await database(add), await database(add)

    assert await database(lambda store: store.cases.all()) == [first, second]


@pytest.mark.parametrize(
    ("registered", "asked"),
    [
        # The person's other letters come under other Message-IDs and cased otherwise.
        (invented.ADDRESS, MailAddress(address=" User@Example.TEST")),
        (TelegramChat(chat_id=7_000_000_001), TelegramChat(chat_id=7_000_000_001)),
    ],
)
async def test_cases_of_a_person_are_listed_newest_first(
    database: Database,
    registered: MailAddress | TelegramChat,
    asked: MailAddress | TelegramChat,
) -> None:
    first = await database(lambda store: add(store, reply_to=registered))
    await database(lambda store: add(store, reply_to=MailAddress(address="other@example.test")))
    await database(lambda store: add(store, reply_to=None))
    second = await database(lambda store: add(store, reply_to=registered))

    assert await database(lambda store: store.cases.of_person(asked)) == [second, first]
