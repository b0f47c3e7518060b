"""Takes personal data out of officers' private chats when their time there is over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.queue import Shown
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import speech
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store, Transactions
from pd_intake_bot.usecases.records import showing

DELETABLE = timedelta(hours=47)
"""For how long a bot can delete a message, less an hour to do it in (Bot API: 48 hours)."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """Puts a button in the place of what was shown `after` ago, and removes the rest of it.

    What is to go is in the outbox by the time it is forgotten here: a crash loses neither.
    """

    words: Wording
    transactions: Transactions
    after: timedelta
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    async def __call__(self) -> bool:
        """Hide what is due; True where there may be more."""
        now = self.clock()
        taken = await self.transactions(lambda store: self._hide(store, now))
        if taken:
            self.wake()
        return taken == _AT_ONCE

    async def _hide(self, store: Store, now: datetime) -> int:
        taken = await store.showing.take(before=now - self.after, limit=_AT_ONCE)
        for _, together in groupby(taken, key=lambda one: (one.chat_id, one.batch)):
            await self._batch(store, list(together), now)
        return len(taken)

    async def _batch(self, store: Store, batch: Sequence[Shown], now: datetime) -> None:
        kept = next((one for one in batch if one.changeable), None)
        if kept is not None:
            await self._change(store, kept, await self._stub(store, kept, now), now)
        late = [one for one in batch if one is not kept and one.changeable and _is_old(one, now)]
        for one in late:
            # Too old to be deleted, a text can still be changed.
            await self._change(store, one, await self._nothing(store, one), now)
        rest = [one.message_id for one in batch if one is not kept and one not in late]
        for some in _chunks(rest):
            chat_id = batch[0].chat_id
            key = f"hide:{chat_id}:{some[0]}:{now.isoformat()}"
            parcel = showing.removal(key, chat_id, some, tell=chat_id)
            await store.outbox.add(parcel, now=now)

    async def _change(self, store: Store, shown: Shown, screen: Screen, now: datetime) -> None:
        parcel = NewParcel(
            key=f"hide:{shown.chat_id}:{shown.message_id}:{now.isoformat()}",
            carrier=Carrier.TELEGRAM,
            kind=Kind.MESSAGE,
            lane=parcels.lane(TelegramChat(chat_id=shown.chat_id)),
            payload=screens.write(screen, shown.chat_id, edit=shown.message_id),
        )
        await store.outbox.add(parcel, now=now)

    async def _stub(self, store: Store, shown: Shown, now: datetime) -> Screen:
        words, maker = await self._words(store, shown), Maker(store=store, now=now)
        label = words.label("queue-button-again")
        if shown.case is not None:
            case = await store.cases.get(CaseId(shown.case))
            again = await maker.make(label, Action.OPEN_CASE, case=case.id, version=case.version)
            text = words.say("queue-hidden-case", ref=str(case.ref))
        elif shown.review is None:
            return await self._nothing(store, shown)
        else:
            again = await maker.make(label, Action.OPEN_REVIEW, review=shown.review)
            text = words.say("queue-hidden-review", number=str(shown.review))
        return Screen(text=text, keyboard=((again,),))

    async def _nothing(self, store: Store, shown: Shown) -> Screen:
        return Screen(text=(await self._words(store, shown)).say("queue-hidden"))

    async def _words(self, store: Store, shown: Shown) -> Wording:
        language = await speech.of_chat(store, shown.chat_id, self.words.language)
        return self.words.in_language(language)


def _is_old(shown: Shown, now: datetime) -> bool:
    return now - shown.at > DELETABLE


def _chunks(messages: Sequence[int]) -> list[list[int]]:
    size = showing.AT_ONCE
    return [list(messages[at : at + size]) for at in range(0, len(messages), size)]
