"""Pauses and extensions: who allows them, what they move, and what the person reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pd_intake_bot.domain.case import StaleCase, State
from pd_intake_bot.domain.clocks import Cause, Halted
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.policy import load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.terms.date_change import ClockStopped, TermOver
from pd_intake_bot.usecases.terms.extend import AlreadyExtended, Extend, ExtensionNotAllowed
from pd_intake_bot.usecases.terms.pause import AlreadyPaused, NotPaused, Pause, PauseNotAllowed
from tests.unit.usecases import offices
from tests.unit.usecases.invented import NOW
from tests.unit.usecases.offices import COMPLEX, THURSDAY, TUESDAY, WITHDRAWAL, Office, build, moved


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return offices.generous(tmp_path_factory.mktemp("generous"))


@pytest.fixture
def office(database: Database, post: Post, policy: Policy, days: Calendar) -> Office:
    return build(database, post, policy, days)


async def test_pause_keeps_the_date_and_promises_no_new_one(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    paused = await office.pause(case, TUESDAY)
    assert (paused.promised, paused.version) == (case.promised, case.version + 1)
    letter = (await office.letters(paused))[-1].letter
    assert letter.promised is None
    assert any(
        "До приостановки дата ответа была такой: 23.12.2026." in one for one in letter.paragraphs
    )


async def test_end_of_a_pause_moves_the_promise_and_not_the_law(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    resumed = await office.resume(await office.pause(case, TUESDAY), TUESDAY + timedelta(days=2))
    assert (resumed.promised, resumed.target) == (date(2026, 12, 25), case.target)
    letter = (await office.letters(resumed))[-1]
    assert letter.kind is LetterKind.RESUMED
    assert any("25 декабря 2026 года" in one for one in letter.letter.paragraphs)
    assert await office.told(resumed) == [date(2026, 12, 23), date(2026, 12, 25)]


async def test_while_the_law_runs_staff_work_to_it_and_only_the_promise_stands_still(
    office: Office,
) -> None:
    case = await office.case(WITHDRAWAL)
    paused = await office.pause(case, TUESDAY)
    assert await office.database(lambda store: store.clocks.halted(case.id)) == Halted(
        promised=TUESDAY
    )
    assert paused.target == case.target
    await office.resume(paused, THURSDAY)
    assert await office.database(lambda store: store.clocks.halted_of_open()) == {}


async def test_pause_of_an_hour_moves_nothing_and_the_letter_says_so(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    resumed = await office.resume(await office.pause(case, TUESDAY), TUESDAY + timedelta(hours=1))
    assert resumed.promised == case.promised
    letter = (await office.letters(resumed))[-1].letter
    assert "Дата ответа осталась прежней: 23.12.2026." in letter.paragraphs


async def test_pause_is_refused_where_no_rule_knows_its_ground(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    with pytest.raises(PauseNotAllowed):
        await office.pause(case, TUESDAY, COMPLEX)


async def test_second_pause_on_a_ground_and_an_end_without_a_pause_are_refused(
    office: Office,
) -> None:
    case = await office.case(WITHDRAWAL)
    with pytest.raises(NotPaused):
        await office.resume(case, TUESDAY)
    paused = await office.pause(case, TUESDAY)
    with pytest.raises(AlreadyPaused):
        await office.pause(paused, TUESDAY)


async def test_nothing_is_paused_or_extended_after_the_last_day(office: Office) -> None:
    case, january = await office.case(WITHDRAWAL), datetime(2027, 1, 11, 4, tzinfo=UTC)
    with pytest.raises(TermOver):
        await office.pause(case, january)
    with pytest.raises(TermOver):
        await office.extend(case, 5, january)


async def test_extension_names_its_reason_and_the_new_date(office: Office) -> None:
    case = await office.extend(await office.case(WITHDRAWAL), 5)
    assert case.promised == date(2026, 12, 28)
    told = "\n".join((await office.letters(case))[-1].letter.paragraphs)
    for words in ("5 календарных дней", "вопрос сложный", "Политика, раздел 8", "28.12.2026"):
        assert words in told
    assert "Документы хранятся в архиве." in told


async def test_extension_beyond_what_is_allowed_or_a_second_time_is_refused(
    office: Office,
) -> None:
    case = await office.case(WITHDRAWAL)
    with pytest.raises(ExtensionNotAllowed):
        await office.extend(case, 11)
    extended = await office.extend(case, 10)
    with pytest.raises(AlreadyExtended):
        await office.extend(extended, 1)


async def test_bundled_policy_allows_no_pause_and_no_extension(
    database: Database, post: Post, days: Calendar
) -> None:
    policy = load.load()
    office = build(database, post, policy, days)
    case = await office.case(WITHDRAWAL)
    assert Pause(change=office.change).grounds(case) == ()
    assert Extend(change=office.change).allowances(case) == ()
    for right in policy.rights.values():
        assert not any(rule and (rule.pause or rule.extend) for rule in (right.policy, right.law))


async def test_stale_and_closed_cases_are_left_alone(office: Office) -> None:
    case = await office.case(WITHDRAWAL)
    with pytest.raises(StaleCase):
        await office.pause(replace(case, version=0), TUESDAY)
    closed = await office.do(
        lambda store: store.cases.change(replace(case, state=State.ANSWERED, closed_at=NOW))
    )
    with pytest.raises(ClockStopped):
        await office.pause(closed, TUESDAY)


async def test_order_of_receipt_pause_and_extension_gives_one_date(
    office: Office,
) -> None:
    case = await office.case(WITHDRAWAL)
    paused = await office.resume(await office.pause(case, TUESDAY), THURSDAY)
    extended = await office.extend(paused, 5, THURSDAY)
    await office.database(lambda store: store.clocks.receive(case.id, NOW - timedelta(days=2)))
    found = await moved(office, extended, Cause.RECEIPT)
    # Saturday 21 November and 37 days.
    assert found.promised == date(2026, 12, 28)
