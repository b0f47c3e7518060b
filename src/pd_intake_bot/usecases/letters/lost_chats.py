"""A person's chat is lost: the case goes on, staff are told once a day, and the mailbox is used.

Who blocks the bot and lets it in again, over and over, fills the history of their cases and not
the staff group.
"""

from dataclasses import replace
from datetime import UTC, datetime

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.notices import Line, Notice
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.person import ReplyTo, TelegramChat
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

_SIGNS = (
    "bot was blocked by the user",
    "user is deactivated",
    "chat not found",
    "bot can't initiate conversation",
    "PEER_ID_INVALID",
)
"""What the Bot API says of a private chat that nothing can be written to (403 and 400)."""


def is_lost(answer: str | None) -> bool:
    """Tell whether Telegram's answer means that the person's chat is out of reach."""
    return any(sign in (answer or "") for sign in _SIGNS)


async def lose(store: Store, chat: TelegramChat, *, now: datetime) -> bool:
    """Take a chat for lost, and tell staff; False where it was known or is nobody's case."""
    if not await store.lost_chats.lose(chat, now=now):
        return False
    concerned = await _note(store, chat, EventKind.CHAT_LOST, now)
    if concerned is None:
        return False
    by_mail = bool(await store.ties.mailboxes(chat))
    text = "notice-chat-lost-mail" if by_mail else "notice-chat-lost"
    await _tell(store, concerned, text, now)
    return True


async def find(store: Store, chat: TelegramChat, *, now: datetime) -> bool:
    """Take a chat for found again, and tell staff; False where it was never lost."""
    if not await store.lost_chats.find(chat):
        return False
    concerned = await _note(store, chat, EventKind.CHAT_FOUND, now)
    if concerned is not None:
        await _tell(store, concerned, "notice-chat-found", now)
    return True


async def way_to(store: Store, to: ReplyTo) -> ReplyTo:
    """Say where a letter goes: where the request came from, or to the mailbox of a lost chat."""
    if not isinstance(to, TelegramChat) or not await store.lost_chats.knows(to):
        return to
    return next(iter(await store.ties.mailboxes(to)), to)


async def send_by_mail(store: Store, parcel: Parcel, *, now: datetime) -> bool:
    """Send by mail a letter that a lost chat has refused; False where no mailbox is known."""
    posted = payload.read_letter(parcel.payload)
    if not isinstance(posted.to, TelegramChat) or not is_lost(parcel.answer):
        return False
    await lose(store, posted.to, now=now)
    to = await way_to(store, posted.to)
    if to == posted.to or parcel.case_id is None:
        return False
    again = parcels.letter(f"{parcel.key}:mail", _turned(posted, to), case_id=parcel.case_id)
    await store.outbox.add(again, now=now)
    return True


def _turned(posted: PostedLetter, to: ReplyTo) -> PostedLetter:
    return replace(posted, to=to, letter=posted.letter.turned())


async def _note(store: Store, chat: TelegramChat, kind: EventKind, now: datetime) -> Case | None:
    """Write it into the history of every open case; gives the newest of them."""
    cases = [one for one in await store.cases.of_person(chat) if one.state.is_open]
    for case in cases:
        await store.events.add(case.id, Event(kind=kind, at=now, actor=SYSTEM, data={}))
    return cases[0] if cases else None


async def _tell(store: Store, case: Case, text: str, now: datetime) -> None:
    """Tell staff of the first change of a day; a day of UTC ends before anybody is at work."""
    told = Notice(lines=(Line(text=text), Line(text="notice-chat-later")), ref=str(case.ref))
    key = f"notice:chat:{case.id}:{now.astimezone(UTC).date()}"
    await store.outbox.add(parcels.tell(key, told, case_id=case.id), now=now)
