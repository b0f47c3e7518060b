"""Invented people and what they send."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pd_intake_bot.domain.case import NewCase
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import NewReview, ReviewKind
from pd_intake_bot.domain.rights import Field, Language, Request, RightKey
from pd_intake_bot.domain.submission import Attachment, Channel, Submission, digest
from pd_intake_bot.domain.understood import Reading, Suggestion, Understood

NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
ADDRESS = MailAddress(
    address="user@example.test", message_id="<1@example.test>", references=("<0@example.test>",)
)

_CASE = NewCase(
    channel=Channel.MAIL,
    request=Request.INQUIRY,
    right=RightKey("access"),
    language=Language.KK,
    received_at=NOW,
    promised=date(2026, 12, 2),
    target=date(2026, 11, 26),
    proof=Proof.CHANNEL,
    reply_to=ADDRESS,
    fields={Field.FULL_NAME: "Үлгі Үлгіұлы", Field.PHONE: "+77010000021"},
    missing=((Field.DATA,), (Field.EMAIL, Field.POSTAL_ADDRESS)),
    held_because=None,
    understood=Understood(
        readings=(
            Reading(field=Field.FULL_NAME, value="Үлгі Үлгіұлы", words="ТАӘ: Үлгі Үлгіұлы"),
            Reading(field=Field.DATA, value="деректерім", words="менің деректерім", sure=False),
        ),
        suggestion=Suggestion(
            right=RightKey("sources"), words=("Қайдан алдыңыз?",), target=date(2026, 11, 26)
        ),
    ),
)
_SUBMISSION = Submission(
    channel=Channel.MAIL,
    identity="mail:1",
    received_at=NOW,
    language=Language.RU,
    sender_name="Пример Примерович",
    sender_address="user@example.test",
    subject_line="Запрос о персональных данных",
    text="Прошу сообщить, какие мои данные у вас есть.",
    raw=digest(b"raw"),
    message_id="<1@example.test>",
    attachments=(
        Attachment(name="паспорт.pdf", media_type="application/pdf", size=3, digest=digest(b"pdf")),
        Attachment(name="фото.jpg", media_type="image/jpeg", size=4, digest=digest(b"jpeg")),
    ),
)
_PARCEL = NewParcel(
    key="letter:1",
    carrier=Carrier.MAIL,
    kind=Kind.LETTER,
    lane="mail:user@example.test",
    payload={"paragraphs": ["Сәлеметсіз бе, Үлгі Үлгіұлы!"], "automatic": True, "message_id": None},
)


def case(**changes: Any) -> NewCase:  # noqa: ANN401 - any field of a case, as `replace` takes them
    return replace(_CASE, **changes)


def submission(number: int = 1, **changes: Any) -> Submission:  # noqa: ANN401 - likewise
    return replace(_SUBMISSION, identity=f"mail:{number}", **changes)


def review(**changes: Any) -> NewReview:  # noqa: ANN401 - likewise
    item = NewReview(
        kind=ReviewKind.REVIEW,
        submission=submission(),
        reply_to=ADDRESS,
        request=Request.WITHDRAWAL,
        reason="near",
    )
    return replace(item, **changes)


def parcel(number: int = 1, **changes: Any) -> NewParcel:  # noqa: ANN401 - likewise
    return replace(_PARCEL, key=f"letter:{number}", **changes)
