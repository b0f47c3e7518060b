"""The contract of `Submissions`: each message is kept once, whole, and belongs to a case."""

import asyncio
from collections.abc import Callable

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.submission import LeftOut, LeftOutBecause, Submission
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented


async def add_case(store: Store) -> Case:
    return await store.cases.add(invented.case(), prefix="PD", year=2026, now=invented.NOW)


async def keep(database: Database, submission: Submission, case: Case | None = None) -> bool:
    case_id = case.id if case else None
    return await database(lambda store: store.submissions.add(submission, case_id=case_id))


async def test_a_submission_comes_back_as_it_came_in(database: Database) -> None:
    case = await database(add_case)
    plain = invented.submission(2, attachments=(), message_id=None, language=None, text="")

    await keep(database, invented.submission(1), case)
    await keep(database, plain, case)

    got = await database(lambda store: store.submissions.of_case(case.id))
    assert got == [invented.submission(1), plain]


async def test_what_was_not_taken_and_where_answers_are_asked_for_come_back(
    database: Database,
) -> None:
    case = await database(add_case)
    file = LeftOut(
        name="Өтініш.mp4", size=70_000_000, because=LeftOutBecause.TOO_BIG, limit=25 * 2**20
    )
    submission = invented.submission(1, left_out=(file,), answer_to="other@example.test")

    await keep(database, submission, case)

    assert await database(lambda store: store.submissions.of_case(case.id)) == [submission]


async def test_the_same_identity_is_kept_once(database: Database) -> None:
    case = await database(add_case)
    copy = invented.submission(1, text="a copy by another way", attachments=())

    assert await keep(database, invented.submission(1), case)
    assert not await keep(database, copy, case)
    got = await database(lambda store: store.submissions.of_case(case.id))
    assert got == [invented.submission(1)]


async def test_of_two_processes_that_keep_the_same_message_one_is_told_it_was_first(
    database: Database, another: Callable[[], Database]
) -> None:
    submission = invented.submission()

    kept = await asyncio.gather(*(keep(one, submission) for one in (database, another())))

    assert sorted(kept) == [False, True]


async def test_known_names_the_identities_that_were_kept_before(database: Database) -> None:
    await keep(database, invented.submission(1))
    await keep(database, invented.submission(2))

    known = await database(lambda store: store.submissions.known(["mail:1", "mail:3"]))

    assert known == {"mail:1"}
    assert await database(lambda store: store.submissions.known([])) == frozenset()


async def test_a_submission_can_be_given_to_a_case_later(database: Database) -> None:
    await keep(database, invented.submission())
    case = await database(add_case)

    await database(lambda store: store.submissions.assign("mail:1", case.id))

    got = await database(lambda store: store.submissions.of_case(case.id))
    assert got == [invented.submission()]


async def test_what_was_never_kept_cannot_be_given_to_a_case(database: Database) -> None:
    case = await database(add_case)

    with pytest.raises(LookupError):
        await database(lambda store: store.submissions.assign("mail:17", case.id))
