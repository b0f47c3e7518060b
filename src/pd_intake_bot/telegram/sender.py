"""Carries parcels to Telegram and says exactly what became of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.telegram import (
    calls,
    letters,
    outcomes,
    removing,
    reports,
    screens,
    staff_chat,
)
from pd_intake_bot.telegram.calls import Spot
from pd_intake_bot.telegram.group_pace import Limits
from pd_intake_bot.telegram.pace import Pace, Rates, is_for_group
from pd_intake_bot.telegram.poster import Poster
from pd_intake_bot.telegram.reports import Compose
from pd_intake_bot.telegram.screens import File, Screen
from pd_intake_bot.telegram.staff_cards import StaffCards
from pd_intake_bot.usecases.ports import Blobs, Store, Transactions

_log = structlog.get_logger(__name__)

_POSTERS = (Kind.CARD, Kind.REVIEW, Kind.NOTICE)


_IN_TURN = "group"


def way_of(parcel: Parcel) -> str:
    """Name what may be under way but once: a person's chat, or all that is not for a person.

    The staff group is written to in order and at a measured rate.
    """
    in_private = parcel.kind is Kind.MESSAGE and cast("int", parcel.payload["chat_id"]) > 0
    return parcel.lane if in_private or parcel.kind is Kind.LETTER else _IN_TURN


@dataclass(slots=True, kw_only=True)
class Sender:
    """The carrier of Telegram: one parcel, one outcome."""

    bot: Bot
    blobs: Blobs
    transactions: Transactions
    cards: StaffCards
    staff_chat: int | None
    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=lambda: Pace(rates=Rates()))
    compose: Compose | None = None
    _parts_sent: dict[str, int] = field(default_factory=dict, init=False)
    _first_ids: dict[str, int] = field(default_factory=dict, init=False)
    _poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        """Build what writes into the staff group."""
        self._poster = Poster(
            bot=self.bot,
            blobs=self.blobs,
            transactions=self.transactions,
            cards=self.cards,
            staff_chat=self.staff_chat,
            clock=self.clock,
            limits=self.limits,
        )

    async def __call__(self, parcel: Parcel) -> Outcome:
        """Send a parcel: a letter, a message of a conversation, or something for the group."""
        try:
            return await self._send(parcel)
        except TelegramMigrateToChat as error:
            return await self._follow(error)
        except TelegramRetryAfter as error:
            return self._rest(parcel, error)
        except AiogramError as error:
            return _of_error(parcel, error)
        except LookupError:
            return Refused(answer="what was to be sent is not there any more")

    async def _send(self, parcel: Parcel) -> Outcome:
        match parcel.kind:
            case Kind.LETTER:
                return await self._letter(parcel)
            case Kind.MESSAGE:
                return await self._message(parcel)
            case Kind.FAREWELL:
                return await self._farewell(parcel)
            case Kind.REMOVAL:
                return await removing.remove(self.bot, parcel)
            case Kind.REPORT:
                return await self._report(parcel)
            case _:
                return await self._poster(parcel)

    def _rest(self, parcel: Parcel, error: TelegramRetryAfter) -> Outcome:
        """Let a chat rest for as long as Telegram says, and whatever else it means."""
        now, rest = self.clock(), timedelta(seconds=error.retry_after)
        self.pace.refused(parcel, now, for_=rest)
        if is_for_group(parcel):
            self._poster.pace.rest(now + rest)
        return _of_error(parcel, error)

    async def _letter(self, parcel: Parcel) -> Outcome:
        """Send a letter and then its files; only the parts that have not left yet."""
        posted = payload.read_letter(parcel.payload)
        if not isinstance(posted.to, TelegramChat):
            return Refused(answer="not addressed to a Telegram chat")
        message_id = first = self._first_ids.get(parcel.key, 0)
        parts = [
            *(Screen(text=part) for part in letters.write(posted.letter)),
            *(Screen(text="", file=File.of(one)) for one in posted.letter.files),
        ]
        for number in range(self._parts_sent.get(parcel.key, 0), len(parts)):
            part = parts[number]
            content = await self.blobs.get(part.file.digest) if part.file else None
            if number:  # The first was counted when the parcel began.
                self.pace.count(parcel, self.clock())
            message_id = await calls.send(self.bot, posted.to.chat_id, part, content=content)
            self._parts_sent[parcel.key] = number + 1
            first = self._first_ids.setdefault(parcel.key, message_id)
        self._parts_sent.pop(parcel.key, None)
        self._first_ids.pop(parcel.key, None)
        return _sent(posted.to.chat_id, message_id, first=first)

    async def _message(self, parcel: Parcel) -> Outcome:
        chat_id = cast("int", parcel.payload["chat_id"])
        edit = cast("int | None", parcel.payload["edit"])
        thread = cast("int | None", parcel.payload.get("thread"))
        screen = screens.read(parcel.payload)
        content = await self.blobs.get(screen.file.digest) if screen.file else None
        if is_for_group(parcel):  # Cards yield to what officers wait for.
            self._poster.pace.wrote(self.clock())
        message_id = await calls.show(
            self.bot, Spot(chat_id=chat_id, thread=thread), screen, edit=edit, content=content
        )
        return _sent(chat_id, message_id)

    async def _report(self, parcel: Parcel) -> Outcome:
        if self.compose is None:
            return Refused(answer="no reports are made here")
        return await reports.send(self.bot, self.compose, parcel)

    async def _farewell(self, parcel: Parcel) -> Outcome:
        """Say a last word in a group that is not ours, and leave it."""
        chat_id = cast("int", parcel.payload["chat_id"])
        if await self._is_ours(chat_id):
            return Refused(answer="it is the staff group")
        try:
            await calls.send(self.bot, chat_id, screens.read(parcel.payload))
        except TelegramMigrateToChat:
            raise
        except AiogramError as error:
            # Strangers may have taken the right to write: the bot leaves all the same.
            _log.info("left without a word", error=type(error).__name__)
        await self.bot.leave_chat(chat_id)
        return Sent(answer="ok")

    async def _is_ours(self, chat_id: int) -> bool:
        """Tell whether this is the staff group, perhaps under a number not yet heard of."""
        known = await self.transactions(lambda store: staff_chat.current(store, self.staff_chat))
        if known is None or known == chat_id:
            return known == chat_id
        try:
            await self.bot.get_chat(known)
        except TelegramMigrateToChat as error:
            await self._follow(error)
            return error.migrate_to_chat_id == chat_id
        except (TelegramForbiddenError, TelegramBadRequest):
            return False
        return False

    async def _follow(self, error: TelegramMigrateToChat) -> Outcome:
        to, now = error.migrate_to_chat_id, self.clock()

        async def move(store: Store) -> None:
            former = await staff_chat.current(store, self.staff_chat)
            if former is not None and former != to:
                await staff_chat.moved(store, former=former, to=to, now=now)

        await self.transactions(move)
        return Postponed(answer=error.message, retry_after=timedelta())


def _of_error(parcel: Parcel, error: AiogramError) -> Outcome:
    outcome = outcomes.of_error(error)
    in_group = parcel.kind in _POSTERS and not parcel.payload.get("to")
    if in_group and outcomes.is_of_chat(error):
        # The group is the operator's to mend; what it should have heard must not be lost.
        return Postponed(answer=outcome.answer)
    return outcome


def _sent(chat_id: int, message_id: int, *, first: int | None = None) -> Sent:
    ids: dict[str, str | int] = {"chat_id": chat_id, "message_id": message_id}
    return Sent(answer="ok", ids=ids | ({"first_id": first} if first else {}))
