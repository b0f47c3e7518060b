"""An officer says which right it is: dates and requirements follow, what was told stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pd_intake_bot.domain.case import Case, StaleCase
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Field, Request, RightKey
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.change_right import ChangeRight
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

DISPUTE, WITHDRAWAL = RightKey("dispute"), RightKey("withdrawal")


@pytest.fixture
def change_right(policy: Policy, days: Calendar) -> ChangeRight:
    return ChangeRight(policy=policy, reckon=Reckon(policy=policy, calendar=days))


@pytest.fixture
async def case(take_mail: TakeMail, database: Database) -> Case:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW)
    return await invented.only_case(database)


async def change(
    database: Database, change_right: ChangeRight, case: Case, right: str, *, was: str = "dispute"
) -> Case:
    return await database(
        lambda store: change_right(
            store, case.id, RightKey(right), was=RightKey(was), officer=OFFICER, now=NOW
        )
    )


async def test_clocks_and_requirements_follow_the_right(
    database: Database, change_right: ChangeRight, case: Case
) -> None:
    changed = await change(database, change_right, case, "withdrawal")
    assert (changed.right, changed.request) == (WITHDRAWAL, Request.WITHDRAWAL)
    assert (changed.promised, changed.target) == (date(2026, 12, 23), date(2026, 12, 14))
    assert changed.missing == ((Field.FULL_NAME,), (Field.PHONE,), (Field.DATA,))


async def test_the_history_has_both_rights_and_both_dates(
    database: Database, change_right: ChangeRight, case: Case
) -> None:
    await change(database, change_right, case, "blocking")
    events = (await invented.dossier(database, case)).events
    told = {event.kind: (event.actor, event.data) for event in events}
    assert told[EventKind.RIGHT_CHANGED] == (OFFICER, {"right": "blocking", "was": "dispute"})
    _, dates = told[EventKind.DATES_CHANGED]
    assert (dates["reason"], dates["target_before"], dates["target"]) == (
        "right",
        "2026-11-26",
        "2026-11-24",
    )


async def test_the_suggestion_is_settled_by_any_choice(
    database: Database, change_right: ChangeRight, case: Case
) -> None:
    suggestion = case.understood.suggestion
    assert suggestion is not None
    assert (suggestion.right, suggestion.target) == ("confirmation", date(2026, 11, 26))
    changed = await change(database, change_right, case, "dispute")
    assert (changed.understood.suggestion, changed.right) == (None, DISPUTE)


async def test_the_letter_that_was_written_stays_as_it_was(
    database: Database, change_right: ChangeRight, case: Case
) -> None:
    before = (await invented.parcels(database, case))[0].payload
    await change(database, change_right, case, "erasure")
    assert (await invented.parcels(database, case))[0].payload == before


async def test_whoever_comes_second_changes_nothing(
    database: Database, change_right: ChangeRight, case: Case
) -> None:
    await change(database, change_right, case, "erasure")
    with pytest.raises(StaleCase):
        await change(database, change_right, case, "blocking")
    assert (await invented.only_case(database)).right == "erasure"


async def test_an_answered_case_keeps_its_right(
    database: Database, change_right: ChangeRight, case: Case, answer: Answer
) -> None:
    await database(
        lambda store: answer(
            store, case.id, invented.reply("Жауап"), version=case.version, officer=OFFICER, now=NOW
        )
    )
    with pytest.raises(StaleCase):
        await change(database, change_right, case, "erasure")


@pytest.fixture
async def withdrawal(take_mail: TakeMail, database: Database, case: Case) -> Case:
    """Give a withdrawal of the same person, received a week after their inquiry."""
    after = NOW + timedelta(days=7)
    second = mail(2, match=invented.WITHDRAWAL)
    second = replace(second, submission=replace(second.submission, received_at=after))
    await take_mail(MAILBOX, [second], PROGRESS, now=after)
    return next(one for one in await invented.cases(database) if one.id != case.id)


async def linked(database: Database, case: Case) -> list[tuple[int, int]]:
    ties = await database(lambda store: store.links.of_case(case.id))
    return [(one.case_id, one.other) for one in ties]


async def current(database: Database, case: Case) -> Case:
    return await database(lambda store: store.cases.get(case.id))


async def test_a_case_is_tied_to_the_others_with_the_same_wish(
    database: Database, change_right: ChangeRight, case: Case, withdrawal: Case
) -> None:
    changed = await change(database, change_right, case, "withdrawal")
    assert await linked(database, case) == [(withdrawal.id, case.id)]
    # The inquiry came first, so the later one goes by its date.
    assert withdrawal.target != changed.target
    assert (await current(database, withdrawal)).target == changed.target


async def test_a_later_case_goes_by_the_first_with_the_same_wish(
    database: Database, change_right: ChangeRight, case: Case, withdrawal: Case
) -> None:
    changed = await change(database, change_right, withdrawal, "dispute", was="withdrawal")
    assert await linked(database, case) == [(withdrawal.id, case.id)]
    assert changed.target == case.target


async def test_cases_whose_wishes_differ_by_now_do_not_go_by_one_another(
    database: Database, change_right: ChangeRight, case: Case, withdrawal: Case
) -> None:
    await change(database, change_right, case, "withdrawal")
    back = await change(database, change_right, case, "dispute", was="withdrawal")
    assert (await current(database, withdrawal)).target == withdrawal.target
    assert back.target == case.target
