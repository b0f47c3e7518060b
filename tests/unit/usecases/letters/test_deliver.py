"""Delivery: each parcel leaves once, and what the outside answered is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.domain.outbox import DOUBT_RETRY, Carrier, Kind, Parcel, Standing
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.storage.database import Database
from pd_intake_bot.telegram.pace import Pace, Rates
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.letters.deliver import LEASE, Deliver
from pd_intake_bot.usecases.ports import Place, Store
from tests.servers.one_by_one import OneByOne
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, PROGRESS, mail

T = TypeVar("T")
SENT = Sent(answer="250 queued as 4711")
UNKNOWN = Unknown(answer="the connection broke after the letter")


class Post:
    """A carrier that ends as it is told, and remembers what it was given."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.carried: list[str] = []

    async def __call__(self, parcel: Parcel) -> Outcome:
        self.carried.append(parcel.key)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def case(take_mail: TakeMail, database: Database) -> Case:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW)
    return await invented.only_case(database)


Send = Callable[..., Deliver]


@pytest.fixture
def by(database: Database, clock: Hands) -> Send:
    def build(post: Post, carrier: Carrier = Carrier.MAIL) -> Deliver:
        return OneByOne.by(carrier, post, transactions=database, clock=clock)

    return build


async def letter(database: Database, case: Case) -> Parcel:
    return (await invented.parcels(database, case))[0]


def texts(notice: Parcel) -> list[str]:
    return [line.text for line in notices.read(notice.payload).lines]


async def test_a_letter_leaves_once(case: Case, by: Send, database: Database) -> None:
    post = Post(SENT)
    assert [await by(post)(), await by(post)()] == [1, 0]
    sent = await letter(database, case)
    assert (sent.standing, sent.answer) == (Standing.SENT, "250 queued as 4711")


async def test_a_case_is_acknowledged_when_its_letter_was_taken(
    case: Case, by: Send, database: Database
) -> None:
    assert case.acknowledged_at is None
    await by(Post(SENT))()
    assert (await invented.only_case(database)).acknowledged_at == NOW
    assert await invented.history(database, case) == ["registered", "letter_sent"]


async def test_what_nobody_took_is_tried_again(
    case: Case, by: Send, database: Database, clock: Hands
) -> None:
    post = Post(Postponed(answer="451 later"), SENT)
    await by(post)()
    assert await by(post)() == 0
    clock.now += timedelta(minutes=1)
    assert await by(post)() == 1
    assert (await invented.only_case(database)).acknowledged_at == clock.now
    assert await invented.history(database, case) == ["registered", "letter_sent"]


async def test_a_refused_letter_is_told_to_staff_and_the_case_stands(
    case: Case, by: Send, database: Database
) -> None:
    await by(Post(Refused(answer="550 no such user")))()
    assert await invented.history(database, case) == ["registered", "letter_refused"]
    *_, notice, _ = await invented.parcels(database, case)
    assert texts(notice) == ["notice-letter-refused", "notice-reach-nobody"]


async def test_a_letter_in_doubt_is_sent_once_more_and_then_left_to_staff(
    case: Case, by: Send, database: Database, clock: Hands
) -> None:
    post = Post(UNKNOWN)
    for _ in range(4):
        await by(post)()
        clock.now += timedelta(hours=1)
    assert len(post.carried) == 2
    assert (await letter(database, case)).standing is Standing.UNKNOWN
    assert await invented.history(database, case) == [
        "registered",
        "letter_unsure",
        "letter_unsure",
    ]
    assert texts((await invented.parcels(database, case))[-1]) == ["notice-letter-unknown"]


async def half_send(database: Database, clock: Hands) -> OneByOne:
    """Let a process send a letter and write nothing more down, as one that is killed then."""
    killed = OneByOne.by(Carrier.MAIL, Post(SENT), transactions=database, clock=clock)
    await killed.begin()
    await killed.lanes.rest()
    return killed


@pytest.fixture
def next_process(open_again: Callable[[], Database]) -> Database:
    return open_again()


async def test_a_letter_found_half_sent_is_in_doubt(
    case: Case, database: Database, next_process: Database, clock: Hands
) -> None:
    await half_send(database, clock)
    deliver = OneByOne.by(Carrier.MAIL, Post(SENT), transactions=next_process, clock=clock)
    clock.now += LEASE
    await deliver.keep()
    clock.now += DOUBT_RETRY
    await deliver()
    assert (await letter(database, case)).standing is Standing.SENT
    assert await invented.history(database, case) == [
        "registered",
        "letter_unsure",
        "letter_sent",
    ]


async def test_a_claim_that_is_kept_is_nobody_elses(
    case: Case, database: Database, next_process: Database, clock: Hands
) -> None:
    working = await half_send(database, clock)
    for _ in range(4):
        clock.now += LEASE / 2
        await working.keep()
        await OneByOne.by(Carrier.MAIL, Post(SENT), transactions=next_process, clock=clock).keep()
    assert (await letter(database, case)).standing is Standing.SENDING


async def others(take_mail: TakeMail, count: int) -> None:
    """Let more people ask, each a letter in a lane of its own."""
    mails = [
        mail(number, reply_to=MailAddress(address=f"other{number}@example.test"))
        for number in range(2, count + 2)
    ]
    await take_mail(MAILBOX, mails, PROGRESS, now=NOW)


async def test_a_parcel_whose_claim_passed_on_is_left_alone(
    case: Case, take_mail: TakeMail, database: Database, next_process: Database, clock: Hands
) -> None:
    await others(take_mail, 1)
    quick = Post(SENT)
    slow: list[str] = []

    async def takes_long(parcel: Parcel) -> Outcome:
        slow.append(parcel.key)
        clock.now += LEASE
        next_one = OneByOne.by(Carrier.MAIL, quick, transactions=next_process, clock=clock)
        await next_one.keep()
        await next_one()
        return SENT

    await OneByOne.by(Carrier.MAIL, takes_long, transactions=database, clock=clock)()
    assert slow == [f"letter:{case.id}:1"]
    assert len(quick.carried) == 1
    assert slow != quick.carried


async def test_what_has_not_begun_when_the_program_ends_is_free_for_others(
    case: Case, take_mail: TakeMail, database: Database, next_process: Database, clock: Hands
) -> None:
    await others(take_mail, 2)

    async def carry(_: Parcel) -> Outcome:
        deliver.leave()
        return SENT

    deliver = OneByOne.by(Carrier.MAIL, carry, transactions=database, clock=clock)
    assert await deliver() == 1
    assert (await letter(database, case)).standing is Standing.SENT
    other = OneByOne.by(Carrier.MAIL, Post(SENT), transactions=next_process, clock=clock)
    assert await other() == 2


async def test_a_letter_costs_one_transaction_and_a_round_one_more(
    take_mail: TakeMail, database: Database, clock: Hands
) -> None:
    await others(take_mail, 4)
    counted = Counted(database)
    await OneByOne.by(Carrier.MAIL, Post(SENT), transactions=counted, clock=clock)()
    assert counted.transactions == 5


@dataclass(slots=True)
class Counted:
    """Transactions that are counted."""

    database: Database
    transactions: int = 0

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        self.transactions += 1
        return await self.database(work)


@dataclass(slots=True)
class Shaky:
    """Transactions over a database that goes out of reach when it is told to."""

    database: Database
    away: bool = False

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        if self.away:
            raise Unavailable("locked")
        return await self.database(work)


async def test_what_was_sent_while_the_database_was_away_is_not_sent_again(
    case: Case, database: Database, clock: Hands
) -> None:
    shaky = Shaky(database)
    carried: list[str] = []

    async def carry(parcel: Parcel) -> Outcome:
        carried.append(parcel.key)
        shaky.away = True
        return SENT

    deliver = OneByOne.by(Carrier.MAIL, carry, transactions=shaky, clock=clock)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await deliver()
    shaky.away = False
    await deliver()
    assert carried == [f"letter:{case.id}:1"]
    assert (await letter(database, case)).standing is Standing.SENT
    assert await invented.history(database, case) == ["registered", "letter_sent"]


@dataclass(slots=True)
class Mute:
    """Transactions of which the answer to one is lost: the first begins, the second settles."""

    database: Database
    loses: int
    passed: int = 0

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        done = await self.database(work)
        self.passed += 1
        if self.passed == self.loses:
            raise Unavailable("the connection broke after the commit")
        return done


@pytest.mark.parametrize("outcome", [SENT, UNKNOWN, Refused(answer="550")])
async def test_an_outcome_that_is_written_twice_is_told_once(
    case: Case, database: Database, clock: Hands, outcome: Outcome
) -> None:
    deliver = OneByOne.by(
        Carrier.MAIL, Post(outcome), transactions=Mute(database, loses=2), clock=clock
    )
    with pytest.raises(Unavailable):
        await deliver()
    await deliver()
    assert len(await invented.history(database, case)) == 2


async def test_a_letter_of_which_only_the_answer_to_its_beginning_was_lost_leaves_without_doubt(
    case: Case, database: Database, clock: Hands
) -> None:
    post = Post(SENT)
    mute = Mute(database, loses=1)
    deliver = OneByOne.by(Carrier.MAIL, post, transactions=mute, clock=clock)
    with pytest.raises(Unavailable):
        await deliver()
    await deliver.keep()
    await deliver()
    assert post.carried == [f"letter:{case.id}:1"]
    assert await invented.history(database, case) == ["registered", "letter_sent"]


async def test_what_a_dead_process_left_is_settled_though_the_answer_to_taking_it_up_was_lost(
    case: Case, database: Database, next_process: Database, clock: Hands
) -> None:
    await half_send(database, clock)
    clock.now += LEASE
    post = Post(SENT)
    mute = Mute(next_process, loses=1)
    deliver = OneByOne.by(Carrier.MAIL, post, transactions=mute, clock=clock)
    with pytest.raises(Unavailable):
        await deliver.keep()
    await deliver.keep()
    clock.now += DOUBT_RETRY
    await deliver()
    assert post.carried == [f"letter:{case.id}:1"]
    assert (await letter(next_process, case)).standing is Standing.SENT


async def test_a_doubt_of_two_processes_about_one_try_is_one_doubt(
    case: Case, database: Database, next_process: Database, clock: Hands
) -> None:
    other = OneByOne.by(Carrier.MAIL, Post(UNKNOWN), transactions=next_process, clock=clock)

    async def hangs(_: Parcel) -> Outcome:
        clock.now += LEASE
        await other.keep()
        return UNKNOWN

    await OneByOne.by(Carrier.MAIL, hangs, transactions=database, clock=clock)()
    assert await invented.history(database, case) == ["registered", "letter_unsure"]
    assert (await letter(database, case)).doubts == 1


async def test_outcomes_are_counted(case: Case, by: Send, clock: Hands) -> None:
    deliver = by(Post(UNKNOWN, SENT))
    await deliver()
    clock.now += DOUBT_RETRY
    await deliver()
    assert case.acknowledged_at is None
    assert deliver.outcomes == {(Kind.LETTER, Unknown): 1, (Kind.LETTER, Sent): 1}


async def test_what_was_claimed_in_a_broken_round_goes_with_the_next(
    case: Case, database: Database, clock: Hands
) -> None:
    post, pace = Post(SENT), Pace(rates=Rates(per_second=1))
    deliver = OneByOne.by(Carrier.MAIL, post, transactions=Mute(database, loses=1), clock=clock)
    deliver.pace = pace
    another = await letter(database, case)
    pace.count(another, NOW)
    with pytest.raises(Unavailable):
        await deliver()
    pace.ended(another, NOW)
    clock.now += timedelta(seconds=1)
    await deliver()
    assert post.carried == [f"letter:{case.id}:1"]


class Broken(Exception):
    """What no carrier should raise."""


async def breaks(_: Parcel) -> Outcome:
    raise Broken


async def test_a_carrier_that_breaks_leaves_a_doubt_and_not_a_stuck_parcel(
    case: Case, database: Database, clock: Hands
) -> None:
    deliver = OneByOne.by(Carrier.MAIL, breaks, transactions=database, clock=clock)
    for _ in range(2):
        with pytest.raises(Broken):
            await deliver()
        await deliver()
        clock.now += DOUBT_RETRY
    assert (await letter(database, case)).standing is Standing.UNKNOWN
    assert texts((await invented.parcels(database, case))[-1]) == ["notice-letter-unknown"]


async def test_a_carrier_that_lacks_its_ground_has_sent_nothing(
    case: Case, database: Database, clock: Hands
) -> None:
    async def carry(_: Parcel) -> Outcome:
        raise Unavailable("no card can be read")

    await OneByOne.by(Carrier.MAIL, carry, transactions=database, clock=clock)()
    kept = await letter(database, case)
    assert (kept.standing, kept.doubts) == (Standing.PENDING, 0)


async def test_trouble_of_the_carrier_is_told_until_something_gets_through(
    case: Case, by: Send, clock: Hands
) -> None:
    deliver = by(Post(Postponed(answer="refused", trouble="no connection"), SENT))
    await deliver()
    await deliver()
    assert (case.acknowledged_at, deliver.trouble) == (None, "no connection")
    clock.now += timedelta(minutes=1)
    await deliver()
    assert deliver.trouble is None


async def test_the_place_of_a_card_is_remembered(case: Case, by: Send, database: Database) -> None:
    await by(Post(Sent(answer="", ids={"chat_id": -100, "message_id": 5})), Carrier.TELEGRAM)()
    place = await database(lambda store: store.cards.place(f"case:{case.id}"))
    assert place == Place(chat_id=-100, message_id=5)
