"""Messages that were sent again are known by their words, also to two processes at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented
from tests.contract.conftest import Open

WEEK = timedelta(days=7)


def copy(number: int, *, days: int = 0) -> Submission:
    received_at = invented.NOW + timedelta(days=days)
    return invented.submission(number, received_at=received_at, message_id=f"<{number}@x.test>")


async def take(store: Store, submission: Submission) -> CaseId | None:
    """Keep a message, and register it where it is no copy; gives the case that had it."""
    await store.submissions.add(submission, case_id=None)
    known = await store.copies.case_of(submission, within=WEEK)
    if known is None:
        new = await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)
        await store.submissions.assign(submission.identity, new.id)
    return known


async def test_copy_leads_to_the_case_of_the_first(database: Database) -> None:
    assert await database(lambda store: take(store, copy(1))) is None
    assert await database(lambda store: take(store, copy(2, days=7))) == CaseId(1)
    assert await database(lambda store: take(store, copy(3, days=-7))) == CaseId(1)
    assert await database(lambda store: take(store, copy(4, days=30))) is None


async def test_other_words_sender_or_files_are_no_copy(database: Database) -> None:
    others = [
        replace(copy(2), text="Другие слова"),
        replace(copy(3), sender_address="another@example.test"),
        replace(copy(4), attachments=()),
    ]

    async def take_all(store: Store) -> list[CaseId | None]:
        return [await take(store, one) for one in [copy(1), *others]]

    assert await database(take_all) == [None] * 4


async def test_two_processes_with_a_copy_each_make_one_case(another: Open) -> None:
    one, two = another(), another()
    await asyncio.gather(
        one(lambda store: take(store, copy(1))), two(lambda store: take(store, copy(2)))
    )
    assert len(await one(lambda store: store.cases.all())) == 1
