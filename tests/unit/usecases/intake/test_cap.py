"""Past a few automatic letters to one address, an officer decides about the next."""

from dataclasses import replace
from datetime import datetime, timedelta

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.notices import Notice
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.cap import Limits
from pd_intake_bot.usecases.intake.release_held import ReleaseAll, ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.ports import Store
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

HOUR = timedelta(hours=1)


async def held(database: Database) -> list[str | None]:
    return [case.held_because for case in await invented.cases(database)]


async def take(take_mail: TakeMail, *numbers: int, at: datetime = NOW) -> None:
    await take_mail(MAILBOX, [mail(number) for number in numbers], PROGRESS, now=at)


async def test_the_fourth_request_within_an_hour_is_registered_and_its_letter_held(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, 1, 2, 3, 4)
    fourth = (await invented.cases(database))[-1]
    assert await held(database) == [None, None, None, "cap"]
    assert await invented.kinds(database, fourth) == ["card"]
    history = [EventKind.REGISTERED, EventKind.HELD, EventKind.LINKED]
    assert await invented.history(database, fourth) == history


async def test_an_hour_later_letters_go_again_until_ten_have_gone_in_a_day(
    take_mail: TakeMail, database: Database
) -> None:
    for hour in range(5):
        await take(take_mail, *range(3 * hour, 3 * hour + 3), at=NOW + hour * HOUR)
    assert await held(database) == [None] * 10 + ["cap"] * 5

    await take(take_mail, 99, at=NOW + 24 * HOUR)
    assert (await held(database))[-1] is None


async def test_an_answering_machine_gets_no_more_than_ten_letters_a_day(
    take_mail: TakeMail, database: Database
) -> None:
    for minute in range(0, 24 * 60, 90):
        await take(take_mail, minute, at=NOW + timedelta(minutes=minute))
    assert (await held(database)).count(None) == 10


async def test_letters_to_others_and_held_ones_do_not_count(
    take_mail: TakeMail, database: Database
) -> None:
    machines = [mail(number, machine=MachineKind.AUTO_REPLY) for number in range(5)]
    another = MailAddress(address="another@example.test", message_id=None)
    others = [mail(number, reply_to=another) for number in range(10, 13)]
    nobody = [mail(number, reply_to=None) for number in range(20, 24)]
    await take_mail(MAILBOX, [*machines, *others, *nobody, mail(30)], PROGRESS, now=NOW)
    assert await held(database) == ["auto_reply"] * 5 + [None] * 8


async def test_an_address_is_the_same_however_it_is_written(
    take_mail: TakeMail, database: Database
) -> None:
    shouted = MailAddress(address="User@Example.Test", message_id=None)
    await take(take_mail, 1, 2, 3)
    await take_mail(MAILBOX, [mail(4, reply_to=shouted)], PROGRESS, now=NOW)
    assert (await held(database))[-1] == "cap"


async def test_an_officer_lets_a_letter_past_the_cap_go(
    take_mail: TakeMail, release_held: ReleaseHeld, database: Database
) -> None:
    await take(take_mail, 1, 2, 3, 4)
    fourth = (await invented.cases(database))[-1]
    await database(lambda store: release_held(store, fourth.id, officer=OFFICER, now=NOW))
    assert "letter" in await invented.kinds(database, fourth)


async def test_what_an_officer_registers_is_acknowledged_at_once(
    take_mail: TakeMail, settle_review: SettleReview, database: Database
) -> None:
    await take(take_mail, 1, 2, 3)
    await take_mail(MAILBOX, [mail(4, match=invented.NEAR)], PROGRESS, now=NOW)
    await database(
        lambda store: settle_review.as_request(
            store, ReviewId(1), RightKey("dispute"), officer=OFFICER, now=NOW
        )
    )
    assert (await held(database))[-1] is None


def limits(**spans: int) -> Limits:
    return Limits(**{name: ((HOUR, most),) for name, most in spans.items()})


def person(number: int, domain: str = "office.test") -> MailAddress:
    return MailAddress(address=f"user{number}@{domain}", message_id=None)


async def take_from(
    take_mail: TakeMail, database: Database, *people: MailAddress, caps: Limits, at: datetime = NOW
) -> list[str | None]:
    """Take a request of each; tells what was held of them."""
    register = replace(take_mail.register, caps=caps)
    capped = replace(take_mail, register=register)
    known = len(await invented.cases(database))
    mails = [mail(known + number, reply_to=one) for number, one in enumerate(people)]
    await capped(MAILBOX, mails, PROGRESS, now=at)
    return (await held(database))[known:]


async def test_addresses_of_one_domain_are_counted_together(
    take_mail: TakeMail, database: Database
) -> None:
    caps = limits(to_domain=2)
    crowd = [person(1), person(2), person(3, "OFFICE.test"), person(4, "elsewhere.test")]
    said = await take_from(take_mail, database, *crowd, caps=caps)
    assert said == [None, None, "cap_domain", None]
    later = await take_from(take_mail, database, person(5), caps=caps, at=NOW + HOUR)
    assert later == [None]


async def test_addresses_of_large_providers_have_nothing_in_common(
    take_mail: TakeMail, database: Database
) -> None:
    crowd = [person(number, "gmail.com") for number in range(4)]
    said = await take_from(take_mail, database, *crowd, caps=limits(to_domain=2))
    assert said == [None] * 4


async def test_too_many_letters_overall_are_held_and_the_group_is_told_once_an_hour(
    take_mail: TakeMail, database: Database
) -> None:
    caps = limits(overall=2)
    crowd = [person(number, f"domain{number}.test") for number in range(5)]
    said = await take_from(take_mail, database, *crowd, caps=caps)
    assert said == [None, None, *["breaker"] * 3]
    assert len(await alarms(database)) == 1

    # Two more letters go in the next hour, and then it is told again.
    later = await take_from(take_mail, database, *crowd[:3], caps=caps, at=NOW + HOUR)
    assert later == [None, None, "breaker"]
    assert [one.offers for one in await alarms(database)] == [("release-all",)]


async def test_lead_lets_everything_go_that_the_breaker_holds_and_nothing_else(
    take_mail: TakeMail, release_held: ReleaseHeld, database: Database
) -> None:
    crowd = [person(number, f"domain{number}.test") for number in range(4)]
    await take_from(take_mail, database, *crowd, caps=limits(overall=2))
    await take_mail(MAILBOX, [mail(99, machine=MachineKind.LIST)], PROGRESS, now=NOW)
    release = ReleaseAll(release=release_held)
    done = await database(lambda store: release(store, officer=OFFICER, now=NOW))
    assert (done, await held(database)) == ((2, 0), [None] * 4 + ["list"])
    again = await database(lambda store: release(store, officer=OFFICER, now=NOW))
    assert again == (0, 0)


async def test_letters_that_an_officer_lets_go_count(
    take_mail: TakeMail, release_held: ReleaseHeld, database: Database
) -> None:
    caps = limits(to_address=1)
    assert await take_from(take_mail, database, person(1), person(1), caps=caps) == [None, "cap"]
    second = (await invented.cases(database))[1]
    later = NOW + HOUR
    await database(lambda store: release_held(store, second.id, officer=OFFICER, now=later))
    assert await take_from(take_mail, database, person(1), caps=caps, at=later) == ["cap"]


async def alarms(database: Database) -> list[Notice]:
    """Take everything out that waits for the group; gives the alarms among it."""
    at, found = NOW + 9 * HOUR, list[Notice]()

    async def send(store: Store) -> bool:
        claim = store.outbox.claim(Carrier.TELEGRAM, now=at, limit=1, lease=HOUR)
        for parcel in (claimed := await claim):
            await store.outbox.begin(parcel.id, now=at)
            await store.outbox.settle(parcel, Sent(answer="", ids={}), now=at)
            if parcel.key.startswith("notice:breaker:"):
                found.append(notices.read(parcel.payload))
        return bool(claimed)

    while await database(send):
        pass
    return found
