"""Past a few automatic letters to one address, an officer decides about the next."""

from datetime import datetime, timedelta

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.release_held import ReleaseHeld
from pd_intake_bot.usecases.settle_review import SettleReview
from pd_intake_bot.usecases.take_mail import TakeMail
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
