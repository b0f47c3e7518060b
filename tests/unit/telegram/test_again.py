"""Of whom something was asked in vain, it is asked anew after a while, and of others at once."""

from datetime import UTC, datetime, timedelta

from pd_intake_bot.telegram.staff.group.again import Again

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_same_is_asked_anew_only_after_its_time() -> None:
    again = Again(HOUR)
    again.note(7, NOW)
    assert [again.may_be(7, NOW + part * HOUR) for part in (0, 0.9, 1)] == [False, False, True]
    assert again.may_be(8, NOW)


def test_whom_it_may_be_asked_of_anew_is_remembered_no_longer() -> None:
    again = Again(HOUR)
    for hours in range(5):
        again.note(hours, NOW + hours * HOUR)
    assert [again.may_be(one, NOW + 4 * HOUR) for one in range(5)] == [True] * 4 + [False]
