import pytest

from pd_intake_bot.sandbox.telegram.pace import Limits, Pace
from pd_intake_bot.sandbox.telegram.refusal import Refusal

PERSON, GROUP = 7001, -1001000000001


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def pace(ticks: Ticks) -> Pace:
    return Pace(Limits(), ticks)


def wait(pace: Pace, chat: int) -> int:
    """Seconds that one more message has to wait."""
    try:
        pace.step(chat)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return 0


def test_person_gets_a_few_at_once_and_one_a_second_after_that(pace: Pace, ticks: Ticks) -> None:
    assert [wait(pace, PERSON) for _ in range(6)] == [0, 0, 0, 0, 0, 5]
    waits = []
    for _ in range(10):
        ticks.now += 1
        waits.append(wait(pace, PERSON))
    assert waits == [4, 3, 2, 1, 0, 0, 0, 0, 0, 0]


def test_group_gets_twenty_a_minute(pace: Pace, ticks: Ticks) -> None:
    for _ in range(20):
        ticks.now += 1
        assert wait(pace, GROUP) == 0
    assert wait(pace, GROUP) == 41
    ticks.now += 41
    assert wait(pace, GROUP) == 0


def test_all_chats_together_get_thirty_a_second(pace: Pace, ticks: Ticks) -> None:
    assert {wait(pace, person) for person in range(1, 31)} == {0}
    assert wait(pace, 31) == 1
    ticks.now += 1
    assert wait(pace, 31) == 0


def test_refused_message_does_not_count(pace: Pace, ticks: Ticks) -> None:
    for _ in range(50):
        wait(pace, PERSON)
    ticks.now += 5
    assert wait(pace, PERSON) == 0


def test_album_counts_each_of_its_messages(pace: Pace) -> None:
    pace.step(PERSON, count=5)
    assert wait(pace, PERSON) == 5


def test_limits_can_be_switched_off(ticks: Ticks) -> None:
    pace = Pace(Limits(on=False), ticks)
    assert {wait(pace, PERSON) for _ in range(100)} == {0}
