"""An invented mail in the form that use cases take it, and how to look at what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.rights import Field, Language, Request
from pd_intake_bot.domain.subject_lines import Match, Verdict, Why
from pd_intake_bot.domain.submission import Channel, Submission, digest
from pd_intake_bot.domain.work import Act, Order
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.decide_mail import ReadMail, Sighting
from pd_intake_bot.usecases.ports import Progress
from pd_intake_bot.usecases.records import look

MAILBOX = "info@example.test/INBOX"
NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
PROGRESS = Progress(uidvalidity=1, last_uid=7)
OFFICER = "7001"

INQUIRY = Match(
    verdict=Verdict.ACCEPTED, request=Request.INQUIRY, language=Language.KK, why=Why.PRESCRIBED
)
WITHDRAWAL = replace(INQUIRY, request=Request.WITHDRAWAL)
NEAR = replace(INQUIRY, verdict=Verdict.REVIEW, why=Why.CLOSE)
NOTHING = replace(INQUIRY, verdict=Verdict.IGNORED, request=None, why=Why.NO_LINE)


def mail(
    number: int = 1,
    *,
    match: Match = INQUIRY,
    machine: MachineKind | None = None,
    case_ref: str | None = None,
    **changes: Any,  # noqa: ANN401 - any field of a read mail, as `replace` takes them
) -> ReadMail:
    submission = Submission(
        channel=Channel.MAIL,
        identity=f"mail:{number}",
        received_at=NOW,
        language=Language.KK,
        sender_name="Үлгі Үлгіұлы",
        sender_address="user@example.test",
        subject_line="Дербес деректер туралы сұрау",
        text=f"Менің деректерімді өңдейсіздер ме? ({number})",
        raw=digest(f"raw {number}".encode()),
        message_id=f"<{number}@example.test>",
    )
    sign = Machine(kind=machine, sign="a header") if machine else None
    read = ReadMail(
        sighting=Sighting(match=match, machine=sign, case_ref=case_ref),
        submission=submission,
        reply_to=MailAddress(address="user@example.test", message_id=f"<{number}@example.test>"),
        fields={Field.EMAIL: "user@example.test"},
    )
    return replace(read, **changes)


async def cases(database: Database) -> Sequence[Case]:
    return await database(lambda store: store.cases.all())


async def only_case(database: Database) -> Case:
    (case,) = await cases(database)
    return case


async def dossier(database: Database, case: Case) -> look.Dossier:
    return await database(lambda store: look.gather(store, case.id))


async def parcels(database: Database, case: Case) -> Sequence[Parcel]:
    return (await dossier(database, case)).parcels


async def kinds(database: Database, case: Case) -> list[str]:
    return [parcel.kind.value for parcel in await parcels(database, case)]


async def history(database: Database, case: Case) -> list[str]:
    return [event.kind.value for event in (await dossier(database, case)).events]


def reply(words: str) -> Order:
    """Order an answer in these words."""
    return Order(act=Act.ANSWER, words=words)
