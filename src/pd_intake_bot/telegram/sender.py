"""Carries parcels to Telegram and says exactly what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, cast

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent
from pd_intake_bot.domain.outbox import Json, Kind, Parcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.telegram import calls, letters, outcomes, screens, staff_chat
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.ports import Blobs, Place, Store, Transactions

_POSTERS = (Kind.CARD, Kind.REVIEW, Kind.NOTICE)


class StaffCards(Protocol):
    """Writes what stands in the staff group, from the store at the moment of sending."""

    async def render_card(self, store: Store, case_id: CaseId, *, now: datetime) -> Screen:
        """Write the card of a case."""
        ...

    async def render_review(self, store: Store, review_id: ReviewId, *, now: datetime) -> Screen:
        """Write the card of a review or quarantine item."""
        ...

    async def render_notice(
        self, store: Store, payload: Mapping[str, Json], *, now: datetime
    ) -> Screen:
        """Write a line to the staff group."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Poster:
    """Something for the staff group, and where an earlier form of it stands."""

    chat_id: int
    screen: Screen
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The carrier of Telegram: one parcel, one outcome."""

    bot: Bot
    blobs: Blobs
    transactions: Transactions
    cards: StaffCards
    staff_chat: int | None
    clock: Callable[[], datetime]
    _parts_sent: dict[str, int] = field(default_factory=dict)

    async def __call__(self, parcel: Parcel) -> Outcome:
        """Send a parcel: a letter, a message of a conversation, or a card."""
        try:
            match parcel.kind:
                case Kind.LETTER:
                    return await self._letter(parcel)
                case Kind.MESSAGE:
                    return await self._message(parcel)
                case _:
                    return await self._poster(parcel)
        except TelegramMigrateToChat as error:
            return await self._follow(error)
        except AiogramError as error:
            return _of_error(parcel, error)
        except LookupError:
            return Refused(answer="what was to be sent is not there any more")

    async def _letter(self, parcel: Parcel) -> Outcome:
        """Send a letter; of a long one, only the parts that have not left yet."""
        posted = payload.read_letter(parcel.payload)
        if not isinstance(posted.to, TelegramChat):
            return Refused(answer="not addressed to a Telegram chat")
        message_id = 0
        parts = letters.write(posted.letter)
        for number in range(self._parts_sent.get(parcel.key, 0), len(parts)):
            screen = Screen(text=parts[number])
            message_id = await calls.send(self.bot, posted.to.chat_id, screen)
            self._parts_sent[parcel.key] = number + 1
        self._parts_sent.pop(parcel.key, None)
        return _sent(posted.to.chat_id, message_id)

    async def _message(self, parcel: Parcel) -> Outcome:
        chat_id = cast("int", parcel.payload["chat_id"])
        edit = cast("int | None", parcel.payload["edit"])
        screen = screens.read(parcel.payload)
        content = await self.blobs.get(screen.file.digest) if screen.file else None
        message_id = await calls.show(self.bot, chat_id, screen, edit=edit, content=content)
        return _sent(chat_id, message_id)

    async def _poster(self, parcel: Parcel) -> Outcome:
        now = self.clock()
        poster = await self.transactions(lambda store: self._render(store, parcel, now))
        if poster is None:
            return Postponed(answer="no staff group is set", retry_after=timedelta(minutes=15))
        edit = poster.place.message_id if poster.place else None
        screen = poster.screen
        content = await self.blobs.get(screen.file.digest) if screen.file else None
        message_id = await calls.show(self.bot, poster.chat_id, screen, edit=edit, content=content)
        return _sent(poster.chat_id, message_id)

    async def _render(self, store: Store, parcel: Parcel, now: datetime) -> _Poster | None:
        chat_id = await staff_chat.current(store, self.staff_chat)
        if parcel.kind is Kind.NOTICE:
            return await self._notice(store, parcel, now, group=chat_id)
        if chat_id is None:
            return None
        if parcel.kind is Kind.CARD:
            case_id = CaseId(parcel.case_id or 0)
            key, screen = f"case:{case_id}", await self.cards.render_card(store, case_id, now=now)
        else:
            review_id = ReviewId(cast("int", parcel.payload["review"]))
            key = f"review:{review_id}"
            screen = await self.cards.render_review(store, review_id, now=now)
        place = await store.cards.place(key)
        # A card of a group that has moved is out of reach: it is posted anew.
        stands = place if place and place.chat_id == chat_id else None
        return _Poster(chat_id=chat_id, screen=screen, place=stands)

    async def _notice(
        self, store: Store, parcel: Parcel, now: datetime, *, group: int | None
    ) -> _Poster | None:
        chat_id = cast("int | None", parcel.payload["to"]) or group
        if chat_id is None:
            return None
        screen = await self.cards.render_notice(store, parcel.payload, now=now)
        return _Poster(chat_id=chat_id, screen=screen, place=None)

    async def _follow(self, error: TelegramMigrateToChat) -> Outcome:
        to = error.migrate_to_chat_id
        await self.transactions(lambda store: staff_chat.moved(store, to=to))
        return Postponed(answer=error.message, retry_after=timedelta())


def _of_error(parcel: Parcel, error: AiogramError) -> Outcome:
    outcome = outcomes.of_error(error)
    in_group = parcel.kind in _POSTERS and not parcel.payload.get("to")
    if in_group and outcomes.is_of_chat(error):
        # The group is the operator's to mend; what it should have heard must not be lost.
        return Postponed(answer=outcome.answer)
    return outcome


def _sent(chat_id: int, message_id: int) -> Sent:
    return Sent(answer="ok", ids={"chat_id": chat_id, "message_id": message_id})
