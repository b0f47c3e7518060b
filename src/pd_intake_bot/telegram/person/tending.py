"""Looks after conversations that were left: drafts are erased, what is for a case is filed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.dialogue import ended
from pd_intake_bot.telegram.person.files import ROLE
from pd_intake_bot.telegram.person.gathering import addition_of, filed
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import Talk
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.people.add_to_case import AddToCase
from pd_intake_bot.usecases.people.prove_mailbox import KEPT
from pd_intake_bot.usecases.people.renew_link import RENEWABLE
from pd_intake_bot.usecases.people.tie_channels import own_case, own_cases
from pd_intake_bot.usecases.ports import Conversation, Store, Texts, Transactions

LEFT = timedelta(hours=24)
"""After so long a silence a draft is erased, and the person told."""
SILENT = timedelta(minutes=3)
"""After so long a silence what is for a case is filed without a press."""
_AT_ONCE = 50

_STATES = frozenset(state.state for state in Talking.__all_states__ if state.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tend:
    """One look at the conversations that nobody has gone on with.

    Where they stand is kept, so it makes no difference how often the service was started since.
    """

    transactions: Transactions
    texts: Texts
    policy: Policy
    add: AddToCase
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    async def __call__(self) -> None:
        """File, erase, and forget codes that have expired."""
        now = self.clock()
        done = await self.transactions(lambda store: self._file(store, now))
        done += await self.transactions(lambda store: self._erase(store, now))
        await self.transactions(lambda store: _forget(store, now))
        if done:
            self.wake()

    async def _file(self, store: Store, now: datetime) -> int:
        left = await store.conversations.left(
            {str(Talking.more.state)}, before=now - SILENT, limit=_AT_ONCE
        )
        for talk in _talks(left):
            if talk.addition is not None:
                after = await self._pass_on(store, talk, now)
                await _put(store, replace(after, revision=talk.revision + 1), after.back, now)
                continue
            case = await own_case(store, TelegramChat(chat_id=talk.chat), talk.chosen)
            # What is written under the screen of a case is for that case all the same.
            await _put(store, talk, Talking.case.state if case else talk.back, now)
        return len(left)

    async def _pass_on(self, store: Store, talk: Talk, now: datetime) -> Talk:
        """Pass what was gathered to its case; where its person has named none, to staff."""
        case = await own_case(store, TelegramChat(chat_id=talk.chat), talk.chosen)
        added, view = addition_of(talk, received_at=now), self._view(talk)
        if case is not None:
            await self.add(store, case, added, now=now)
            text, after = view.say("person-added", ref=str(case.ref)), filed(talk, case)
        else:
            cases = await own_cases(store, TelegramChat(chat_id=talk.chat))
            await self.add.to_nobody(store, added, likely=next(iter(cases), None), now=now)
            text, after = view.say("person-left-passed"), replace(talk, addition=None)
        await _say(store, talk, text, f"filed:{added.id}", now, clears=talk.keys)
        return after

    async def _erase(self, store: Store, now: datetime) -> int:
        left = await store.conversations.left(_STATES, before=now - LEFT, limit=_AT_ONCE)
        for talk in _talks(left):
            await self._erase_one(store, talk, now)
        return len(left)

    async def _erase_one(self, store: Store, talk: Talk, now: datetime) -> None:
        """Erase a draft; words for a case are no draft, and are passed on."""
        after = await self._pass_on(store, talk, now) if talk.addition else talk
        await _put(store, replace(ended(after), addition=None), None, now)
        if talk.draft is not None:
            text = self._view(talk).say("person-left")
            await _say(store, talk, text, f"left:{talk.draft.id}", now, clears=talk.keys)

    def _view(self, talk: Talk) -> View:
        return View(texts=self.texts, policy=self.policy, talk=talk)


def _talks(left: Sequence[Conversation]) -> list[Talk]:
    return [talks.read(one.data) for one in left]


async def _put(store: Store, talk: Talk, state: str | None, now: datetime) -> None:
    key = f"{ROLE}:{talk.chat}:{talk.chat}"
    conversation = Conversation(state=state, data=talks.write(talk))
    await store.conversations.put(key, conversation, now=now)


async def _say(
    store: Store, talk: Talk, text: str, key: str, now: datetime, *, clears: bool = False
) -> None:
    parcel = NewParcel(
        key=key,
        carrier=Carrier.TELEGRAM,
        kind=Kind.MESSAGE,
        lane=parcels.lane(TelegramChat(chat_id=talk.chat)),
        payload=screens.write(Screen(text=text, clears=clears), talk.chat),
    )
    await store.outbox.add(parcel, now=now)


async def _forget(store: Store, now: datetime) -> None:
    await store.codes.forget(before=now - KEPT, now=now)
    await store.ties.forget(before=now - RENEWABLE)
