"""By when a request is due: the clocks and the dates that follow from them."""

from dataclasses import replace
from datetime import date

import pytest

from pd_intake_bot.domain import clocks, deadlines
from pd_intake_bot.domain.deadlines import Basis, DeadlineError, Deadlines
from pd_intake_bot.domain.rights import (
    ClockStart,
    Language,
    Request,
    Right,
    RightKey,
    Rule,
    Term,
    Unit,
)
from pd_intake_bot.domain.workdays import Week
from pd_intake_bot.policy.calendar import for_week

CALENDAR = for_week(Week.FIVE)
HOUSE = Term(amount=30, unit=Unit.CALENDAR_DAYS)
MONDAY = date(2026, 11, 23)


def wd(amount: int) -> Term:
    return Term(amount=amount, unit=Unit.WORKING_DAYS)


def rule(term: Term, starts: ClockStart = ClockStart.RECEIPT) -> Rule:
    return Rule(term=term, clause="§0", starts=starts)


def right(*, policy: Rule | None = None, law: Rule | None = None) -> Right:
    return Right(
        key=RightKey("invented"),
        request=Request.INQUIRY,
        title=dict.fromkeys(Language, "-"),
        ask=dict.fromkeys(Language, "-"),
        clause="§0",
        policy=policy,
        law=law,
        required=(),
    )


def compute(
    asked: Right, *, received_on: date = MONDAY, confirmed_on: date | None = None
) -> Deadlines:
    return deadlines.compute(
        asked,
        received_on=received_on,
        confirmed_on=confirmed_on,
        calendar=CALENDAR,
        house_term=HOUSE,
    )


TERMS = (wd(1), wd(3), wd(4), wd(7), wd(15), HOUSE)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # An ordinary week.
        ("2026-11-23", "2026-11-24 2026-11-26 2026-11-27 2026-12-02 2026-12-14 2026-12-23"),
        # Thirty days end on Independence Day and roll to the day after.
        ("2026-11-16", "2026-11-17 2026-11-19 2026-11-20 2026-11-25 2026-12-07 2026-12-17"),
        # Over New Year, whose second day is a Saturday, and Christmas.
        ("2026-12-28", "2026-12-29 2026-12-31 2027-01-05 2027-01-11 2027-01-21 2027-01-27"),
        # Over the first Constitution Day in March, and Nauryz, one day of which moves.
        ("2027-03-12", "2027-03-16 2027-03-18 2027-03-19 2027-03-29 2027-04-08 2027-04-12"),
        # A Saturday is worked for a Wednesday off.
        ("2024-04-30", "2024-05-02 2024-05-04 2024-05-06 2024-05-14 2024-05-24 2024-05-30"),
        # A Sunday is worked for a Friday off; thirty days end on a Saturday.
        ("2025-01-02", "2025-01-05 2025-01-08 2025-01-09 2025-01-14 2025-01-24 2025-02-03"),
        # 30 August is an ordinary day from 2026, so the Monday after it is worked.
        ("2026-08-28", "2026-08-31 2026-09-02 2026-09-03 2026-09-08 2026-09-18 2026-09-28"),
        # From a leap day; thirty days end on a Saturday.
        ("2024-02-29", "2024-03-01 2024-03-05 2024-03-06 2024-03-12 2024-03-27 2024-04-01"),
    ],
)
def test_terms_end_on_the_days_that_the_law_counts(received: str, expected: str) -> None:
    ends = [
        clocks.last_day(term, after=date.fromisoformat(received), calendar=CALENDAR)
        for term in TERMS
    ]
    assert " ".join(map(str, ends)) == expected


def test_policy_date_is_promised_and_the_earlier_date_of_the_law_is_worked_to() -> None:
    dates = compute(right(policy=rule(HOUSE), law=rule(wd(3))))
    assert (dates.promised, dates.promised_basis) == (date(2026, 12, 23), Basis.POLICY)
    assert dates.target == date(2026, 11, 26)


def test_policy_that_is_shorter_than_the_law_is_worked_to() -> None:
    assert compute(right(policy=rule(wd(1)), law=rule(wd(3)))).target == date(2026, 11, 24)


def test_law_is_promised_where_the_policy_sets_no_term() -> None:
    dates = compute(right(law=rule(wd(3))))
    assert (dates.promised, dates.promised_basis) == (date(2026, 11, 26), Basis.LAW)
    assert dates.policy is None


def test_house_term_is_promised_where_neither_sets_one() -> None:
    dates = compute(right())
    assert (dates.promised, dates.promised_basis) == (date(2026, 12, 23), Basis.HOUSE)
    assert dates.promised_rule.term == HOUSE


def test_house_clock_does_not_run_beside_another() -> None:
    dates = compute(right(law=rule(wd(3))))
    assert dates.house is None
    with pytest.raises(KeyError):
        dates.clock(Basis.HOUSE)


CONFIRMED = right(
    policy=rule(wd(4), ClockStart.CONFIRMATION), law=rule(wd(1), ClockStart.CONFIRMATION)
)


def test_nothing_has_a_date_until_the_confirmation_comes() -> None:
    dates = compute(CONFIRMED)
    assert [clock.date for _, clock in dates.clocks()] == [None, None]
    assert (dates.promised, dates.target) == (None, None)


def test_term_is_known_before_the_date_is() -> None:
    assert compute(CONFIRMED).promised_rule.term == wd(4)


def test_confirmation_starts_the_clocks_that_wait_for_it() -> None:
    dates = compute(CONFIRMED, confirmed_on=date(2026, 11, 26))
    assert (dates.promised, dates.target) == (date(2026, 12, 2), date(2026, 11, 27))


def test_clock_of_the_law_runs_while_that_of_the_policy_waits() -> None:
    mixed = right(policy=rule(wd(4), ClockStart.CONFIRMATION), law=rule(wd(3)))
    dates = compute(mixed)
    assert (dates.promised, dates.target) == (None, date(2026, 11, 26))


def test_confirmation_leaves_a_clock_that_started_at_receipt_alone() -> None:
    asked = right(law=rule(wd(3)))
    assert compute(asked, confirmed_on=date(2026, 11, 25)) == compute(asked)


def test_confirmation_may_come_with_the_request() -> None:
    assert compute(CONFIRMED, confirmed_on=MONDAY).target == date(2026, 11, 24)


def test_confirmation_dated_before_the_request_is_refused() -> None:
    with pytest.raises(DeadlineError, match="before the receipt"):
        compute(CONFIRMED, confirmed_on=date(2026, 11, 22))


def test_six_day_week_gives_an_earlier_date() -> None:
    six = for_week(Week.SIX)
    assert clocks.last_day(wd(7), after=MONDAY, calendar=six) == date(2026, 12, 1)
    assert clocks.last_day(wd(7), after=MONDAY, calendar=CALENDAR) == date(2026, 12, 2)


def test_longer_week_shortens_a_case_and_nothing_else() -> None:
    short = compute(right(law=rule(wd(15))))
    long = deadlines.compute(
        right(law=rule(wd(15))),
        received_on=MONDAY,
        confirmed_on=None,
        calendar=for_week(Week.SIX),
        house_term=HOUSE,
    )
    assert long.promised == date(2026, 12, 10)
    assert replace(long, law=short.law, promised=short.promised, target=short.target) == short
