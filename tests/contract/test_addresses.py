"""What is known of addresses, and of cases that belong together."""

from datetime import timedelta

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.links import Link, LinkKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Among, Store, Tally
from tests.contract import invented

NOW = invented.NOW
MINUTE = timedelta(minutes=1)
USER = MailAddress(address="user@example.test")
SHOUTED = MailAddress(address=" User@Example.Test")
NEIGHBOUR = MailAddress(address="neighbour@example.test")
STRANGER = MailAddress(address="user@elsewhere.test")


async def test_letters_of_late_are_counted_by_address_by_domain_and_overall(
    database: Database,
) -> None:
    async def count(store: Store) -> list[int]:
        letters, since = store.automatic_letters, NOW - MINUTE
        await letters.add(USER, now=NOW - 2 * MINUTE)
        for to in (SHOUTED, NEIGHBOUR, STRANGER):
            await letters.add(to, now=NOW)
        tallies = [Tally(among, since) for among in Among]
        return [*await letters.count(USER, [*tallies, Tally(Among.ALL, since - 2 * MINUTE)])]

    assert await database(count) == [1, 2, 3, 4]


async def test_letters_that_no_cap_counts_are_forgotten(database: Database) -> None:
    long_ago = NOW - timedelta(days=3)

    async def count(store: Store) -> list[int]:
        tally = Tally(Among.ALL, long_ago - MINUTE)
        return [*await store.automatic_letters.count(USER, [tally])]

    await database(lambda store: store.automatic_letters.add(USER, now=long_ago))
    assert await database(count) == [1]
    await database(lambda store: store.automatic_letters.add(USER, now=NOW))
    assert await database(count) == [1]


async def test_dead_address_is_known_until_it_is_taken_off(database: Database) -> None:
    async def ask(store: Store) -> list[bool]:
        dead = store.dead_addresses
        await dead.put(USER, now=NOW - MINUTE)
        await dead.put(SHOUTED, now=NOW)
        said = [
            await dead.knows(USER, since=NOW - MINUTE),
            await dead.knows(USER, since=NOW),
            await dead.knows(NEIGHBOUR, since=NOW - MINUTE),
        ]
        await dead.take_off(USER)
        return [*said, await dead.knows(USER, since=NOW - MINUTE)]

    assert await database(ask) == [True, False, False, False]


async def test_ties_are_seen_from_both_ends_and_kept_once(database: Database) -> None:
    async def tie(store: Store) -> None:
        first, second = await add(store), await add(store)
        link = Link(case_id=second.id, other=first.id, kind=LinkKind.SAME_WISH, at=NOW)
        assert [await store.links.add(link), await store.links.add(link)] == [True, False]
        assert await store.links.of_case(first.id) == [link]
        assert await store.links.of_case(second.id) == [link]

    await database(tie)


async def test_open_cases_of_a_person_and_a_right_are_told_in_the_order_they_were_received(
    database: Database,
) -> None:
    async def ask(store: Store) -> None:
        later = await add(store)
        first = await add(store, received_at=NOW - MINUTE)
        await add(store, right=RightKey("erasure"), received_at=NOW - 2 * MINUTE)
        await add(store, reply_to=STRANGER, received_at=NOW - 2 * MINUTE)
        asked = RightKey("access")
        assert await store.cases.earliest_open(SHOUTED, asked, beside=later.id) == first
        assert await store.cases.earliest_open(SHOUTED, asked, beside=first.id) == later
        assert await store.cases.earliest_open(NEIGHBOUR, asked, beside=first.id) is None

    await database(ask)


async def add(store: Store, **changes: object) -> Case:
    return await store.cases.add(invented.case(**changes), prefix="PD", year=2026, now=NOW)
