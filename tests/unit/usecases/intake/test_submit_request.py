"""A request put together in Telegram is registered once, and what is changed later is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import ReviewId, ReviewKind
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.intake.keep_edit import EditedMessage, KeepEdit
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest, WrittenRequest

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
WRITTEN = WrittenRequest(
    draft="500",
    chat_id=700100200300,
    sender_name="Үлгі",
    language=Language.KK,
    right=RightKey("unsubscribe"),
    fields={Field.EMAIL: "user@example.test"},
    proof=Proof.CHANNEL,
    words=["бір", "екі"],
    attachments=(),
    messages=[{"message_id": 1, "text": "бір"}],
    received_at=NOW,
)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", Seal(Seal.new_key()))


@pytest.fixture
def submit(policy: Policy, register: Register, blobs: Blobs) -> SubmitRequest:
    return SubmitRequest(policy=policy, register=register, blobs=blobs)


async def sent(database: Database, submit: SubmitRequest) -> Case | None:
    return await database(lambda store: submit(store, WRITTEN, now=NOW))


async def test_draft_is_registered_once_however_often_it_is_sent(
    database: Database, submit: SubmitRequest
) -> None:
    assert await sent(database, submit) is not None
    assert await sent(database, submit) is None
    assert len(await database(lambda store: store.cases.all())) == 1


async def test_same_draft_has_the_same_raw_form(
    database: Database, submit: SubmitRequest, blobs: Blobs
) -> None:
    case = await sent(database, submit)
    assert case is not None
    (kept,) = await database(lambda store: store.submissions.of_case(case.id))
    assert (await blobs.get(kept.raw)).startswith(b'{"chat_id":700100200300,"draft":"500",')
    assert kept.text == "бір\n\nекі"


def edited(ref: str) -> EditedMessage:
    return EditedMessage(
        update=501,
        ref=ref,
        sender_name="Үлгі",
        language=Language.KK,
        text="үш",
        line={"message_id": 1, "text": "үш", "edited": True},
        received_at=NOW,
    )


async def test_edit_joins_the_case_which_is_then_another_than_the_one_officers_looked_at(
    database: Database, submit: SubmitRequest, blobs: Blobs
) -> None:
    case = await sent(database, submit)
    assert case is not None
    keep = KeepEdit(blobs=blobs)
    assert await database(lambda store: keep(store, edited(str(case.ref)), now=NOW))
    events = await database(lambda store: store.events.of_case(case.id))
    assert events[-1].kind is EventKind.FOLLOWED_UP
    after = await database(lambda store: store.cases.get(case.id))
    assert after == replace(case, version=case.version + 1)
    parcels = await database(lambda store: store.outbox.of_case(case.id))
    assert [one.kind for one in parcels][-2:] == [Kind.CARD, Kind.NOTICE]


async def test_edit_after_the_case_has_ended_is_put_before_staff(
    database: Database, submit: SubmitRequest, blobs: Blobs
) -> None:
    case = await sent(database, submit)
    assert case is not None
    closed = replace(case, state=State.ANSWERED, closed_at=NOW)
    await database(lambda store: store.cases.change(closed))
    keep = KeepEdit(blobs=blobs)
    for _ in range(2):
        assert await database(lambda store: keep(store, edited(str(case.ref)), now=NOW))
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.kind, review.about) == (ReviewKind.CLOSED, case.id)
    assert review.submission.text == "үш"
    assert len(await database(lambda store: store.submissions.of_case(case.id))) == 1


async def test_edit_of_a_case_that_is_gone_is_not_kept(database: Database, blobs: Blobs) -> None:
    keep = KeepEdit(blobs=blobs)
    assert not await database(lambda store: keep(store, edited("PD-2026-00001-F"), now=NOW))
