"""Puts cards, digests and notices into the staff group, in the place where each belongs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent
from pd_intake_bot.domain.outbox import Kind, Parcel
from pd_intake_bot.domain.review import Review, ReviewId, Verdict
from pd_intake_bot.telegram import calls, rolls, staff_chat, staff_mode, topics
from pd_intake_bot.telegram.calls import Spot
from pd_intake_bot.telegram.digests import Digests
from pd_intake_bot.telegram.group_pace import GroupPace, Limits
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff_cards import StaffCards
from pd_intake_bot.telegram.topics import BusyTopic, Topics, Trouble, Wanted
from pd_intake_bot.usecases.ports import Blobs, Place, Store, Transactions

NO_GROUP = Postponed(answer="no staff group is set", retry_after=timedelta(minutes=15))
BUSY = Postponed(answer="another process makes the topic", retry_after=timedelta(seconds=5))

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A case's card as it should be; `place` is where it stands, in this very group."""

    case: Case
    chat_id: int
    place: Place | None
    name: str

    @property
    def key(self) -> str:
        return f"case:{self.case.id}"

    @property
    def shown(self) -> str:
        return f"{self.case.version}|{self.name}"

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            case_id=self.case.id,
            chat_id=self.chat_id,
            name=self.name,
            is_open=self.case.state.is_open,
        )


@dataclass(slots=True, kw_only=True)
class Poster:
    """Writes into the group; what it raises is aiogram's."""

    bot: Bot
    blobs: Blobs
    transactions: Transactions
    cards: StaffCards
    staff_chat: int | None
    clock: Callable[[], datetime]
    limits: Limits
    topics: Topics = field(init=False)
    pace: GroupPace = field(init=False)
    digests: Digests = field(init=False)

    def __post_init__(self) -> None:
        """Build what this one alone uses."""
        self.topics = Topics(bot=self.bot, transactions=self.transactions, clock=self.clock)
        self.pace = GroupPace(limits=self.limits)
        self.digests = Digests(
            bot=self.bot,
            transactions=self.transactions,
            cards=self.cards,
            pace=self.pace,
            clock=self.clock,
        )

    async def __call__(self, parcel: Parcel) -> Outcome:
        """Put one parcel into the group, or a notice into an officer's private chat."""
        to = cast("int | None", parcel.payload.get("to"))
        if to is not None:
            return await self._notice(parcel, Spot(chat_id=to), to)
        chat_id = await self.transactions(self._chat)
        if chat_id is None:
            return NO_GROUP
        wait = self.pace.wait(self.clock(), f"case:{parcel.case_id}")
        if wait is not None:
            return Postponed(answer="the group is written to slowly", retry_after=wait)
        if parcel.kind is Kind.CARD:
            return await self.card(CaseId(parcel.case_id or 0), chat_id)
        if parcel.kind is Kind.REVIEW:
            return await self._review(ReviewId(cast("int", parcel.payload["review"])), chat_id)
        return await self._about(parcel, chat_id)

    async def card(self, case_id: CaseId, chat_id: int) -> Outcome:
        """Put a card where it belongs; what proves gone on the way is made anew, once."""
        try:
            return await self._card(case_id, chat_id)
        except BusyTopic:
            return BUSY
        except TelegramBadRequest as error:
            if not await self._mend(error, case_id, chat_id):
                raise
        return await self._card(case_id, chat_id)

    async def _chat(self, store: Store) -> int | None:
        return await staff_chat.current(store, self.staff_chat)

    async def _mend(self, error: TelegramBadRequest, case_id: CaseId, chat_id: int) -> bool:
        match topics.trouble(error):
            case Trouble.GONE:
                await self.topics.forget(case_id)
                await self.transactions(lambda store: _lose(store, case_id))
            case Trouble.NO_FORUM:
                _log.warning("no topics in the staff group", why=error.message)
                await self.transactions(lambda store: staff_mode.put(store, chat_id, forum=False))
            case None:
                return False
        return True

    async def _is_forum(self, chat_id: int) -> bool:
        seen = await self.transactions(lambda store: staff_mode.is_forum(store, chat_id))
        if seen is None:
            forum = bool((await self.bot.get_chat(chat_id)).is_forum)
            await self.transactions(lambda store: staff_mode.put(store, chat_id, forum=forum))
            return forum
        return seen

    async def _plan(self, store: Store, case_id: CaseId, chat_id: int) -> _Plan:
        case = await store.cases.get(case_id)
        place = await store.cards.place(f"case:{case_id}")
        cards = await self.cards.speaking(store, None)
        halted = await store.clocks.halted(case_id)
        return _Plan(
            case=case,
            chat_id=chat_id,
            # A card of a group that has moved is out of reach: it is posted anew.
            place=place if place and place.chat_id == chat_id else None,
            name=cards.name_topic(case, now=self.clock(), halted=halted)[: topics.NAME_LIMIT],
        )

    async def _card(self, case_id: CaseId, chat_id: int) -> Outcome:
        forum = await self._is_forum(chat_id)
        plan = await self.transactions(lambda store: self._plan(store, case_id, chat_id))
        if plan.place and _stands(plan, plan.place, forum=forum):
            return _sent(chat_id, plan.place.message_id)
        if plan.place is None and self.pace.is_burst(self.clock()):
            listed = await self.digests.add(rolls.CASES, case_id, chat_id)
            if listed is not None:
                return listed
        thread = await self.topics.ready(plan.wanted) if forum else None
        message_id = await self._show(plan, thread)
        if thread is not None:
            await self.topics.finish(plan.wanted)
        return _sent(chat_id, message_id)

    async def _show(self, plan: _Plan, thread: int | None) -> int:
        now, old = self.clock(), plan.place
        screen = await self.transactions(lambda store: self._render(store, plan.case.id, now))
        stays = old is not None and not old.shared and thread in {None, old.topic}
        edit = old.message_id if old and stays else None
        spot = Spot(chat_id=plan.chat_id, thread=thread)
        self.pace.wrote(now, plan.key, new_card=edit is None)
        message_id = await calls.show(self.bot, spot, screen, edit=edit)
        topic = old.topic if old and message_id == edit else thread
        place = Place(chat_id=plan.chat_id, message_id=message_id, topic=topic, shown=plan.shown)
        await self.transactions(lambda store: store.cards.put(plan.key, place))
        if old and not old.shared and message_id != old.message_id and old.topic is None:
            await self._retire(plan, old)
        return message_id

    async def _retire(self, plan: _Plan, old: Place) -> None:
        """Take the buttons from a card that now stands elsewhere."""
        screen = await self.transactions(lambda store: self._render_moved(store, plan.case.id))
        try:
            await calls.edit_text(self.bot, plan.chat_id, screen, old.message_id)
        except AiogramError as error:
            # The old card may be gone already; the new one stands.
            _log.info("old card not retired", error=type(error).__name__)

    async def _render(self, store: Store, case_id: CaseId, now: datetime) -> Screen:
        cards = await self.cards.speaking(store, None)
        return await cards.render_card(store, case_id, now=now)

    async def _render_moved(self, store: Store, case_id: CaseId) -> Screen:
        cards = await self.cards.speaking(store, None)
        return await cards.render_moved(store, case_id)

    async def _review(self, review_id: ReviewId, chat_id: int) -> Outcome:
        now, key = self.clock(), f"review:{review_id}"

        async def look(store: Store) -> tuple[Review, Place | None]:
            return await store.reviews.get(review_id), await store.cards.place(key)

        async def render(store: Store) -> Screen:
            cards = await self.cards.speaking(store, None)
            return await cards.render_review(store, review_id, now=now)

        review, place = await self.transactions(look)
        old = place if place and place.chat_id == chat_id else None
        if old and old.shared and old.shown == rolls.gist_of_review(review):
            return _sent(chat_id, old.message_id)
        if old is None and review.verdict is Verdict.OPEN and self.pace.is_burst(now):
            listed = await self.digests.add(rolls.REVIEWS, review_id, chat_id)
            if listed is not None:
                return listed
        screen = await self.transactions(render)
        edit = old.message_id if old and not old.shared else None
        self.pace.wrote(now, new_card=edit is None)
        message_id = await calls.show(self.bot, chat_id, screen, edit=edit)
        own = Place(chat_id=chat_id, message_id=message_id, shown="")
        await self.transactions(lambda store: store.cards.put(key, own))
        return _sent(chat_id, message_id)

    async def _about(self, parcel: Parcel, chat_id: int) -> Outcome:
        """Put a notice where its case stands: into its topic, or beneath its card."""
        spot = await self._spot(parcel.case_id, chat_id)
        self.pace.wrote(self.clock())
        try:
            return await self._notice(parcel, spot, None)
        except TelegramBadRequest as error:
            if parcel.case_id is None or not await self._mend(error, parcel.case_id, chat_id):
                raise
        await self.card(parcel.case_id, chat_id)
        return await self._notice(parcel, await self._spot(parcel.case_id, chat_id), None)

    async def _spot(self, case_id: CaseId | None, chat_id: int) -> Spot:
        if case_id is None:
            return Spot(chat_id=chat_id)
        forum = await self._is_forum(chat_id)

        async def find(store: Store) -> Spot:
            place = await store.cards.place(f"case:{case_id}")
            topic = await store.topics.of_case(case_id) if forum else None
            if topic is not None and topic.chat_id == chat_id:
                return Spot(chat_id=chat_id, thread=topic.thread)
            if place is None or place.chat_id != chat_id or place.shared:
                return Spot(chat_id=chat_id)
            return Spot(chat_id=chat_id, reply_to=place.message_id)

        return await self.transactions(find)

    async def _notice(self, parcel: Parcel, spot: Spot, to: int | None) -> Outcome:
        now = self.clock()

        async def render(store: Store) -> Screen:
            cards = await self.cards.speaking(store, to)
            return await cards.render_notice(store, parcel.payload, now=now)

        screen = await self.transactions(render)
        content = await self.blobs.get(screen.file.digest) if screen.file else None
        return _sent(spot.chat_id, await calls.send(self.bot, spot, screen, content=content))


def _stands(plan: _Plan, place: Place, *, forum: bool) -> bool:
    """Tell whether the card shows all this already: of several changes the first edit tells."""
    if place.shared:
        return place.shown == rolls.gist(plan.case)
    moves = forum and place.topic is None and plan.case.state.is_open
    return place.shown == plan.shown and not moves


async def _lose(store: Store, case_id: CaseId) -> None:
    """Write down that a card shows nothing: it has gone with its topic."""
    key = f"case:{case_id}"
    place = await store.cards.place(key)
    if place is not None and place.topic is not None:
        await store.cards.put(key, replace(place, shown=""))


def _sent(chat_id: int, message_id: int) -> Sent:
    return Sent(answer="ok", ids={"chat_id": chat_id, "message_id": message_id})
