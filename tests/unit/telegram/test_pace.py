"""How fast the bot writes: what one chat and all chats together bear."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.outbox import Carrier, Json, Kind, Parcel, ParcelId, Standing
from pd_intake_bot.telegram.pace import Pace, Rates, rank

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
GROUP = -1001000000001
SECOND = timedelta(seconds=1)


def parcel(kind: Kind = Kind.MESSAGE, *, lane: str = "one", **payload: Json) -> Parcel:
    return Parcel(
        id=ParcelId(1),
        key=lane,
        carrier=Carrier.TELEGRAM,
        kind=kind,
        lane=lane,
        payload=payload,
        standing=Standing.CLAIMED,
        due_at=NOW,
        attempts=0,
        doubts=0,
        answer=None,
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (parcel(Kind.LETTER), 0),
        (parcel(Kind.MESSAGE, chat_id=7), 0),
        # What an officer pressed in the group is waited for, too.
        (parcel(Kind.MESSAGE, chat_id=GROUP), 0),
        (parcel(Kind.NOTICE, to=7), 1),
        (parcel(Kind.REMOVAL, chat_id=7), 1),
        (parcel(Kind.NOTICE), 2),
        (parcel(Kind.CARD), 2),
        (parcel(Kind.REVIEW, review=1), 2),
        (parcel(Kind.REPORT, chat_id=GROUP), 2),
    ],
)
def test_what_is_waited_for_goes_first(one: Parcel, expected: int) -> None:
    assert rank(one) == expected


@given(answers=st.lists(st.floats(0, 3), min_size=80, max_size=80), counted=st.floats(0, 1))
def test_never_more_than_telegram_bears_are_counted_within_a_second(
    answers: list[float], counted: float
) -> None:
    """Each is counted some time between the call and its answer, which only Telegram knows."""
    pace, on_way, seen, now = Pace(rates=Rates(per_second=25)), dict[str, datetime](), [], NOW
    for number, seconds in enumerate(answers):
        one = parcel(lane=str(number))
        while wait := pace.wait(one, now):
            now += wait
            for at, lane in sorted((at, lane) for lane, at in on_way.items() if at <= now):
                pace.ended(parcel(lane=lane), at)
                del on_way[lane]
        pace.count(one, now)
        on_way[one.lane] = now + seconds * SECOND
        seen.append(now + counted * seconds * SECOND)
    assert max(sum(at <= other < at + SECOND for other in seen) for at in seen) <= 25


def test_all_that_telegram_bears_leaves_without_a_pause() -> None:
    pace = Pace(rates=Rates(per_second=25))
    for number in range(25):
        assert pace.wait(parcel(lane=str(number)), NOW) is None
        pace.count(parcel(lane=str(number)), NOW)
    assert pace.wait(parcel(), NOW) == SECOND


def test_one_takes_its_place_until_a_second_after_its_answer() -> None:
    pace = Pace(rates=Rates(per_second=1))
    pace.count(parcel(), NOW)
    pace.ended(parcel(), NOW + 2 * SECOND)
    assert pace.wait(parcel(lane="two"), NOW + 2.4 * SECOND) == 0.6 * SECOND


def test_what_was_answered_since_somebody_looked_at_the_clock_counts() -> None:
    pace = Pace(rates=Rates(per_second=1))
    pace.count(parcel(), NOW)
    pace.ended(parcel(), NOW + 0.2 * SECOND)
    assert pace.wait(parcel(lane="two"), NOW) == 1.2 * SECOND


def test_parts_of_a_letter_that_were_not_held_back_hold_back_the_next() -> None:
    pace = Pace(rates=Rates(per_second=3))
    for _ in range(5):
        pace.count(parcel(), NOW)
    assert pace.wait(parcel(lane="two"), NOW) == SECOND
    pace.ended(parcel(), NOW)
    assert pace.wait(parcel(lane="two"), NOW + 0.5 * SECOND) == 0.5 * SECOND


def test_cards_of_a_burst_take_no_turn_from_people() -> None:
    pace = Pace(rates=Rates(per_second=10))
    for _ in range(1000):
        pace.count(parcel(Kind.CARD), NOW)
    assert pace.wait(parcel(), NOW) is None


def test_clock_set_back_holds_nobody_up() -> None:
    pace = Pace(rates=Rates(per_second=1, per_person=1))
    pace.count(parcel(), NOW)
    pace.ended(parcel(), NOW)
    pace.refused(parcel(lane="two"), NOW, for_=SECOND)
    pace.refused(parcel(lane="three"), NOW, for_=SECOND)
    before = NOW - timedelta(hours=5)
    pace.wait(parcel(), before)
    assert pace.wait(parcel(), before + SECOND) is None


def test_one_chat_that_is_told_to_wait_holds_up_no_other() -> None:
    pace = Pace(rates=Rates())
    for _ in range(3):
        pace.refused(parcel(lane="one"), NOW, for_=30 * SECOND)
    assert pace.wait(parcel(lane="two"), NOW) is None


def test_all_rest_where_several_chats_are_told_to_wait() -> None:
    pace = Pace(rates=Rates())
    for lane in ("one", "two"):
        pace.refused(parcel(lane=lane), NOW, for_=3 * SECOND)
    assert pace.wait(parcel(lane="three"), NOW + SECOND) == 2 * SECOND
    assert pace.wait(parcel(Kind.CARD), NOW + SECOND) == 2 * SECOND
    assert pace.wait(parcel(lane="three"), NOW + 3 * SECOND) is None


def test_people_who_were_sent_nothing_of_late_are_forgotten() -> None:
    pace = Pace(rates=Rates(per_second=25))
    for number in range(1000):
        pace.count(parcel(lane=str(number)), NOW + number * SECOND)
    assert pace.remembered < 10
