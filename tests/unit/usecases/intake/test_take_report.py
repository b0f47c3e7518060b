"""What a report about a letter of ours does: the case and staff know, and nobody is answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.reports import Fate, Report
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.cap import DEAD_FOR
from pd_intake_bot.usecases.intake.decide_mail import ReadMail
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

FAILED = Report(
    case_ref="pd-2026-00001-f",
    letter=1,
    fate=Fate.FAILED,
    status="5.2.2",
    diagnostic="552",
    recipient="user@example.test",
)
GONE = replace(FAILED, status="5.1.1", diagnostic="550")


def report(what: Report, number: int = 9) -> ReadMail:
    bounce = mail(number, match=invented.NOTHING, machine=MachineKind.BOUNCE)
    return replace(bounce, sighting=replace(bounce.sighting, report=what))


async def take(take_mail: TakeMail, *messages: ReadMail) -> None:
    await take_mail(MAILBOX, messages, PROGRESS, now=NOW)


async def told(database: Database, case: Case) -> list[str]:
    """Name the lines of the last notice to staff."""
    parcels = await invented.parcels(database, case)
    [*_, last] = [one for one in parcels if one.kind is Kind.NOTICE]
    return [line.text for line in notices.read(last.payload).lines]


async def held(database: Database) -> list[str | None]:
    return [case.held_because for case in await invented.cases(database)]


async def test_letter_that_came_back_is_in_the_history_and_staff_are_told(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), report(FAILED))
    case = await invented.only_case(database)
    event = (await invented.dossier(database, case)).events[-1]
    assert event.data == {
        "parcel": f"letter:{case.id}:1",
        "action": "failed",
        "status": "5.2.2",
        "diagnostic": "552",
        "raw": report(FAILED).submission.raw,
        "elsewhere": 0,
    }
    assert await invented.kinds(database, case) == ["letter", "card", "notice", "card"]
    assert await told(database, case) == ["notice-letter-bounced", "notice-reach-nobody"]


async def test_other_ways_to_the_person_are_named(take_mail: TakeMail, database: Database) -> None:
    given = {Field.PHONE: "+77010000021", Field.POSTAL_ADDRESS: "Алматы, Үлгі көшесі 1"}
    await take(take_mail, mail(1, fields=given), mail(2))
    first, second = await invented.cases(database)
    by_telegram = replace(
        second,
        reply_to=TelegramChat(chat_id=7),
        fields={Field.EMAIL: "User@example.test"},
    )
    await database(lambda store: store.cases.change(by_telegram))
    await take(take_mail, report(FAILED))
    assert await told(database, first) == [
        "notice-letter-bounced",
        "notice-reach-telegram",
        "notice-reach-phone",
        "notice-reach-post",
    ]


async def test_report_about_a_case_of_telegram_names_no_other_telegram(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1))
    case = replace(await invented.only_case(database), reply_to=TelegramChat(chat_id=7))
    await database(lambda store: store.cases.change(case))
    await take(take_mail, report(GONE))
    assert await told(database, case) == ["notice-letter-bounced", "notice-reach-nobody"]


@pytest.mark.parametrize(
    ("fate", "kind"),
    [
        (Fate.DELAYED, "letter_delayed"),
        (Fate.DELIVERED, "letter_delivered"),
        (Fate.RELAYED, "letter_delivered"),
    ],
)
async def test_delays_and_deliveries_are_noted_and_nobody_is_troubled(
    take_mail: TakeMail, database: Database, fate: Fate, kind: str
) -> None:
    await take(take_mail, mail(1), report(replace(FAILED, fate=fate)))
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", kind]
    assert await invented.kinds(database, case) == ["letter", "card"]


async def test_the_same_report_twice_is_taken_once(take_mail: TakeMail, database: Database) -> None:
    await take(take_mail, mail(1), report(FAILED), report(FAILED))
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", "letter_bounced"]


async def test_report_about_a_case_that_is_gone_leaves_no_trace_with_staff(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, report(FAILED))
    assert await invented.cases(database) == []
    assert await database(lambda store: store.submissions.of_case(CaseId(1))) == []


async def test_mail_that_is_forwarded_to_a_dead_end_is_told_apart(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), report(replace(FAILED, recipient="other@example.test")))
    case = await invented.only_case(database)
    assert (await invented.dossier(database, case)).events[-1].data["elsewhere"] == 1


async def test_dead_address_gets_no_more_automatic_letters_until_an_officer_lets_one_go(
    take_mail: TakeMail, release_held: ReleaseHeld, database: Database
) -> None:
    await take(take_mail, mail(1), report(GONE), mail(2))
    assert await held(database) == [None, "dead_address"]
    second = (await invented.cases(database))[1]
    await database(lambda store: release_held(store, second.id, officer=OFFICER, now=NOW))
    await take(take_mail, mail(3))
    assert await held(database) == [None, None, None]


async def test_dead_address_is_tried_once_more_after_two_months(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), report(GONE))
    later = NOW + DEAD_FOR + timedelta(days=1)
    fresh = replace(mail(2).submission, received_at=later)
    await take_mail(MAILBOX, [mail(2, submission=fresh)], PROGRESS, now=later)
    assert await held(database) == [None, None]


async def test_full_mailbox_is_not_dead(take_mail: TakeMail, database: Database) -> None:
    await take(take_mail, mail(1), report(FAILED), mail(2))
    assert await held(database) == [None, None]
