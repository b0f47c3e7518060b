"""Messages with personal data in officers' chats: written down as they stand, and taken away."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Carrier, Json, Kind, NewParcel, Parcel
from pd_intake_bot.domain.queue import Shown
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

AT_ONCE = 100
"""Messages that Telegram deletes in one call (Bot API, deleteMessages)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose personal data a message holds: those of a case, or of a review item."""

    case: CaseId | None = None
    review: ReviewId | None = None


def describe(about: About, *, batch: int, changeable: bool) -> dict[str, Json]:
    """Write into a parcel that it holds personal data; `batch` is what it came with."""
    return {
        "case": about.case,
        "review": about.review,
        "batch": batch,
        "changeable": changeable,
    }


def removal(key: str, chat_id: int, messages: list[int], *, tell: int | None = None) -> NewParcel:
    """Pack the removal of messages; where it fails `tell` is asked to do it by hand."""
    return NewParcel(
        key=key,
        carrier=Carrier.TELEGRAM,
        kind=Kind.REMOVAL,
        # A lane of its own: what is to go waits for nothing that is to come.
        lane=f"removal:{chat_id}",
        payload={"chat_id": chat_id, "messages": list[Json](messages), "tell": tell},
    )


async def record(store: Store, parcel: Parcel, sent: Sent, *, now: datetime) -> None:
    """Write down where a message with personal data stands now."""
    shows = cast("dict[str, Json] | None", parcel.payload.get("shows"))
    if shows is None:
        return
    shown = Shown(
        chat_id=int(sent.ids["chat_id"]),
        message_id=int(sent.ids["message_id"]),
        batch=cast("int", shows["batch"]),
        at=now,
        changeable=bool(shows["changeable"]),
        parcel=parcel.key,
        case=cast("int | None", shows["case"]),
        review=cast("int | None", shows["review"]),
    )
    await store.showing.add(shown)


async def not_removed(store: Store, parcel: Parcel, *, now: datetime) -> None:
    """Ask the officer to delete by hand what Telegram does not let the bot delete."""
    officer = cast("int | None", parcel.payload["tell"])
    if officer is None:
        return
    in_group = parcel.payload["chat_id"] != officer
    text = "notice-delete-in-group" if in_group else "notice-delete-here"
    # A private chat hears it once a day: after an outage much stays at once.
    key = parcel.key if in_group else f"removal:{officer}:{now:%Y-%m-%d}"
    told = parcels.tell(f"{key}:told", Notice(lines=(Line(text=text),), to=officer))
    await store.outbox.add(told, now=now)
