"""What the staff group sees of a person."""

from dataclasses import replace
from datetime import UTC, datetime

from pd_intake_bot.domain.case import Case, CaseId, State
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.rights import Field, Request, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.telegram.staff.cards import masks

CASE = Case(
    id=CaseId(1),
    ref=Reference("PD", 2026, 1),
    channel=Channel.MAIL,
    request=Request.WITHDRAWAL,
    right=RightKey("withdrawal"),
    language=None,
    received_at=datetime(2026, 11, 23, tzinfo=UTC),
    promised=None,
    target=None,
    proof=Proof.CHANNEL,
    reply_to=MailAddress(address="user@example.test"),
    fields={},
    missing=(),
    held_because=None,
    state=State.REGISTERED,
    confirmed_on=None,
    acknowledged_at=None,
    officer=None,
    taken_at=None,
    closed_at=None,
    version=1,
)


def test_every_field_has_a_mask() -> None:
    assert set(masks.MASKS) == set(Field)


def test_every_field_is_masked() -> None:
    fields = {
        Field.FULL_NAME: "Үлгі Үлгіұлы",
        Field.PHONE: "+77010000021",
        Field.EMAIL: "other@example.test",
        Field.POSTAL_ADDRESS: "Алматы, 1",
        Field.DATA: "телефон",
        Field.DETAILS: "бәрі",
    }
    assert dict(masks.masked(replace(CASE, fields=fields))) == {
        Field.FULL_NAME: "Ү*** Ү***",
        Field.PHONE: "+7 *** ** 21",
        Field.EMAIL: "o***@e***.test",
        Field.POSTAL_ADDRESS: "*** (9)",
        Field.DATA: "*** (7)",
        Field.DETAILS: "*** (4)",
    }


def test_address_that_was_written_from_is_shown_where_no_other_is_named() -> None:
    assert dict(masks.masked(CASE)) == {Field.EMAIL: "u***@e***.test"}


def test_number_of_a_telegram_chat_is_not_shown() -> None:
    case = replace(CASE, reply_to=TelegramChat(chat_id=700100200300))
    assert list(masks.masked(case)) == []
