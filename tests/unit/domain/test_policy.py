"""What a policy answers by itself: local dates, and what a subject line stands for."""

from datetime import UTC, date, datetime

import pytest

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.policy.load import load


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # 23:30 in Almaty is still the day that UTC has.
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), date(2026, 11, 23)),
        # 00:30 in Almaty is the next day, though UTC has not got there.
        (datetime(2026, 11, 23, 19, 30, tzinfo=UTC), date(2026, 11, 24)),
        # 00:30 on 29 February 2024, while Almaty was still six hours ahead.
        (datetime(2024, 2, 28, 18, 30, tzinfo=UTC), date(2024, 2, 29)),
        # The same hour a few days later: since 1 March 2024 it is five.
        (datetime(2024, 3, 4, 18, 30, tzinfo=UTC), date(2024, 3, 4)),
        # New Year comes to Almaty first.
        (datetime(2026, 12, 31, 19, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_moment_falls_on_the_date_of_almaty(policy: Policy, moment: datetime, day: date) -> None:
    assert policy.local_date(moment) == day


def test_subject_line_stands_for_a_right(policy: Policy) -> None:
    rights = [policy.default_right(request).key for request in Request]
    assert rights == ["dispute", "withdrawal"]
