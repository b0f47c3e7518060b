"""The contract of `Reviews`: a message waits for one officer's verdict."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import AlreadySettled, Review, ReviewId, ReviewKind, Verdict
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Place, Store
from tests.contract import invented


async def add(store: Store, **changes: object) -> Review:
    await store.submissions.add(invented.submission(), case_id=None)
    return await store.reviews.add(invented.review(**changes))


async def test_an_item_comes_back_open_with_its_submission(database: Database) -> None:
    added = await database(add)

    assert added.verdict is Verdict.OPEN
    assert await database(lambda store: store.reviews.get(added.id)) == added
    assert added.submission == invented.submission()


async def test_a_quarantined_message_names_no_request_and_perhaps_no_address(
    database: Database,
) -> None:
    added = await database(
        lambda store: add(
            store, kind=ReviewKind.QUARANTINE, request=None, reply_to=None, reason="too-deep"
        )
    )

    assert await database(lambda store: store.reviews.get(added.id)) == added


async def test_an_item_remembers_the_case_that_it_may_belong_to(database: Database) -> None:
    added = await database(lambda store: add(store, kind=ReviewKind.CLOSED, about=CaseId(7)))

    assert added.about == CaseId(7)
    assert await database(lambda store: store.reviews.get(added.id)) == added


async def test_an_item_remembers_how_well_its_sender_is_known(database: Database) -> None:
    added = await database(lambda store: add(store, proof=Proof.MAILBOX))

    assert added.proof is Proof.MAILBOX
    assert await database(lambda store: store.reviews.get(added.id)) == added


async def test_a_message_that_was_not_kept_cannot_be_put_before_staff(database: Database) -> None:
    with pytest.raises(LookupError):
        await database(lambda store: store.reviews.add(invented.review()))


async def test_a_verdict_is_kept(database: Database) -> None:
    added = await database(add)
    dismissed = replace(
        added, verdict=Verdict.DISMISSED, settled_by="7000000001", settled_at=invented.NOW
    )

    await database(lambda store: store.reviews.settle(dismissed))

    assert await database(lambda store: store.reviews.get(added.id)) == dismissed


async def test_a_second_verdict_is_refused(database: Database) -> None:
    added = await database(add)
    registered = replace(added, verdict=Verdict.REGISTERED)
    await database(lambda store: store.reviews.settle(registered))

    with pytest.raises(AlreadySettled):
        await database(lambda store: store.reviews.settle(registered))


async def test_an_item_that_was_never_added_is_a_lookup_error(database: Database) -> None:
    with pytest.raises(LookupError):
        await database(lambda store: store.reviews.get(ReviewId(17)))


async def test_what_waits_and_has_no_card_is_found(database: Database) -> None:
    async def work(store: Store) -> list[ReviewId]:
        first, decided, placed, last = [await _another(store, number) for number in range(1, 5)]
        await store.reviews.settle(replace(decided, verdict=Verdict.DISMISSED))
        await store.cards.put(f"review:{placed.id}", Place(chat_id=-1, message_id=5))
        assert await store.reviews.unplaced(limit=9) == [first.id, last.id]
        return list(await store.reviews.unplaced(limit=1))

    assert len(await database(work)) == 1


async def test_what_shares_a_place_is_listed_in_pages_till_it_is_decided(
    database: Database,
) -> None:
    here = Place(chat_id=-1, message_id=5, shown="waits", shared=True)

    async def work(store: Store) -> None:
        added = [await _another(store, number) for number in range(1, 8)]
        keys = [f"review:{one.id}" for one in added]
        await store.cards.put_listed(dict.fromkeys([*keys, "case:1"], "waits"), here)
        await store.reviews.settle(replace(added[0], verdict=Verdict.DISMISSED))
        await store.cards.put(keys[1], replace(here, shown="asked for"))
        ids = [one.id for one in added[2:]]
        assert await store.reviews.count_listed(here) == 5
        assert await store.reviews.listed(here, limit=2) == ids[:2]
        assert await store.reviews.listed(here, beside=ids[1], limit=2) == ids[2:4]
        assert await store.reviews.listed(here, beside=ids[4], back=True, limit=2) == ids[2:4]
        there = replace(here, message_id=6)
        await store.cards.move(here, there)
        assert await store.reviews.listed(there, limit=9) == ids

    await database(work)


async def _another(store: Store, number: int) -> Review:
    submission = invented.submission(number)
    await store.submissions.add(submission, case_id=None)
    return await store.reviews.add(invented.review(submission=submission))
