"""When the mailbox is compared with the register, and what staff are told of it."""

from datetime import datetime, timedelta

import pytest

from pd_intake_bot import clock
from pd_intake_bot.domain import notices
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake import reconcile
from pd_intake_bot.usecases.intake.reconcile import Reconcile, Tally

ALMATY = clock.zone("Asia/Almaty")
FIRST_DAY = datetime(2026, 11, 23, 12, 0, tzinfo=ALMATY)


def at(hour: int, minute: int = 0, *, days: int = 1) -> datetime:
    """Give a moment of the day after the first, or of a later one."""
    return FIRST_DAY.replace(hour=hour, minute=minute) + timedelta(days=days)


@pytest.fixture
def usecase(database: Database, policy: Policy) -> Reconcile:
    return build(database, policy)


def build(database: Database, policy: Policy) -> Reconcile:
    return Reconcile(transactions=database, policy=policy, wake=lambda: None)


async def told(database: Database) -> list[notices.Line]:
    """Give each line that the staff group is told."""
    now, lease = at(23, days=9), timedelta(minutes=1)
    parcels = await database(
        lambda store: store.outbox.claim(Carrier.TELEGRAM, now=now, limit=9, lease=lease)
    )
    return [line for parcel in parcels for line in notices.read(parcel.payload).lines]


async def test_a_mailbox_just_read_for_the_first_time_waits_for_the_next_day(
    usecase: Reconcile,
) -> None:
    assert not await usecase.is_due(FIRST_DAY)
    assert not await usecase.is_due(at(23, 59, days=0))
    assert not await usecase.is_due(at(2, 59))
    assert await usecase.is_due(at(3))


async def test_it_is_compared_once_a_day_whichever_process_does_it(
    usecase: Reconcile, database: Database, policy: Policy
) -> None:
    await usecase.is_due(FIRST_DAY)
    await usecase.finish(Tally(looked=9), now=at(3))

    another = build(database, policy)
    assert not await usecase.is_due(at(4))
    assert not await another.is_due(at(23))
    assert await another.is_due(at(3, days=2))


async def test_a_clock_that_ran_ahead_for_a_while_puts_no_comparison_off(
    usecase: Reconcile, database: Database, policy: Policy
) -> None:
    await usecase.is_due(at(3, days=90))
    await usecase.finish(Tally(looked=9), now=at(3, days=99))

    assert await build(database, policy).is_due(at(3))


async def test_one_that_was_stopped_at_the_quiet_hour_compares_when_it_is_back(
    usecase: Reconcile,
) -> None:
    await usecase.is_due(FIRST_DAY)
    assert await usecase.is_due(at(17))


async def test_the_latest_result_is_kept(usecase: Reconcile, database: Database) -> None:
    await usecase.finish(Tally(looked=20_000, kept=200, missed=1), now=at(3, 1))

    result = await database(reconcile.read)

    assert result == reconcile.Result(
        day=at(3).date(), at=at(3, 1), tally=Tally(looked=20_000, kept=200, missed=1)
    )


@pytest.mark.parametrize(
    ("tally", "text"),
    [
        (Tally(looked=20_000, kept=200), "notice-mailbox-complete"),
        (Tally(looked=20_000, kept=200, missed=2), "notice-mailbox-missed"),
        (Tally(looked=500, kept=5, complete=False), "notice-mailbox-unfinished"),
    ],
)
async def test_staff_are_told_by_day_and_once(
    usecase: Reconcile, database: Database, policy: Policy, tally: Tally, text: str
) -> None:
    await usecase.tell(at(3))
    await usecase.finish(tally, now=at(3))
    await usecase.tell(at(9, 29))
    assert await told(database) == []

    for _ in range(2):
        await usecase.tell(at(9, 30))
        await build(database, policy).tell(at(10))
    (line,) = await told(database)

    missed = {"missed": tally.missed} if tally.missed else {}
    expected = {"day": at(3).date(), "looked": tally.looked, "kept": tally.kept, **missed}
    assert (line.text, line.values) == (text, expected)


async def test_what_was_found_is_told_also_where_it_was_not_finished(
    usecase: Reconcile, database: Database
) -> None:
    await usecase.finish(Tally(looked=5, missed=1, complete=False), now=at(3))
    await usecase.tell(at(10))
    lines = [line.text for line in await told(database)]
    assert lines == ["notice-mailbox-missed", "notice-mailbox-unfinished"]


async def test_what_the_morning_report_has_told_is_not_told_again(
    usecase: Reconcile, database: Database
) -> None:
    await usecase.finish(Tally(looked=1), now=at(3))
    await database(lambda store: reconcile.mark_told(store, at(3).date()))
    await usecase.tell(at(10))
    assert await told(database) == []
    assert await database(lambda store: reconcile.untold(store, at(3).date())) is None


async def test_what_was_found_yesterday_is_not_told_today(
    usecase: Reconcile, database: Database
) -> None:
    await usecase.finish(Tally(looked=1), now=at(3))
    await usecase.tell(at(10, days=2))
    assert await told(database) == []
