"""What the staff group holds of us, on every database: cards, topics, buttons, officers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.officers import Officer, Role
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Button, Place, Store, Topic
from tests.contract import invented

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
GROUP, OTHER_GROUP = -1001000000001, -1001000000002
ONE = CaseId(1)


async def register(database: Database, count: int = 1) -> None:
    async def work(store: Store) -> None:
        for _ in range(count):
            await store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)

    await database(work)


async def reserve(database: Database, chat: int = GROUP, *, after: int = 0) -> bool:
    now = NOW + timedelta(seconds=after)
    until = now + timedelta(seconds=60)
    return await database(lambda store: store.topics.reserve(ONE, chat, now=now, until=until))


async def test_place_that_says_only_where_keeps_what_is_shown(database: Database) -> None:
    whole = Place(chat_id=GROUP, message_id=5, topic=4, shown="1|a")
    await database(lambda store: store.cards.put("case:1", whole))
    bare = Place(chat_id=GROUP, message_id=5)
    await database(lambda store: store.cards.put("case:1", bare))
    assert await database(lambda store: store.cards.place("case:1")) == whole


async def test_many_places_are_told_at_once(database: Database) -> None:
    known = {f"case:{one}": Place(chat_id=GROUP, message_id=one) for one in range(1, 500)}

    async def put(store: Store) -> None:
        for key, place in known.items():
            await store.cards.put(key, place)

    await database(put)
    told = await database(lambda store: store.cards.places([*known, "case:500"]))
    assert told == known


async def test_open_cases_without_a_card_are_found(database: Database) -> None:
    await register(database, 3)

    async def place_and_close(store: Store) -> None:
        await store.cards.put("case:1", Place(chat_id=GROUP, message_id=5))
        second = await store.cases.get(CaseId(2))
        await store.cases.change(replace(second, state=State.ANSWERED))

    await database(place_and_close)
    found = await database(lambda store: store.cards.unplaced(limit=9))
    assert [(one.id, one.state) for one in found] == [(CaseId(3), State.REGISTERED)]


async def test_cards_that_share_a_place_are_listed_in_pages_and_move_together(
    database: Database,
) -> None:
    await register(database, 12)
    here = Place(chat_id=GROUP, message_id=5, shown="", shared=True)
    there = Place(chat_id=GROUP, message_id=6, shown="", shared=True)

    async def share(store: Store) -> None:
        await store.cards.put_listed({f"case:{n}": "new" for n in range(1, 12)}, here)
        await store.cards.put("case:2", Place(chat_id=GROUP, message_id=7, shown="own"))
        await store.cards.move(here, there)

    await database(share)

    async def read(store: Store) -> None:
        assert await store.cards.count_listed(here) == 0
        assert await store.cards.count_listed(there) == 10
        first = await store.cards.listed(there, limit=4)
        assert first == [1, 3, 4, 5]
        assert await store.cards.listed(there, beside=first[-1], limit=9) == [6, 7, 8, 9, 10, 11]
        assert await store.cards.listed(there, beside=CaseId(10), back=True, limit=2) == [8, 9]

    await database(read)


async def test_chat_out_of_reach_is_left_and_what_is_open_is_named(database: Database) -> None:
    async def work(store: Store) -> None:
        case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
        ended = await store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
        await store.cases.change(replace(ended, state=State.ANSWERED, closed_at=NOW))
        here, there = (Place(chat_id=chat, message_id=5, shown="new") for chat in (-7, -8))
        for one in (ended, case):
            await store.cards.put(f"case:{one.id}", here)
        await store.cards.put("case:99", there)
        assert await store.cards.leave(-7) == [f"case:{case.id}"]
        assert await store.cards.place(f"case:{ended.id}") is None
        assert await store.cards.place("case:99") == there

    await database(work)


async def test_topic_is_one_processs_to_make_until_its_time_is_up(database: Database) -> None:
    tries = [await reserve(database), await reserve(database), await reserve(database, after=61)]
    assert tries == [True, False, True]


async def test_topic_that_is_made_is_nobodys_to_make_again(database: Database) -> None:
    await reserve(database)
    made = Topic(chat_id=GROUP, thread=7, name="PD-2026-00001-F")
    await database(lambda store: store.topics.put(ONE, made))
    assert not await reserve(database, after=61)
    assert await database(lambda store: store.topics.of_case(ONE)) == made
    assert await database(lambda store: store.topics.in_thread(GROUP, 7)) == ONE


async def test_topic_of_a_group_that_has_moved_is_made_anew(database: Database) -> None:
    await reserve(database)
    await database(lambda store: store.topics.put(ONE, Topic(chat_id=GROUP, thread=7)))
    assert await reserve(database, OTHER_GROUP)
    assert await database(lambda store: store.topics.of_case(ONE)) is None


async def test_forgotten_topic_may_be_made_again(database: Database) -> None:
    await reserve(database)
    await database(lambda store: store.topics.forget(ONE))
    assert await reserve(database)


async def test_old_buttons_are_forgotten_save_those_of_what_is_open(database: Database) -> None:
    await register(database, 2)

    async def work(store: Store) -> list[str]:
        second = await store.cases.get(CaseId(2))
        await store.cases.change(replace(second, state=State.ANSWERED))
        wanted = ({"case": 1}, {"case": 2}, {"page": 0}, {"review": 1})
        return [
            await store.buttons.add(Button(action="queue", args=args), now=NOW) for args in wanted
        ]

    names = await database(work)
    fresh = await database(
        lambda store: store.buttons.add(
            Button(action="queue", args={"page": 1}), now=NOW + timedelta(days=1)
        )
    )
    before = NOW + timedelta(hours=1)
    assert await database(lambda store: store.buttons.forget(before=before)) == 3

    async def left(store: Store) -> list[bool]:
        return [await store.buttons.get(name) is not None for name in (*names, fresh)]

    assert await database(left) == [True, False, False, False, True]


async def test_lane_is_hastened_and_no_other(database: Database) -> None:
    async def work(store: Store) -> int:
        await store.outbox.hasten(parcels.STAFF, now=NOW)
        return await store.outbox.waiting()

    assert await database(work) == 0


async def test_decided_role_is_kept_with_who_decided_and_when(database: Database) -> None:
    async def work(store: Store) -> None:
        await store.officers.set_role(7, Role.OFFICER, by="9", now=NOW)
        await store.officers.set_language(7, Language.KK)
        await store.officers.set_role(7, None, by="system", now=NOW)

    await database(work)
    kept = await database(lambda store: store.officers.get(7))
    assert kept == Officer(user_id=7, role=None, decided=True, language=Language.KK)
    changes = await database(lambda store: store.officers.changes())
    assert [(one.role, one.by, one.at) for one in changes] == [
        (Role.OFFICER, "9", NOW),
        (None, "system", NOW),
    ]


async def test_who_was_only_met_or_has_a_language_is_not_decided_on(database: Database) -> None:
    async def work(store: Store) -> list[Officer]:
        await store.officers.meet(1)
        await store.officers.set_language(2, Language.RU)
        await store.officers.meet(2)
        return list(await store.officers.all())

    known = await database(work)
    assert [(one.user_id, one.decided, one.language) for one in known] == [
        (1, False, None),
        (2, False, Language.RU),
    ]
