"""The contract of `Reviews`: a message waits for one officer's verdict."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import AlreadySettled, Review, ReviewId, ReviewKind, Verdict
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
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
