"""The contract of `Outbox`: each parcel leaves once, one at a time in each lane."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.domain.outbox import (
    DOUBT_RETRY,
    LONGEST_RETRY,
    Carrier,
    LostClaim,
    NewParcel,
    Parcel,
    ParcelId,
    Standing,
)
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store
from tests.contract import invented

NOW = invented.NOW
LEASE = timedelta(minutes=2)
SENT = Sent(answer="250 2.0.0 Ok: queued as 4BxyZ")


async def put(database: Database, *parcels: NewParcel) -> list[bool]:
    async def add(store: Store) -> list[bool]:
        return [await store.outbox.add(parcel, now=NOW) for parcel in parcels]

    return await database(add)


async def claim(
    database: Database, *, after: timedelta = timedelta(), limit: int = 10
) -> Sequence[Parcel]:
    return await database(
        lambda store: store.outbox.claim(Carrier.MAIL, now=NOW + after, limit=limit, lease=LEASE)
    )


async def begin(database: Database, parcel_id: ParcelId, *, after: timedelta = timedelta()) -> None:
    await database(lambda store: store.outbox.begin(parcel_id, now=NOW + after))


async def settle(
    database: Database, parcel: Parcel, outcome: Outcome, *, after: timedelta = timedelta()
) -> Parcel:
    settled = await settle_late(database, parcel, outcome, after=after)
    assert settled is not None
    return settled


async def settle_late(
    database: Database, parcel: Parcel, outcome: Outcome, *, after: timedelta = timedelta()
) -> Parcel | None:
    """Settle what may have been settled before: None where nothing is changed by it."""
    return await database(lambda store: store.outbox.settle(parcel, outcome, now=NOW + after))


async def recover(database: Database, *, after: timedelta) -> Sequence[Parcel]:
    return await database(lambda store: store.outbox.recover(now=NOW + after, lease=LEASE))


async def sending(database: Database, *, after: timedelta = timedelta()) -> Parcel:
    """Claim the one parcel that is due and begin to send it."""
    [parcel] = await claim(database, after=after)
    await begin(database, parcel.id, after=after)
    return parcel


def keys(parcels: Sequence[Parcel]) -> list[str]:
    return [parcel.key for parcel in parcels]


async def test_a_parcel_is_claimed_as_it_was_put_in(database: Database) -> None:
    new = invented.parcel()
    await put(database, new)

    [parcel] = await claim(database)

    expected = (new.key, new.carrier, new.kind, new.payload, None)
    assert (parcel.key, parcel.carrier, parcel.kind, parcel.payload, parcel.case_id) == expected
    assert (parcel.standing, parcel.due_at) == (Standing.CLAIMED, NOW)
    assert (parcel.attempts, parcel.doubts, parcel.answer) == (0, 0, None)


async def test_the_name_of_a_lane_is_not_given_back(database: Database) -> None:
    await put(database, invented.parcel())

    [parcel] = await claim(database)

    assert "example" not in parcel.lane


async def test_the_same_key_twice_is_one_parcel(database: Database) -> None:
    again = invented.parcel(1, payload={"paragraphs": ["other words"]})

    assert await put(database, invented.parcel(1), again) == [True, False]
    [parcel] = await claim(database)
    assert parcel.payload == invented.parcel(1).payload


async def test_a_key_stays_taken_after_its_parcel_was_sent(database: Database) -> None:
    await put(database, invented.parcel())
    await settle(database, await sending(database), SENT)

    assert await put(database, invented.parcel()) == [False]
    assert await claim(database) == []


async def test_a_lane_gives_its_parcels_one_after_the_other(database: Database) -> None:
    await put(database, invented.parcel(1), invented.parcel(2), invented.parcel(3, lane="other"))

    first = await claim(database)
    nothing = await claim(database)
    await begin(database, first[0].id)
    still_nothing = await claim(database)
    await settle(database, first[0], SENT)
    second = await claim(database)

    assert keys(first) == ["letter:1", "letter:3"]
    assert [*nothing, *still_nothing] == []
    assert keys(second) == ["letter:2"]


async def test_a_carrier_claims_only_what_it_carries(database: Database) -> None:
    card = invented.parcel(1, carrier=Carrier.TELEGRAM, lane="telegram:1")
    await put(database, card, invented.parcel(2))

    assert keys(await claim(database)) == ["letter:2"]


async def test_no_more_is_claimed_than_was_asked_for(database: Database) -> None:
    await put(database, *(invented.parcel(n, lane=f"mail:{n}") for n in range(1, 6)))

    assert keys(await claim(database, limit=2)) == ["letter:1", "letter:2"]
    assert keys(await claim(database, limit=2)) == ["letter:3", "letter:4"]


async def test_claims_of_several_processes_give_each_parcel_once_and_in_its_order(
    database: Database, another: Callable[[], Database]
) -> None:
    lanes = 12
    await put(database, *(invented.parcel(n, lane=f"mail:{n % lanes}") for n in range(60)))
    left: list[str] = []

    async def deliver(process: Database) -> None:
        while await process(lambda store: store.outbox.waiting()):
            for parcel in await claim(process, limit=3):
                await begin(process, parcel.id)
                left.append(parcel.key)
                await settle(process, parcel, SENT)

    async with asyncio.timeout(60):
        await asyncio.gather(*(deliver(each) for each in (database, another(), another())))

    numbers = [int(key.removeprefix("letter:")) for key in left]
    assert sorted(numbers) == list(range(60))
    for lane in range(lanes):
        assert [n for n in numbers if n % lanes == lane] == list(range(lane, 60, lanes))


async def test_sending_counts_an_attempt_before_anything_leaves(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    parcel = await sending(database)

    [found] = await recover(another(), after=LEASE)

    assert (found.id, found.standing, found.attempts) == (parcel.id, Standing.SENDING, 1)


async def test_what_was_never_claimed_cannot_be_begun(database: Database) -> None:
    await put(database, invented.parcel())

    with pytest.raises(LostClaim):
        await begin(database, ParcelId(1))


async def test_a_claim_whose_lease_ran_out_cannot_be_begun(database: Database) -> None:
    await put(database, invented.parcel())
    [parcel] = await claim(database)

    with pytest.raises(LostClaim):
        await begin(database, parcel.id, after=LEASE)


async def test_a_claim_that_passed_to_another_process_cannot_be_begun(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    [parcel] = await claim(database)
    other = another()
    await recover(other, after=LEASE)
    await claim(other, after=LEASE)

    with pytest.raises(LostClaim):
        await begin(database, parcel.id, after=LEASE)


async def test_a_sent_parcel_keeps_the_answer_of_the_outside(database: Database) -> None:
    await put(database, invented.parcel())

    settled = await settle(database, await sending(database), SENT)

    assert (settled.standing, settled.answer) == (Standing.SENT, SENT.answer)
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_a_refused_parcel_lets_its_lane_go_on(database: Database) -> None:
    await put(database, invented.parcel(1), invented.parcel(2))

    refused = await settle(database, await sending(database), Refused(answer="550 no such user"))

    assert refused.standing is Standing.REFUSED
    assert keys(await claim(database)) == ["letter:2"]


async def test_a_postponed_parcel_holds_its_lane_and_is_due_again_later(
    database: Database,
) -> None:
    await put(database, invented.parcel(1), invented.parcel(2))
    wait = timedelta(seconds=30)

    postponed = await settle(
        database, await sending(database), Postponed(answer="429", retry_after=wait)
    )

    assert (postponed.standing, postponed.due_at) == (Standing.PENDING, NOW + wait)
    assert await claim(database, after=wait - timedelta(seconds=1)) == []
    assert keys(await claim(database, after=wait)) == ["letter:1"]


async def test_a_parcel_is_never_dropped_however_often_it_was_postponed(
    database: Database,
) -> None:
    await put(database, invented.parcel())
    after = timedelta()

    for _ in range(30):
        parcel = await settle(
            database, await sending(database, after=after), Postponed(answer="451"), after=after
        )
        after = parcel.due_at - NOW

    assert parcel.standing is Standing.PENDING
    [again] = await claim(database, after=after)
    assert again.attempts == 30
    assert after > 20 * LONGEST_RETRY / 2


async def test_a_parcel_of_unknown_fate_is_sent_once_more_and_then_left_to_an_officer(
    database: Database,
) -> None:
    await put(database, invented.parcel())
    lost = Unknown(answer="the connection broke after the last byte")

    first = await settle(database, await sending(database), lost)
    second = await settle(database, await sending(database, after=DOUBT_RETRY), lost)

    assert (first.standing, first.doubts, first.due_at) == (Standing.PENDING, 1, NOW + DOUBT_RETRY)
    assert (second.standing, second.doubts) == (Standing.UNKNOWN, 2)
    assert await database(lambda store: store.outbox.waiting()) == 0


async def test_a_claim_whose_process_died_before_sending_is_free_again(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    await claim(database)
    other = another()

    assert await recover(other, after=LEASE - timedelta(seconds=1)) == []
    assert await claim(other, after=LEASE - timedelta(seconds=1)) == []
    assert await recover(other, after=LEASE) == []
    assert keys(await claim(other, after=LEASE)) == ["letter:1"]


async def test_a_claim_of_a_clock_that_ran_far_ahead_is_free_again(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    await claim(database, after=timedelta(hours=5))
    other = another()

    assert await recover(other, after=timedelta()) == []
    assert keys(await claim(other)) == ["letter:1"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_beside_a_file_claims_of_an_ended_process_are_free_at_once(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel(1), invented.parcel(2, lane="other"))
    half_sent, _claimed = await claim(database)
    await begin(database, half_sent.id)
    other = another()

    assert await recover(other, after=timedelta()) == []
    await database.close()

    assert keys(await recover(other, after=timedelta())) == ["letter:1"]
    assert keys(await claim(other)) == ["letter:2"]


async def test_what_is_handed_back_can_be_claimed_by_anyone(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel(1), invented.parcel(2, lane="other"))
    begun, _claimed = await claim(database)
    await begin(database, begun.id)

    await database(lambda store: store.outbox.hand_back(Carrier.MAIL))

    assert keys(await claim(another())) == ["letter:2"]


async def test_what_a_process_is_still_sending_is_never_taken_from_it(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    await sending(database)
    later = NOW + LEASE - timedelta(seconds=1)
    await database(lambda store: store.outbox.renew(now=later, lease=LEASE))

    assert await recover(another(), after=LEASE) == []
    assert await recover(database, after=LEASE * 3) == []


async def test_a_half_sent_parcel_is_found_by_one_process_alone(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    await sending(database)

    found = await asyncio.gather(
        *(recover(process, after=LEASE) for process in (another(), another()))
    )

    assert sorted(keys(parcels) for parcels in found) == [[], ["letter:1"]]


async def test_a_half_sent_parcel_that_was_recovered_is_due_again_with_a_doubt(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    await sending(database)
    other = another()

    [found] = await recover(other, after=LEASE)
    settled = await settle(other, found, Unknown(answer="found half-sent"), after=LEASE)

    assert (settled.standing, settled.doubts) == (Standing.PENDING, 1)


async def test_news_that_a_parcel_arrived_counts_even_when_it_comes_late(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    slow = await sending(database)
    other = another()
    [found] = await recover(other, after=LEASE)
    await settle(other, found, Unknown(answer="found half-sent"), after=LEASE)

    settled = await settle(database, slow, SENT, after=LEASE)

    assert settled.standing is Standing.SENT
    assert await claim(other, after=LEASE + DOUBT_RETRY) == []


async def test_late_news_of_failure_does_not_disturb_the_process_that_took_over(
    database: Database, another: Callable[[], Database]
) -> None:
    await put(database, invented.parcel())
    slow = await sending(database)
    other = another()
    [found] = await recover(other, after=LEASE)

    late = await settle_late(database, slow, Postponed(answer="timed out"), after=LEASE)
    settled = await settle(other, found, SENT, after=LEASE)

    assert late is None
    assert settled.standing is Standing.SENT


@pytest.mark.parametrize("outcome", [Refused(answer="550"), Unknown(answer="lost")])
async def test_a_sent_parcel_stays_sent_whatever_is_said_later(
    database: Database, outcome: Outcome
) -> None:
    await put(database, invented.parcel())
    parcel = await sending(database)
    await settle(database, parcel, SENT)

    assert await settle_late(database, parcel, outcome) is None
    assert await claim(database, after=2 * DOUBT_RETRY) == []


async def test_an_officer_has_a_refused_parcel_sent_once_more(database: Database) -> None:
    await put(database, invented.parcel())
    await settle(database, await sending(database), Refused(answer="550"))

    await database(lambda store: store.outbox.release("letter:1", now=NOW))

    assert keys(await claim(database)) == ["letter:1"]


async def test_a_released_parcel_waits_until_the_one_on_its_way_in_its_lane_is_settled(
    database: Database,
) -> None:
    await put(database, invented.parcel(1), invented.parcel(2))
    await settle(database, await sending(database), Refused(answer="550"))
    second = await sending(database)
    await database(lambda store: store.outbox.release("letter:1", now=NOW))

    assert await claim(database) == []
    await settle(database, second, SENT)
    assert keys(await claim(database)) == ["letter:1"]


async def test_a_second_tap_on_release_sends_nothing_twice(database: Database) -> None:
    await put(database, invented.parcel())
    await settle(database, await sending(database), SENT)

    await database(lambda store: store.outbox.release("letter:1", now=NOW))

    assert await claim(database) == []


async def test_a_key_that_was_never_put_in_cannot_be_released(database: Database) -> None:
    with pytest.raises(LookupError):
        await database(lambda store: store.outbox.release("letter:17", now=NOW))


async def test_parcels_of_a_case_are_listed_in_the_order_they_were_put_in(
    database: Database,
) -> None:
    case = await database(
        lambda store: store.cases.add(invented.case(), prefix="PD", year=2026, now=NOW)
    )
    mine = [replace(invented.parcel(n), case_id=case.id) for n in (2, 1)]
    await put(database, *mine, invented.parcel(3))

    listed = await database(lambda store: store.outbox.of_case(case.id))

    assert keys(listed) == ["letter:2", "letter:1"]


async def test_waiting_counts_what_has_neither_left_nor_been_given_up(database: Database) -> None:
    await put(database, *(invented.parcel(n, lane=f"mail:{n}") for n in range(1, 5)))
    sent, refused, _claimed = await claim(database, limit=3)
    await settle(database, sent, SENT)
    await settle(database, refused, Refused(answer="550"))

    assert await database(lambda store: store.outbox.waiting()) == 2


async def test_a_clock_that_is_set_back_holds_up_nothing(database: Database) -> None:
    await put(database, invented.parcel())

    assert keys(await claim(database, after=-timedelta(hours=1))) == ["letter:1"]


async def test_a_clock_that_is_set_back_does_not_hurry_what_was_postponed(
    database: Database,
) -> None:
    await put(database, invented.parcel())
    back = -timedelta(hours=1)
    tried = await sending(database, after=back)

    await settle(database, tried, Postponed(answer="451"), after=back)

    assert await claim(database, after=back) == []
    assert keys(await claim(database, after=back + LONGEST_RETRY)) == ["letter:1"]


async def test_what_was_postponed_before_the_clock_was_set_back_is_not_held_up(
    database: Database,
) -> None:
    await put(database, invented.parcel())
    tried = await sending(database)
    await settle(database, tried, Postponed(answer="451"))

    assert keys(await claim(database, after=-timedelta(hours=1))) == ["letter:1"]
