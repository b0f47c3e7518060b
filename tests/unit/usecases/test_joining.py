"""Which messages join a case: proven answers, numbers that somebody typed, copies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.review import AlreadySettled, Review, ReviewId, ReviewKind, Verdict
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.decide_mail import ReadMail, Sighting
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.ports import Store
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

REF = "PD-2026-00001-F"
STRANGER = MailAddress(address="stranger@example.test", message_id="<s@example.test>")
DAY = timedelta(days=1)


def naming(message: ReadMail, ref: str | None = REF) -> ReadMail:
    return replace(message, sighting=replace(message.sighting, named=ref))


def resent(
    number: int,
    *,
    days: int = 1,
    **changes: Any,  # noqa: ANN401 - any field of a submission, as `replace` takes them
) -> ReadMail:
    """Write the first mail again: another Message-ID, another Date, the same words."""
    again = mail(number)
    words = {"text": mail(1).submission.text} | changes
    received_at = NOW + days * DAY
    submission = replace(again.submission, received_at=received_at, **words)
    return replace(again, submission=submission)


async def take(take_mail: TakeMail, *messages: ReadMail) -> None:
    await take_mail(MAILBOX, messages, PROGRESS, now=NOW)


async def reviews(database: Database) -> Sequence[Review]:
    async def listed(store: Store) -> list[Review]:
        found: list[Review] = []
        while True:
            try:
                found.append(await store.reviews.get(ReviewId(len(found) + 1)))
            except LookupError:
                return found

    return await database(listed)


async def close(database: Database, state: State = State.ANSWERED) -> Case:
    case = await invented.only_case(database)
    closed = replace(case, state=state, closed_at=NOW)
    return await database(lambda store: store.cases.change(closed))


async def test_number_from_the_persons_own_address_joins_the_case(
    take_mail: TakeMail, database: Database
) -> None:
    shouted = MailAddress(address="User@Example.test")
    await take(take_mail, mail(1), naming(mail(2, match=invented.NEAR, reply_to=shouted)))
    case = await invented.only_case(database)
    assert len((await invented.dossier(database, case)).submissions) == 2
    assert await reviews(database) == []


@pytest.mark.parametrize(
    "message",
    [
        mail(2, match=invented.NEAR, reply_to=STRANGER),
        # Nobody knows who wrote it.
        mail(2, match=invented.NEAR, reply_to=None),
        # A machine at the person's own address that may quote anything.
        mail(2, match=invented.NEAR, machine=MachineKind.LIST),
    ],
)
async def test_number_from_elsewhere_is_a_possible_match_before_staff(
    take_mail: TakeMail, database: Database, message: ReadMail
) -> None:
    await take(take_mail, mail(1), naming(message))
    case = await invented.only_case(database)
    [review] = await reviews(database)
    assert (review.kind, review.about) == (ReviewKind.POSSIBLE_MATCH, case.id)
    assert await invented.kinds(database, case) == ["letter", "card"]
    assert len((await invented.dossier(database, case)).submissions) == 1


async def test_number_of_a_telegram_case_proves_nothing_by_mail(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1))
    by_telegram = replace(await invented.only_case(database), reply_to=TelegramChat(chat_id=1))
    await database(lambda store: store.cases.change(by_telegram))
    await take(take_mail, naming(mail(2, match=invented.NEAR)))
    [review] = await reviews(database)
    assert review.kind is ReviewKind.POSSIBLE_MATCH


async def test_number_of_no_case_is_put_before_staff_as_what_it_is(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, naming(mail(1, match=invented.NEAR)))
    [review] = await reviews(database)
    assert (review.kind, review.about) == (ReviewKind.REVIEW, None)


async def test_stranger_who_quotes_a_number_under_a_prescribed_line_has_a_case_of_their_own(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), naming(mail(2, reply_to=STRANGER)))
    first, second = await invented.cases(database)
    assert len((await invented.dossier(database, first)).submissions) == 1
    assert second.reply_to == STRANGER
    assert await invented.history(database, second) == ["registered"]


async def test_prescribed_line_with_the_number_of_ones_own_open_case_joins_it(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), naming(mail(2)))
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", "followed_up"]


async def test_automatic_reply_that_names_the_number_is_noted(
    take_mail: TakeMail, database: Database
) -> None:
    reply = mail(2, match=invented.NEAR, machine=MachineKind.AUTO_REPLY)
    await take(take_mail, mail(1), naming(reply))
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", "machine_replied"]


async def test_proven_answer_from_another_address_joins_and_staff_are_told_so(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), mail(2, case_ref=REF, reply_to=STRANGER))
    [*_, notice] = await invented.parcels(database, await invented.only_case(database))
    assert "notice-follow-up-other" in str(notice.payload)


async def test_answer_under_the_prescribed_line_of_another_request_is_a_case_of_its_own(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), mail(2, match=invented.WITHDRAWAL, case_ref=REF))
    first, second = await invented.cases(database)
    assert (first.right, second.right) == ("dispute", "withdrawal")


@pytest.mark.parametrize("kind", [MachineKind.AUTO_REPLY, MachineKind.RECEIPT])
async def test_what_a_machine_answers_is_noted_and_reopens_nothing(
    take_mail: TakeMail, database: Database, kind: MachineKind
) -> None:
    await take(take_mail, mail(1))
    closed = await close(database)
    await take(take_mail, mail(2, match=invented.NOTHING, machine=kind, case_ref=REF))
    case = await invented.only_case(database)
    assert (case.state, await reviews(database)) == (State.ANSWERED, [])
    assert await invented.history(database, closed) == ["registered", "machine_replied"]
    assert await invented.kinds(database, case) == ["letter", "card"]


@pytest.mark.parametrize("state", [State.ANSWERED, State.REFUSED, State.WITHDRAWN, State.CLOSED])
async def test_answer_to_a_closed_case_is_put_before_staff(
    take_mail: TakeMail, database: Database, state: State
) -> None:
    await take(take_mail, mail(1))
    closed = await close(database, state)
    await take(take_mail, mail(2, match=invented.NOTHING, case_ref=REF))
    [review] = await reviews(database)
    assert (review.kind, review.about) == (ReviewKind.CLOSED, closed.id)
    assert (await invented.only_case(database)).state is state


async def test_officer_opens_the_case_again_and_its_dates_stay(
    take_mail: TakeMail, settle_review: SettleReview, database: Database
) -> None:
    await take(take_mail, mail(1))
    before = await close(database)
    await take(take_mail, mail(2, match=invented.NOTHING, case_ref=REF))
    case = await database(
        lambda store: settle_review.as_reopening(store, ReviewId(1), officer=OFFICER, now=NOW)
    )
    assert (case.state, case.closed_at) == (State.REGISTERED, None)
    assert (case.promised, case.target) == (before.promised, before.target)
    assert await invented.history(database, case) == ["registered", "followed_up", "reopened"]
    [review] = await reviews(database)
    assert (review.verdict, review.settled_by) == (Verdict.REOPENED, OFFICER)


async def test_officer_attaches_the_answer_and_the_case_stays_closed(
    take_mail: TakeMail, settle_review: SettleReview, database: Database
) -> None:
    await take(take_mail, mail(1))
    await close(database)
    await take(take_mail, mail(2, match=invented.NOTHING, case_ref=REF))
    case = await database(
        lambda store: settle_review.as_part(store, ReviewId(1), officer=OFFICER, now=NOW)
    )
    found = await invented.dossier(database, case)
    assert (case.state, len(found.submissions)) == (State.ANSWERED, 2)
    assert found.events[-1].actor == OFFICER
    with pytest.raises(AlreadySettled):
        await database(
            lambda store: settle_review.as_reopening(store, ReviewId(1), officer=OFFICER, now=NOW)
        )


async def test_what_is_about_no_case_is_attached_to_none(
    take_mail: TakeMail, settle_review: SettleReview, database: Database
) -> None:
    await take(take_mail, mail(1, match=invented.NEAR))
    with pytest.raises(LookupError):
        await database(
            lambda store: settle_review.as_part(store, ReviewId(1), officer=OFFICER, now=NOW)
        )
    assert [one.verdict for one in await reviews(database)] == [Verdict.OPEN]


async def test_message_sent_again_is_one_submission_noted_in_its_case(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), resent(2))
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", "resent"]
    assert await invented.kinds(database, case) == ["letter", "card"]


@pytest.mark.parametrize(
    "again",
    [
        # Long after, other words, another subject line, another sender: another request.
        resent(2, days=8),
        resent(2, text="Менің деректерімді өшіріңіздер."),
        resent(2, subject_line="Сұрау"),
        resent(2, sender_address="another@example.test"),
    ],
)
async def test_other_words_or_another_time_are_another_request(
    take_mail: TakeMail, database: Database, again: ReadMail
) -> None:
    await take(take_mail, mail(1), again)
    assert len(await invented.cases(database)) == 2


async def test_those_who_give_no_address_are_not_taken_for_one_another(
    take_mail: TakeMail, database: Database
) -> None:
    one, two = (replace(mail(number), reply_to=None) for number in (1, 2))
    nameless = [
        replace(each, submission=replace(each.submission, sender_address="", text="Вопрос"))
        for each in (one, two)
    ]
    await take_mail(MAILBOX, nameless, PROGRESS, now=NOW)
    assert len(await invented.cases(database)) == 2


async def test_spaces_do_not_make_another_message(take_mail: TakeMail, database: Database) -> None:
    text = f" {mail(1).submission.text}\r\n\r\n".replace(" ", "  ")
    await take(take_mail, mail(1), resent(2, text=text))
    assert len(await invented.cases(database)) == 1


async def test_copy_that_was_received_first_moves_the_dates_of_the_case(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), resent(2, days=-4))
    case = await invented.only_case(database)
    assert case.received_at == NOW - 4 * DAY
    assert case.target == date(2026, 11, 24)
    assert "dates_changed" in await invented.history(database, case)


async def test_copy_without_the_sign_of_a_machine_gets_the_letter_that_was_held(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1, machine=MachineKind.LIST), resent(2))
    first, second = await invented.cases(database)
    assert (first.held_because, second.held_because) == ("list", None)


async def test_message_sent_again_after_its_answer_is_a_new_request(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1))
    await close(database)
    await take(take_mail, resent(2))
    assert len(await invented.cases(database)) == 2


async def test_answer_sent_twice_is_told_to_staff_once(
    take_mail: TakeMail, database: Database
) -> None:
    twice = [replace(resent(number), sighting=_answer()) for number in (3, 4)]
    words = [replace(one.submission, text="Телефоным осы.") for one in twice]
    answers = [replace(one, submission=text) for one, text in zip(twice, words, strict=True)]
    await take(take_mail, mail(1), *answers)
    case = await invented.only_case(database)
    assert await invented.history(database, case) == ["registered", "followed_up", "resent"]
    assert await invented.kinds(database, case) == ["letter", "card", "card", "notice"]


async def test_what_a_person_adds_makes_the_case_another_than_the_one_officers_looked_at(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1))
    before = await invented.only_case(database)
    added = replace(resent(3), sighting=_answer())
    words = replace(added.submission, text="Тапсырыс кеше төленді.")
    await take(take_mail, replace(added, submission=words))
    after = await invented.only_case(database)
    assert (after.state, after.version) == (before.state, before.version + 1)


async def test_what_others_write_about_a_case_makes_it_another_too(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1))
    before = await invented.only_case(database)
    await take(take_mail, mail(2, match=invented.NOTHING, case_ref=REF, reply_to=STRANGER))
    after = await invented.only_case(database)
    assert after.version > before.version
    assert await invented.kinds(database, after) == ["letter", "card", "card", "notice"]


def _answer() -> Sighting:
    return mail(9, match=invented.NOTHING, case_ref=REF).sighting


@pytest.mark.parametrize("ref", [None, REF])
async def test_number_of_an_inquiry_does_not_keep_a_withdrawal_from_its_own_case(
    take_mail: TakeMail, database: Database, ref: str | None
) -> None:
    another = naming(mail(2, match=invented.WITHDRAWAL))
    answering = replace(another, sighting=replace(another.sighting, case_ref=ref))
    await take(take_mail, mail(1), answering)
    cases = await database(lambda store: store.cases.all())
    assert [case.right for case in cases] == ["dispute", "withdrawal"]
