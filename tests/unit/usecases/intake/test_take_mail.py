"""What becomes of a read mail: case, follow-up, review, quarantine or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.outbox import Carrier, Kind, Parcel
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reports import Fate, Report
from pd_intake_bot.domain.review import ReviewId, ReviewKind
from pd_intake_bot.domain.rights import Field, RightKey
from pd_intake_bot.domain.subject_lines import Match
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.decide_mail import (
    LARGEST_REPORT,
    Decision,
    Sighting,
    decide,
    held_because,
    is_wanted,
)
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import NO_CALENDAR, TakeMail
from pd_intake_bot.usecases.ports import Store
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, PROGRESS, mail


@pytest.mark.parametrize(
    ("match", "machine", "case_ref", "decision", "held"),
    [
        # A person's request.
        (invented.INQUIRY, None, None, Decision.REGISTER, None),
        # A machine seems to have written it: registered all the same, the letter is held.
        (invented.INQUIRY, MachineKind.LIST, None, Decision.REGISTER, "list"),
        (invented.INQUIRY, MachineKind.AUTO_REPLY, None, Decision.REGISTER, "auto_reply"),
        # Our own mail and reports of delivery are nobody's request.
        (invented.INQUIRY, MachineKind.OWN, None, Decision.IGNORE, "own"),
        (invented.INQUIRY, MachineKind.BOUNCE, None, Decision.IGNORE, "bounce"),
        # An answer to our letter joins its case, whatever its subject line.
        (invented.INQUIRY, None, "PD-2026-00001-F", Decision.FOLLOW_UP, None),
        (invented.NOTHING, None, "PD-2026-00001-F", Decision.FOLLOW_UP, None),
        # Near a prescribed line.
        (invented.NEAR, None, None, Decision.REVIEW, None),
        # Everything else is not the service's business.
        (invented.NOTHING, None, None, Decision.IGNORE, None),
        (invented.NOTHING, MachineKind.AUTO_REPLY, None, Decision.IGNORE, "auto_reply"),
        # A machine answers our letter: noted, and nobody need do anything.
        (invented.NOTHING, MachineKind.AUTO_REPLY, "PD-2026-00001-F", Decision.NOTE, "auto_reply"),
        (invented.NEAR, MachineKind.RECEIPT, "PD-2026-00001-F", Decision.NOTE, "receipt"),
        (invented.INQUIRY, MachineKind.COMPLAINT, "PD-2026-00001-F", Decision.NOTE, "complaint"),
        # These may be a person behind a gateway that puts in such headers.
        (invented.NOTHING, MachineKind.LIST, "PD-2026-00001-F", Decision.FOLLOW_UP, "list"),
        (
            invented.NOTHING,
            MachineKind.AUTO_GENERATED,
            "PD-2026-00001-F",
            Decision.FOLLOW_UP,
            "auto_generated",
        ),
        # Every other sign of a machine: registered under a prescribed line, the letter is held.
        (
            invented.INQUIRY,
            MachineKind.AUTO_GENERATED,
            None,
            Decision.REGISTER,
            "auto_generated",
        ),
        (invented.INQUIRY, MachineKind.RECEIPT, None, Decision.REGISTER, "receipt"),
        (invented.INQUIRY, MachineKind.COMPLAINT, None, Decision.REGISTER, "complaint"),
    ],
)
def test_the_decision_follows_from_what_was_seen(
    match: Match,
    machine: MachineKind | None,
    case_ref: str | None,
    decision: Decision,
    held: str | None,
) -> None:
    sighting: Sighting = mail(match=match, machine=machine, case_ref=case_ref).sighting
    assert (decide(sighting), held_because(sighting, age=timedelta())) == (decision, held)


@pytest.mark.parametrize(
    ("match", "decision"),
    [
        (invented.INQUIRY, Decision.REVIEW),
        (invented.NEAR, Decision.REVIEW),
        (invented.NOTHING, Decision.IGNORE),
    ],
)
@pytest.mark.parametrize("kind", [MachineKind.OWN, MachineKind.BOUNCE])
def test_what_only_a_from_line_makes_a_machine_is_looked_at(
    match: Match, decision: Decision, kind: MachineKind
) -> None:
    machine = Machine(kind=kind, sign="From", forgeable=True)
    assert decide(Sighting(match=match, machine=machine, case_ref=None)) is decision


@pytest.mark.parametrize("kind", [MachineKind.BOUNCE, MachineKind.RECEIPT, MachineKind.COMPLAINT])
def test_what_may_be_about_our_letter_is_read_whole_where_it_is_small(kind: MachineKind) -> None:
    header = replace(mail(match=invented.NOTHING, machine=kind).sighting, is_whole=False)
    assert decide(header) is Decision.EXAMINE
    assert is_wanted(header, size=LARGEST_REPORT)
    assert not is_wanted(header, size=LARGEST_REPORT + 1)
    assert decide(replace(header, is_whole=True)) is Decision.IGNORE


def test_request_is_read_whole_whatever_its_size() -> None:
    header = replace(mail().sighting, is_whole=False)
    assert is_wanted(header, size=30 * LARGEST_REPORT)
    assert not is_wanted(replace(header, match=invented.NOTHING), size=1)


def test_bounce_that_proves_to_be_about_our_letter_is_a_report_whatever_its_subject_line() -> None:
    report = Report(case_ref="pd-2026-00001-f", letter=1, fate=Fate.FAILED)
    for match in (invented.NOTHING, invented.NEAR, invented.INQUIRY):
        seen = mail(match=match, machine=MachineKind.BOUNCE, case_ref="x").sighting
        assert decide(replace(seen, report=report)) is Decision.REPORT


def test_postmaster_who_answers_our_letter_is_a_person() -> None:
    machine = Machine(kind=MachineKind.BOUNCE, sign="From: mail system", forgeable=True)
    seen = Sighting(match=invented.NOTHING, machine=machine, case_ref="PD-2026-00001-F")
    assert decide(seen) is Decision.FOLLOW_UP


async def test_an_inquiry_becomes_a_case_with_acknowledgement_and_card(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    assert (str(case.ref), case.right, case.state) == (
        "PD-2026-00001-F",
        "dispute",
        State.REGISTERED,
    )
    assert (case.promised, case.target) == (date(2026, 11, 26), date(2026, 11, 26))
    assert await invented.kinds(database, case) == ["letter", "card"]


async def test_the_acknowledgement_answers_the_mail_under_a_name_kept_before_it_leaves(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW)
    letter, _ = await invented.parcels(database, await invented.only_case(database))
    posted = payload.read_letter(letter.payload)
    assert letter.carrier is Carrier.MAIL
    assert posted.message_id is not None
    assert posted.message_id.startswith("<pd.pd-2026-00001-f.1.")
    assert posted.automatic


async def test_a_withdrawal_that_lacks_fields_is_registered_and_says_what_is_missing(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(match=invented.WITHDRAWAL)], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    assert case.missing == ((Field.FULL_NAME,), (Field.PHONE,), (Field.DATA,))


async def test_cases_and_progress_are_kept_together_or_not_at_all(
    take_mail: TakeMail, database: Database
) -> None:
    broken = mail(2, case_ref="not a number of ours")
    with pytest.raises(Exception, match="not a reference number"):
        await take_mail(MAILBOX, [mail(1), broken], PROGRESS, now=NOW)
    assert await invented.cases(database) == []
    assert await database(lambda store: store.mailboxes.progress(MAILBOX)) is None


async def test_the_same_mail_twice_is_one_case(take_mail: TakeMail, database: Database) -> None:
    await take_mail(MAILBOX, [mail(), mail()], PROGRESS, now=NOW)
    await take_mail(MAILBOX, [mail()], replace(PROGRESS, last_uid=8), now=NOW)
    assert len(await invented.cases(database)) == 1


async def test_a_held_acknowledgement_is_not_posted(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(machine=MachineKind.LIST)], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    assert await invented.kinds(database, case) == ["card"]
    assert await invented.history(database, case) == ["registered", "held"]


async def test_the_letter_about_a_mail_found_long_after_its_receipt_waits_for_an_officer(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail()], PROGRESS, now=NOW + timedelta(days=31))
    case = await invented.only_case(database)
    assert (case.held_because, case.received_at) == ("old", NOW)
    assert await invented.kinds(database, case) == ["card"]


async def test_a_mail_from_a_year_without_a_calendar_is_put_before_staff(
    take_mail: TakeMail, database: Database
) -> None:
    ancient = mail()
    submission = replace(ancient.submission, received_at=datetime(1970, 1, 1, tzinfo=UTC))
    await take_mail(MAILBOX, [replace(ancient, submission=submission)], PROGRESS, now=NOW)
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.reason, await invented.cases(database)) == (NO_CALENDAR, [])


async def test_an_answer_to_our_letter_joins_its_case(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(1)], PROGRESS, now=NOW)
    await take_mail(MAILBOX, [mail(2, case_ref="pd-2026-00001-f")], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    found = await invented.dossier(database, case)
    assert [one.identity for one in found.submissions] == ["mail:1", "mail:2"]
    assert await invented.kinds(database, case) == ["letter", "card", "card", "notice"]


async def test_an_answer_about_a_case_that_is_gone_is_put_before_staff(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(case_ref="pd-2026-00001-f")], PROGRESS, now=NOW)
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert review.submission.identity == "mail:1"


async def test_a_near_miss_is_put_before_staff(take_mail: TakeMail, database: Database) -> None:
    await take_mail(MAILBOX, [mail(match=invented.NEAR)], PROGRESS, now=NOW)
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.kind, review.reason) == (ReviewKind.REVIEW, "close to an accepted line")
    (card,) = await database(_claimed_cards)
    assert (card.kind, card.payload) == (Kind.REVIEW, {"review": 1})


async def test_proof_of_the_sender_outlasts_the_wait_for_an_officer(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(match=invented.NEAR, proof=Proof.MAILBOX)], PROGRESS, now=NOW)
    settle = SettleReview(register=take_mail.register, policy=take_mail.policy)
    case = await database(
        lambda store: settle.as_request(
            store, ReviewId(1), RightKey("dispute"), officer=invented.OFFICER, now=NOW
        )
    )
    assert case.proof is Proof.MAILBOX


async def test_what_could_not_be_read_is_quarantined(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(fault="ValueError while reading")], PROGRESS, now=NOW)
    review = await database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.kind, review.reason) == (ReviewKind.QUARANTINE, "ValueError while reading")


async def test_of_other_mail_nothing_is_kept_but_its_place(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [mail(match=invented.NOTHING)], PROGRESS, now=NOW)
    assert await database(lambda store: store.mailboxes.progress(MAILBOX)) == PROGRESS
    assert await database(lambda store: store.submissions.known(["mail:1"])) == frozenset()
    assert await database(lambda store: store.submissions.of_case(CaseId(1))) == []


async def _claimed_cards(store: Store) -> list[Parcel]:
    lease = NOW - NOW
    return list(await store.outbox.claim(Carrier.TELEGRAM, now=NOW, limit=9, lease=lease))
