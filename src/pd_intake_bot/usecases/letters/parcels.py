"""What each thing the service sends looks like as a parcel: key, lane and payload."""

from pd_intake_bot.domain import notices, payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import MailAddress, ReplyTo, TelegramChat
from pd_intake_bot.domain.review import Review

STAFF = "staff"
"""The lane of the staff group: one thing after the other, as Telegram's limits want it."""


def letter(key: str, posted: PostedLetter, *, case_id: CaseId) -> NewParcel:
    """Pack a letter to the person of a case."""
    return NewParcel(
        key=key,
        carrier=Carrier.MAIL if isinstance(posted.to, MailAddress) else Carrier.TELEGRAM,
        kind=Kind.LETTER,
        lane=lane(posted.to),
        payload=payload.write_letter(posted),
        case_id=case_id,
    )


def card(case: Case) -> NewParcel:
    """Pack the card of a case as it now stands; it is written when it leaves."""
    return card_of(case.id, case.version)


def card_of(case_id: CaseId, version: int) -> NewParcel:
    """Pack the card of a case of which no more is at hand than its version."""
    return NewParcel(
        key=f"card:{case_id}:{version}",
        carrier=Carrier.TELEGRAM,
        kind=Kind.CARD,
        lane=STAFF,
        payload={},
        case_id=case_id,
    )


def review_card(review: Review) -> NewParcel:
    """Pack the card of a review or quarantine item as it now stands."""
    return NewParcel(
        key=f"review:{review.id}:{review.verdict}",
        carrier=Carrier.TELEGRAM,
        kind=Kind.REVIEW,
        lane=STAFF,
        payload={"review": review.id},
    )


def notice(key: str, text: str, *, case: Case) -> NewParcel:
    """Pack one line to the staff group about a case; `text` is its key in the locales."""
    told = Notice(lines=(Line(text=text),), ref=str(case.ref))
    return tell(key, told, case_id=case.id)


def tell(key: str, told: Notice, *, case_id: CaseId | None = None) -> NewParcel:
    """Pack a notice to the staff group, or to one officer in private."""
    return NewParcel(
        key=key,
        carrier=Carrier.TELEGRAM,
        kind=Kind.NOTICE,
        lane=STAFF if told.to is None else f"chat:{told.to}",
        payload=notices.write(told),
        case_id=case_id,
    )


def lane(to: ReplyTo) -> str:
    """Name the lane of a person, so that what they are sent arrives in order."""
    match to:
        case MailAddress():
            return f"mail:{to.address.lower()}"
        case TelegramChat():
            return f"chat:{to.chat_id}"
