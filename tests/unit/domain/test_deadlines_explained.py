"""Which steps an explanation has, whatever the language."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Right, RightKey
from pd_intake_bot.domain.steps import Step, left_out
from pd_intake_bot.domain.workdays import ExtraWorkingDay, Week
from pd_intake_bot.policy.calendar import for_week
from pd_intake_bot.policy.load import load

CALENDAR = for_week(Week.FIVE)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load()


def explain(
    policy: Policy, right: Right, received_on: date, confirmed_on: date | None = None
) -> tuple[Step, ...]:
    dates = deadlines.compute(
        right,
        received_on=received_on,
        confirmed_on=confirmed_on,
        calendar=CALENDAR,
        house_term=policy.house_term,
    )
    return deadlines.explain(right, dates, received_on=received_on, calendar=CALENDAR)


def keys(steps: tuple[Step, ...]) -> list[str]:
    return [step.key.removeprefix("explain-") for step in steps]


def named_days(steps: tuple[Step, ...]) -> Iterator[date]:
    for step in steps:
        days = step.values.get("days", ())
        assert isinstance(days, tuple)
        yield from days


def test_both_clocks_are_told_and_then_what_follows(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("confirmation")], date(2026, 11, 23))
    assert keys(steps) == [
        "received",
        *("term-policy", "begins-cd", "ends"),
        *("term-law", "begins-wd", "ends"),
        *("promised-policy", "target-earlier"),
    ]


def test_every_day_left_out_of_a_term_is_named(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("unsubscribe")], date(2027, 3, 12))
    off = [day for day, _ in CALENDAR.days_not_worked(date(2027, 3, 12), date(2027, 4, 8))]
    assert sorted(named_days(steps)) == off


def test_holidays_with_one_name_share_a_step_and_the_moved_one_has_its_own(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("unsubscribe")], date(2027, 3, 18))
    runs = [step for step in steps if step.key in {"explain-off-holiday", "explain-off-moved"}]
    assert [len(tuple(named_days((run,)))) for run in runs] == [3, 1]
    assert runs[1].values["other"] == date(2027, 3, 21)


def test_worked_weekend_is_pointed_out(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("dispute")], date(2024, 4, 30))
    (worked,) = [step for step in steps if step.key == "explain-worked-exchanged"]
    assert worked.values == {"day": date(2024, 5, 4), "other": date(2024, 5, 8)}


def test_roll_names_the_day_it_leaves_and_each_day_it_passes(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("confirmation")], date(2026, 12, 4))
    assert keys(steps)[3:7] == ["lands", "off-weekend", "off-moved", "ends"]
    assert steps[3].values == {"day": date(2027, 1, 3), "amount": 30}
    assert list(named_days(steps[:7])) == [date(2027, 1, 3), date(2027, 1, 4)]


def test_clock_that_waits_has_no_days(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("erasure")], date(2026, 11, 23))
    assert keys(steps) == [
        "received",
        *("term-policy", "waits"),
        *("term-law", "waits"),
        *("promised-later", "target-later"),
    ]


def test_confirmation_is_told_once(policy: Policy) -> None:
    right = policy.rights[RightKey("erasure")]
    steps = explain(policy, right, date(2026, 11, 23), date(2026, 11, 25))
    assert keys(steps).count("confirmed") == 1
    assert steps[1].values == {"day": date(2026, 11, 25)}


def test_day_that_the_operator_declared_worked_is_pointed_out() -> None:
    saturday = date(2026, 11, 28)
    worked = {saturday: ExtraWorkingDay(source="order of an invented operator")}
    calendar = replace(CALENDAR, extra_working_days=worked)
    (told,) = left_out(calendar, date(2026, 11, 27), saturday)
    assert (told.key, told.values["day"]) == ("explain-worked-extra", saturday)


def test_silence_of_the_policy_is_told(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("dispute")], date(2026, 11, 23))
    assert keys(steps)[1:3] == ["none-policy", "term-law"]
    assert keys(steps)[-2:] == ["promised-law", "target-same"]


def test_analogy_is_told_as_one(policy: Policy) -> None:
    steps = explain(policy, policy.rights[RightKey("account_deletion")], date(2026, 11, 23))
    assert "term-analogy" in keys(steps)
    assert keys(steps)[-2:] == ["promised-analogy", "target-same"]


def test_silence_of_the_law_is_told(policy: Policy) -> None:
    right = replace(policy.rights[RightKey("confirmation")], law=None)
    assert "none-law" in keys(explain(policy, right, date(2026, 11, 23)))


def test_house_term_is_told_as_one(policy: Policy) -> None:
    right = replace(policy.rights[RightKey("dispute")], law=None)
    steps = explain(policy, right, date(2026, 11, 23))
    assert keys(steps) == [
        "received",
        "term-house",
        "begins-cd",
        "ends",
        "promised-house",
        "target-same",
    ]


def test_each_term_is_told_to_end_on_the_date_of_its_clock(policy: Policy) -> None:
    right = policy.rights[RightKey("withdrawal")]
    dates = deadlines.compute(
        right,
        received_on=date(2026, 11, 16),
        confirmed_on=None,
        calendar=CALENDAR,
        house_term=policy.house_term,
    )
    steps = deadlines.explain(right, dates, received_on=date(2026, 11, 16), calendar=CALENDAR)
    ends = [step.values["day"] for step in steps if step.key == "explain-ends"]
    assert ends == [clock.date for _, clock in dates.clocks()]
