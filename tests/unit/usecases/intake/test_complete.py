"""A follow-up fills what was missing, tells the person and staff, and overwrites nothing."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.outbox import Kind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.complete import Complete, Completed
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.work.answer import Answer
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

REPLY = "Примеров Пример\n8 701 123 45 67\nвсе мои данные"


@pytest.fixture
def complete(policy: Policy, writer: Writer, post: Post) -> Complete:
    return Complete(policy=policy, writer=writer, post=post)


@pytest.fixture
async def case(take_mail: TakeMail, database: Database) -> Case:
    await take_mail(MAILBOX, [mail(match=invented.WITHDRAWAL)], PROGRESS, now=NOW)
    return await invented.only_case(database)


def reply(text: str) -> Submission:
    return replace(mail(2).submission, text=text)


async def fill(
    database: Database, complete: Complete, case: Case, text: str, *, by_person: bool = True
) -> Completed:
    return await database(
        lambda store: complete(store, case, reply(text), by_person=by_person, now=NOW)
    )


def told(done: Completed) -> list[tuple[str, str]]:
    return [(line.text, str(getattr(line.values.get("field"), "key", ""))) for line in done.lines]


async def letters(database: Database, case: Case) -> list[str]:
    parcels = await invented.parcels(database, case)
    posted = [payload.read_letter(one.payload) for one in parcels if one.kind is Kind.LETTER]
    wanted = [one for one in posted if one.kind is LetterKind.COMPLETED]
    assert all(one.automatic for one in wanted)
    return ["\n\n".join(one.letter.paragraphs) for one in wanted]


async def test_a_bare_answer_completes_a_withdrawal(
    database: Database, complete: Complete, case: Case
) -> None:
    done = await fill(database, complete, case, REPLY)
    assert done.case.missing == ()
    assert done.case.fields == {
        Field.EMAIL: "user@example.test",
        Field.FULL_NAME: "Примеров Пример",
        Field.PHONE: "+77011234567",
        Field.DATA: "все мои данные",
    }


async def test_staff_are_told_which_fields_and_no_value(
    database: Database, complete: Complete, case: Case
) -> None:
    done = await fill(database, complete, case, REPLY)
    assert told(done) == [
        ("notice-completed-field", "field-phone"),
        ("notice-completed-field", "field-full-name"),
        ("notice-completed-field", "field-data"),
        ("notice-complete-now", ""),
    ]
    (event,) = [
        one
        for one in (await invented.dossier(database, case)).events
        if one.kind is EventKind.COMPLETED
    ]
    assert event.data == {"fields": "phone, full_name, data", "differ": "", "missing": 0}


async def test_the_person_is_thanked_once_and_told_that_nothing_is_missing(
    database: Database, complete: Complete, case: Case
) -> None:
    await fill(database, complete, case, REPLY)
    (letter,) = await letters(database, case)
    assert letter.startswith("Сәлеметсіз бе!\n\nРақмет. PD-2026-00001-F нөмірлі өтінішіңізге")
    assert "Енді өтінішіңізде құпиялылық саясаты талап ететіннің бәрі бар." in letter
    assert "23.12.2026" in letter


async def test_the_person_is_told_what_is_missing_still(
    database: Database, complete: Complete, case: Case
) -> None:
    await fill(database, complete, replace(case), "Телефоным: 8 701 123 45 67")
    (letter,) = await letters(database, case)
    assert "— телефон нөмірі\n\nҚұпиялылық саясаты бойынша өтінішіңізде тағы" in letter
    assert "— тегі, аты, әкесінің аты" in letter


async def test_a_message_without_a_field_changes_nothing(
    database: Database, complete: Complete, case: Case
) -> None:
    done = await fill(database, complete, case, "Жауап қашан болады?")
    assert (done.case, done.lines) == (case, ())
    assert await letters(database, case) == []


async def test_what_was_said_later_stands_beside_what_was_said_first(
    database: Database, complete: Complete, case: Case
) -> None:
    first = await fill(database, complete, case, "тел: 8 701 123 45 67")
    second = await fill(database, complete, first.case, "Телефон: 8 702 765 43 21")
    assert second.case.fields[Field.PHONE] == "+77011234567"
    read = second.case.understood.readings
    assert [one.value for one in read if one.field is Field.PHONE] == [
        "+77011234567",
        "+77027654321",
    ]
    assert told(second) == [("notice-differs-field", "field-phone")]
    assert len(await letters(database, case)) == 1


async def test_the_same_answer_again_is_no_news(
    database: Database, complete: Complete, case: Case
) -> None:
    first = await fill(database, complete, case, REPLY)
    again = await fill(database, complete, first.case, REPLY)
    assert (again.case, again.lines) == (first.case, ())


async def test_what_somebody_else_answers_fills_nothing(
    database: Database, complete: Complete, case: Case
) -> None:
    done = await fill(database, complete, case, REPLY, by_person=False)
    assert (done.case.fields, done.case.missing) == (case.fields, case.missing)
    assert {text for text, _ in told(done)} == {"notice-possibly-field"}
    assert await letters(database, case) == []


async def test_while_the_acknowledgement_is_held_no_other_letter_goes_before_it(
    database: Database, complete: Complete, take_mail: TakeMail
) -> None:
    held = mail(match=invented.WITHDRAWAL, machine=MachineKind.LIST)
    await take_mail(MAILBOX, [held], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    done = await fill(database, complete, case, REPLY)
    assert done.case.missing == ()
    assert ("notice-completed-no-letter", "") in told(done)
    assert await letters(database, case) == []


async def test_a_reply_to_our_letter_completes_its_case(
    database: Database, take_mail: TakeMail, case: Case
) -> None:
    answer = mail(2, match=invented.NOTHING, case_ref=str(case.ref).lower())
    answer = replace(answer, submission=reply(REPLY))
    await take_mail(MAILBOX, [answer], PROGRESS, now=NOW)
    assert (await invented.only_case(database)).missing == ()
    notices = [
        one.payload["lines"]
        for one in await invented.parcels(database, case)
        if one.kind is Kind.NOTICE
    ]
    assert len(notices) == 1
    assert "notice-complete-now" in str(notices)


async def test_what_an_officer_adds_to_a_case_completes_it(
    database: Database, take_mail: TakeMail, settle_review: SettleReview, case: Case
) -> None:
    named = replace(mail(2, match=invented.NEAR), submission=reply(REPLY))
    other = MailAddress(address="another@example.test")
    sighting = replace(named.sighting, named=str(case.ref))
    named = replace(named, sighting=sighting, reply_to=other)
    await take_mail(MAILBOX, [named], PROGRESS, now=NOW)
    assert (await invented.only_case(database)).missing == case.missing
    await database(
        lambda store: settle_review.as_part(store, ReviewId(1), officer=OFFICER, now=NOW)
    )
    assert (await invented.only_case(database)).missing == ()
    assert len(await letters(database, case)) == 1


async def test_no_letter_goes_about_a_case_that_has_ended(
    database: Database, complete: Complete, answer: Answer, case: Case
) -> None:
    answered = await database(
        lambda store: answer(
            store, case.id, invented.reply("Жауап"), version=case.version, officer=OFFICER, now=NOW
        )
    )
    done = await fill(database, complete, answered, REPLY)
    assert done.case.missing == ()
    assert await letters(database, case) == []
