"""What officers do: settle a review, release a held letter, answer, look."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, StaleCase, State
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.review import AlreadySettled, ReviewId, Verdict
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.domain.workdays import Calendar, DayOff, OffKind
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.work.answer import Answer
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail

FIRST = ReviewId(1)
Settle = Callable[[], Awaitable[object]]


@pytest.fixture
async def reviewed(take_mail: TakeMail) -> None:
    await take_mail(MAILBOX, [mail(match=invented.NEAR)], PROGRESS, now=NOW)


@pytest.fixture
async def case(take_mail: TakeMail, database: Database) -> Case:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW)
    return await invented.only_case(database)


@pytest.mark.usefixtures("reviewed")
async def test_a_reviewed_message_becomes_a_case_from_the_day_it_arrived(
    settle_review: SettleReview, database: Database
) -> None:
    case = await database(
        lambda store: settle_review.as_request(
            store, FIRST, RightKey("rectification"), officer=OFFICER, now=NOW
        )
    )
    found = await invented.dossier(database, case)
    assert (case.right, case.received_at) == ("rectification", NOW)
    assert [one.identity for one in found.submissions] == ["mail:1"]
    assert found.events[0].actor == OFFICER


@pytest.mark.usefixtures("reviewed")
async def test_a_message_that_is_no_request_is_set_aside_and_its_card_says_so(
    settle_review: SettleReview, database: Database
) -> None:
    await database(lambda store: settle_review.as_nothing(store, FIRST, officer=OFFICER, now=NOW))
    review = await database(lambda store: store.reviews.get(FIRST))
    assert (review.verdict, review.settled_by) == (Verdict.DISMISSED, OFFICER)
    assert await invented.cases(database) == []


@pytest.mark.usefixtures("reviewed")
async def test_the_second_officer_learns_that_a_message_is_decided(
    settle_review: SettleReview, database: Database
) -> None:
    def dismiss() -> Awaitable[None]:
        return database(
            lambda store: settle_review.as_nothing(store, FIRST, officer=OFFICER, now=NOW)
        )

    await dismiss()
    with pytest.raises(AlreadySettled):
        await dismiss()


async def test_a_released_acknowledgement_leaves_once(
    take_mail: TakeMail, release_held: ReleaseHeld, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(machine=MachineKind.LIST)], PROGRESS, now=NOW)
    held = await invented.only_case(database)
    for _ in range(2):
        released = await database(
            lambda store: release_held(store, held.id, officer=OFFICER, now=NOW)
        )
    assert released.held_because is None
    assert (await invented.kinds(database, held)).count("letter") == 1
    assert (await invented.history(database, held)).count("released") == 1


async def test_a_held_acknowledgement_of_a_case_that_has_ended_stays_where_it_is(
    take_mail: TakeMail, release_held: ReleaseHeld, answer: Answer, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(machine=MachineKind.LIST)], PROGRESS, now=NOW)
    held, said = await invented.only_case(database), invented.reply("Иә, өңдейміз.")
    await database(
        lambda store: answer(store, held.id, said, version=held.version, officer=OFFICER, now=NOW)
    )
    with pytest.raises(StaleCase):
        await database(lambda store: release_held(store, held.id, officer=OFFICER, now=NOW))
    assert (await invented.kinds(database, held)).count("letter") == 1


async def test_a_released_acknowledgement_names_the_date_of_its_case_though_the_calendar_changed(
    take_mail: TakeMail, release_held: ReleaseHeld, days: Calendar, database: Database
) -> None:
    withdrawal = mail(match=invented.WITHDRAWAL, machine=MachineKind.LIST)
    await take_mail(MAILBOX, [withdrawal], PROGRESS, now=NOW)
    held = await invented.only_case(database)
    assert held.promised is not None
    off = DayOff(kind=OffKind.EXTRA, names={}, source="Бұйрық № 1")
    later = replace(days, days_off={**days.days_off, held.promised: off})
    release = replace(release_held, calendar=later)
    released = await database(lambda store: release(store, held.id, officer=OFFICER, now=NOW))
    [told] = await database(lambda store: store.clocks.told(held.id))
    assert told.promised == later.next_working_day(held.promised)
    assert released == await invented.only_case(database)
    assert released.promised == told.promised


async def test_an_answer_goes_back_as_a_reply_by_a_human(
    case: Case, answer: Answer, database: Database
) -> None:
    answered = await database(
        lambda store: answer(
            store,
            case.id,
            invented.reply("Иә, өңдейміз."),
            version=case.version,
            officer=OFFICER,
            now=NOW,
        )
    )
    posted = [
        payload.read_letter(parcel.payload)
        for parcel in await invented.parcels(database, case)
        if parcel.kind == "letter"
    ]
    assert answered.state is State.ANSWERED
    assert "Иә, өңдейміз." in posted[-1].letter.paragraphs
    assert not posted[-1].automatic


async def test_a_preview_shows_the_letter_that_will_leave(
    case: Case, answer: Answer, database: Database
) -> None:
    shown = answer.preview(case, invented.reply("Иә, өңдейміз."))
    await database(
        lambda store: answer(
            store,
            case.id,
            invented.reply("Иә, өңдейміз."),
            version=case.version,
            officer=OFFICER,
            now=NOW,
        )
    )
    last = [one for one in await invented.parcels(database, case) if one.kind == "letter"][-1]
    assert payload.read_letter(last.payload).letter == shown


async def test_an_answer_to_a_case_that_has_changed_is_not_sent(
    case: Case, answer: Answer, database: Database
) -> None:
    with pytest.raises(StaleCase):
        await database(
            lambda store: answer(
                store,
                case.id,
                invented.reply("Иә."),
                version=case.version - 1,
                officer=OFFICER,
                now=NOW,
            )
        )
    assert (await invented.kinds(database, case)).count("letter") == 1


async def test_each_look_at_a_case_is_written_down(case: Case, database: Database) -> None:
    await database(lambda store: look.look(store, case.id, officer=OFFICER, now=NOW))
    found = await invented.dossier(database, case)
    assert (found.events[-1].kind, found.events[-1].actor) == ("looked_at", OFFICER)
