"""Where a parcel stands once it was tried."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.delivery import Postponed, Refused, Sent, Unknown
from pd_intake_bot.domain.outbox import (
    DOUBT_RETRY,
    DOUBTS_OF_WORDS,
    LONGEST_RETRY,
    NEVER_TWICE,
    Carrier,
    Kind,
    Parcel,
    ParcelId,
    Standing,
    after,
)

NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
PARCEL = Parcel(
    id=ParcelId(1),
    key="letter:1",
    carrier=Carrier.MAIL,
    kind=Kind.LETTER,
    lane="mail:1",
    payload={},
    standing=Standing.SENDING,
    due_at=NOW - timedelta(minutes=1),
    attempts=1,
    doubts=0,
    answer=None,
)


def wait(attempts: int, *, chance: float = 1) -> timedelta:
    tried = replace(PARCEL, attempts=attempts)
    return after(tried, Postponed(answer="451"), now=NOW, chance=chance).due_at - NOW


def test_what_was_sent_is_sent_with_the_answer_of_the_outside() -> None:
    settled = after(PARCEL, Sent(answer="250 ok"), now=NOW, chance=1)

    assert settled == replace(PARCEL, standing=Standing.SENT, answer="250 ok")


def test_what_was_refused_is_not_tried_again() -> None:
    settled = after(PARCEL, Refused(answer="550"), now=NOW, chance=1)

    assert settled == replace(PARCEL, standing=Standing.REFUSED, answer="550")


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [
        # Put off before the first byte.
        (0, 5),
        (1, 5),
        (2, 10),
        (3, 20),
        (8, 640),
        # From here on every quarter of an hour.
        (9, 900),
        (10, 900),
        (10_000, 900),
    ],
)
def test_each_try_waits_twice_as_long_up_to_a_quarter_of_an_hour(
    attempts: int, seconds: int
) -> None:
    assert wait(attempts) == timedelta(seconds=seconds)


@given(attempts=st.integers(0, 10**6), chance=st.floats(0, 1))
def test_chance_takes_at_most_half_of_a_wait_away(attempts: int, chance: float) -> None:
    assert wait(attempts) / 2 <= wait(attempts, chance=chance) <= wait(attempts) <= LONGEST_RETRY


def test_the_wait_that_the_outside_asked_for_is_obeyed() -> None:
    asked = Postponed(answer="429", retry_after=timedelta(hours=2))

    settled = after(PARCEL, asked, now=NOW, chance=0)

    assert (settled.standing, settled.due_at) == (Standing.PENDING, NOW + timedelta(hours=2))


def test_a_first_silence_is_tried_once_more_soon() -> None:
    settled = after(PARCEL, Unknown(answer="lost"), now=NOW, chance=1)

    assert (settled.standing, settled.doubts) == (Standing.PENDING, 1)
    assert settled.due_at == NOW + DOUBT_RETRY


@pytest.mark.parametrize("doubts", [1, 2])
def test_a_second_silence_is_left_to_an_officer(doubts: int) -> None:
    doubtful = replace(PARCEL, doubts=doubts)

    settled = after(doubtful, Unknown(answer="lost"), now=NOW, chance=1)

    assert (settled.standing, settled.doubts) == (Standing.UNKNOWN, doubts + 1)


@pytest.mark.parametrize("kind", [one for one in Kind if one not in NEVER_TWICE])
def test_what_harms_nobody_twice_bears_more_silences_than_a_letter(kind: Kind) -> None:
    question = replace(PARCEL, kind=kind)
    last = replace(question, doubts=DOUBTS_OF_WORDS)
    silence = Unknown(answer="lost")

    asked = [
        after(replace(question, doubts=doubts), silence, now=NOW, chance=1).standing
        for doubts in range(DOUBTS_OF_WORDS)
    ]

    assert set(asked) == {Standing.PENDING}
    assert after(last, silence, now=NOW, chance=1).standing is Standing.UNKNOWN


def test_being_put_off_takes_no_doubt_away() -> None:
    doubtful = replace(PARCEL, doubts=1)

    assert after(doubtful, Postponed(answer="451"), now=NOW, chance=1).doubts == 1
