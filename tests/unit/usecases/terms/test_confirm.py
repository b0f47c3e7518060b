"""The confirmation that starts a clock: its date, the letter, and what was told."""

from datetime import date

import pytest

from pd_intake_bot.domain.deadlines import DeadlineError
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.terms.confirm import Confirm, ConfirmedAhead, NothingToConfirm
from tests.unit.usecases import invented, offices
from tests.unit.usecases.offices import RECTIFICATION, THURSDAY, WITHDRAWAL, Office, build


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return offices.generous(tmp_path_factory.mktemp("generous"))


@pytest.fixture
def office(database: Database, post: Post, policy: Policy, days: Calendar) -> Office:
    return build(database, post, policy, days)


async def test_date_in_the_acknowledgement_is_kept_as_told(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    assert await office.told(case) == [case.promised] == [date(2026, 12, 23)]


async def test_case_that_waits_for_a_confirmation_was_told_no_date(office: Office) -> None:
    assert await office.told(await office.case(RECTIFICATION)) == []


async def test_confirmation_starts_the_clocks_and_writes_the_date(office: Office) -> None:
    case = await office.confirm(await office.case(RECTIFICATION), date(2026, 11, 25))
    assert (case.promised, case.target) == (date(2026, 12, 4), date(2026, 11, 26))
    letter = (await office.letters(case))[-1]
    assert letter.kind is LetterKind.CONFIRMED
    assert "Мы ответим Вам не позднее 4 декабря 2026 года (04.12.2026)." in letter.letter.paragraphs
    assert await office.told(case) == [date(2026, 12, 4)]
    history = await invented.history(office.database, case)
    assert history[-2:] == ["confirmed", "dates_changed"]
    assert await office.warnings(case) == []


async def test_corrected_confirmation_counts_anew_and_keeps_what_was_told(office: Office) -> None:
    first = await office.confirm(await office.case(RECTIFICATION), date(2026, 11, 25))
    second = await office.confirm(first, date(2026, 11, 26))
    assert second.promised == date(2026, 12, 7)
    assert await office.told(second) == [date(2026, 12, 4), date(2026, 12, 7)]


@pytest.mark.parametrize(
    ("right", "on", "error"),
    [
        # Before the receipt; in the future; where no clock waits for it.
        (RECTIFICATION, date(2026, 11, 22), DeadlineError),
        (RECTIFICATION, date(2026, 11, 27), ConfirmedAhead),
        (WITHDRAWAL, date(2026, 11, 25), NothingToConfirm),
    ],
)
async def test_confirmation_that_cannot_be_is_refused(
    office: Office, right: RightKey, on: date, error: type[Exception]
) -> None:
    case = await office.case(right)
    with pytest.raises(error):
        await office.confirm(case, on)
    assert await invented.only_case(office.database) == case


async def test_preview_of_a_confirmation_is_the_letter_that_leaves(office: Office) -> None:
    case = await office.case(RECTIFICATION)
    confirm = Confirm(change=office.change)
    shown = await office.database(
        lambda store: confirm.preview(store, case.id, date(2026, 11, 25), now=THURSDAY)
    )
    await office.confirm(case, date(2026, 11, 25))
    assert (await office.letters(case))[-1].letter == shown
