"""Lists of the queue by pages, cases found by a contact, and what is taken away in its time."""

from dataclasses import replace
from datetime import date, timedelta

from pd_intake_bot.domain import contacts
from pd_intake_bot.domain.case import Case, CaseId, NewCase, State
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.domain.contacts import Contact
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.queue import Edge, Listed, Look, Looked, Shown, Wanted
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading, Understood
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

ADDRESS = contacts.mail("user@example.test")
PHONE = contacts.phone("+77010000021")


async def register(database: Database, *cases: NewCase) -> list[Case]:
    async def work(store: Store) -> list[Case]:
        return [
            await store.cases.add(one, prefix="PD", year=2026, now=invented.NOW) for one in cases
        ]

    return await database(work)


def due(day: int | None) -> NewCase:
    return invented.case(target=None if day is None else date(2026, 12, day))


async def page(
    database: Database,
    wanted: Wanted,
    *,
    beside: Edge | None = None,
    back: bool = False,
    limit: int = 2,
) -> list[Listed]:
    found = await database(
        lambda store: store.queue.page(wanted, beside=beside, back=back, limit=limit)
    )
    return list(found)


async def numbers(database: Database, contact: Contact) -> list[int]:
    async def work(store: Store) -> list[int]:
        hidden = store.queue.hide(contact)
        found = await store.queue.of_contact(hidden, before=None, limit=10)
        assert await store.queue.count_of_contact(hidden, up_to=10) == len(found)
        return [one.ref.number for one in found]

    return await database(work)


async def test_queue_is_walked_to_its_end_and_back_again(database: Database) -> None:
    await register(database, due(7), due(None), due(3), due(7), due(None))
    forward = [await page(database, Wanted())]
    while found := await page(database, Wanted(), beside=forward[-1][-1].edge):
        forward.append(found)
    walked = [[one.ref.number for one in found] for found in forward]
    assert walked == [[3, 1], [4, 2], [5]]
    before = await page(database, Wanted(), beside=forward[2][0].edge, back=True)
    first = await page(database, Wanted(), beside=before[0].edge, back=True)
    assert [[one.ref.number for one in found] for found in (first, before)] == walked[:2]


async def test_end_of_the_queue_is_reached_from_behind(database: Database) -> None:
    await register(database, due(7), due(None), due(3))
    last = await page(database, Wanted(), back=True)
    assert [one.ref.number for one in last] == [1, 2]


async def test_list_has_what_one_officer_holds_or_what_is_overdue(database: Database) -> None:
    [first, *_] = await register(database, due(7), due(3), due(None))
    await database(lambda store: store.cases.change(replace(first, officer="9002")))
    mine = await page(database, Wanted(officer="9002"))
    overdue = await page(database, Wanted(due_before=date(2026, 12, 4)))
    assert [one.ref.number for one in mine] == [1]
    assert mine[0].officer == "9002"
    assert [one.ref.number for one in overdue] == [2]


async def test_closed_case_is_in_no_list_and_is_not_counted(database: Database) -> None:
    [first, _] = await register(database, due(7), due(3))
    await database(lambda store: store.cases.change(replace(first, state=State.ANSWERED)))
    assert [one.ref.number for one in await page(database, Wanted())] == [2]
    assert await database(lambda store: store.queue.count(Wanted(), up_to=10)) == 1


async def test_count_goes_no_further_than_it_is_asked_to(database: Database) -> None:
    await register(database, due(7), due(3), due(None))
    assert await database(lambda store: store.queue.count(Wanted(), up_to=2)) == 2


async def test_case_is_found_by_its_number_in_one_year_or_in_all(database: Database) -> None:
    await register(database, due(7))

    async def work(store: Store) -> list[list[int]]:
        await store.cases.add(due(3), prefix="PD", year=2027, now=invented.NOW)
        asked = ((1, None), (1, 2026), (1, 2025), (2, None))
        found = [await store.queue.numbered("PD", number, year=year) for number, year in asked]
        return [[one.ref.year for one in cases] for cases in found]

    assert await database(work) == [[2027, 2026], [2026], [], []]


async def test_case_is_found_by_the_address_written_from_and_by_its_fields(
    database: Database,
) -> None:
    elsewhere = MailAddress(address="Other@Example.TEST")
    fields = {Field.EMAIL: "USER@example.test", Field.PHONE: "+7 701 000 00 22"}
    await register(
        database,
        invented.case(),
        invented.case(reply_to=elsewhere, fields=fields),
        invented.case(reply_to=None, fields={}),
    )
    assert await numbers(database, ADDRESS) == [2, 1]
    assert await numbers(database, PHONE) == [1]
    assert await numbers(database, contacts.phone("+77010000022")) == [2]
    assert await numbers(database, contacts.mail("other@example.test")) == [2]


async def test_number_that_may_be_anothers_finds_no_case(database: Database) -> None:
    read = Understood(
        readings=(
            Reading(field=Field.PHONE, value="+77010000031", words="мой", sure=True),
            Reading(field=Field.PHONE, value="+77010000032", words="звонили с", sure=False),
        )
    )
    await register(database, invented.case(understood=read))
    assert await numbers(database, contacts.phone("+77010000031")) == [1]
    assert await numbers(database, contacts.phone("+77010000032")) == []


async def test_index_follows_the_case_as_it_changes(database: Database) -> None:
    [case] = await register(database, invented.case())
    changed = replace(case, fields={Field.PHONE: "+77010000099"})
    await database(lambda store: store.cases.change(changed))
    assert await numbers(database, PHONE) == []
    assert await numbers(database, contacts.phone("+77010000099")) == [1]


async def test_cases_of_before_are_indexed_page_by_page(database: Database) -> None:
    await register(database, *[invented.case()] * 3)

    async def work(store: Store) -> list[CaseId | None]:
        seen: list[CaseId | None] = [CaseId(0)]
        while (last := seen[-1]) is not None:
            seen.append(await store.queue.index(after=last, limit=2))
        return seen

    assert await database(work) == [0, 2, 3, None]
    assert await numbers(database, ADDRESS) == [3, 2, 1]


async def test_register_is_read_page_by_page_without_who_asked(database: Database) -> None:
    [case, *_] = await register(database, due(7), due(3))
    first = await database(lambda store: store.queue.register(after=CaseId(0), limit=1))
    rest = await database(lambda store: store.queue.register(after=first[-1].id, limit=5))
    assert [one.ref.number for one in (*first, *rest)] == [1, 2]
    assert (first[0].ref, first[0].target, first[0].received_at) == (
        case.ref,
        case.target,
        case.received_at,
    )
    assert "example" not in str(first)


async def test_looks_at_a_review_item_are_kept_in_their_order(database: Database) -> None:
    looks = [
        Look(what=Looked.REVIEW, actor=actor, at=invented.NOW, review=4) for actor in ("1", "2")
    ]
    search = Look(what=Looked.SEARCH, actor="1", at=invented.NOW, found=2)

    async def work(store: Store) -> list[Look]:
        for one in (*looks, search):
            await store.looks.add(one)
        return list(await store.looks.of_review(4))

    assert await database(work) == looks


async def test_shown_message_is_taken_once_when_its_time_has_come(database: Database) -> None:
    hour = timedelta(hours=1)
    early, late = (
        Shown(
            chat_id=9002,
            message_id=number,
            batch=1,
            at=invented.NOW + number * hour,
            changeable=True,
            parcel=f"letter:{number}",
            case=1,
        )
        for number in (1, 2)
    )

    async def show(store: Store) -> None:
        await store.outbox.add(invented.parcel(1), now=invented.NOW)
        for one in (early, late):
            await store.showing.add(one)

    await database(show)
    taken = [
        await database(lambda store: store.showing.take(before=invented.NOW + hour, limit=10))
        for _ in range(2)
    ]
    assert [list(one) for one in taken] == [[early], []]
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_message_that_was_changed_counts_anew(database: Database) -> None:
    first = Shown(chat_id=9002, message_id=1, batch=1, at=invented.NOW, changeable=True, parcel="")
    again = replace(first, at=invented.NOW + timedelta(hours=1), batch=2)

    async def work(store: Store) -> int:
        for one in (first, again):
            await store.showing.add(one)
        return len(await store.showing.take(before=invented.NOW, limit=10))

    assert await database(work) == 0


async def test_a_date_that_stands_still_is_listed_as_such_and_is_not_overdue(
    database: Database,
) -> None:
    [paused, late] = await register(database, due(3), due(4))
    halts = Halted(promised=invented.NOW, target=invented.NOW)
    await database(lambda store: store.clocks.halt(paused.id, halts))
    assert [one.halted for one in await page(database, Wanted())] == [halts, RUNNING]
    overdue = await page(database, Wanted(due_before=date(2026, 12, 9)))
    assert [one.id for one in overdue] == [late.id]
    entries = await database(lambda store: store.queue.register(after=CaseId(0), limit=9))
    assert [one.halted for one in entries] == [halts, RUNNING]
