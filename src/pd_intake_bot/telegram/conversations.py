"""Where a conversation stands, as aiogram wants it, kept in the update's own transaction."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import Chat, TelegramObject, User

from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Conversation, Store

EVENTS = ("message", "edited_message", "callback_query")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationStorage(BaseStorage):
    """aiogram's storage over one transaction's store.

    Each conversation is read once: nobody else goes on with it until the transaction ends. What
    changes is written once, when it is asked to `keep`.
    """

    store: Store
    now: datetime
    _known: dict[str, Conversation] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Write the state of a conversation."""
        name = state.state if isinstance(state, State) else state
        await self._put(key, replace(await self._get(key), state=name))

    async def get_state(self, key: StorageKey) -> str | None:
        """Give the state of a conversation."""
        return (await self._get(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Write the data of a conversation."""
        await self._put(key, replace(await self._get(key), data=dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Give the data of a conversation."""
        return dict((await self._get(key)).data)

    async def close(self) -> None:
        """Do nothing: the transaction is the caller's."""

    async def keep(self) -> None:
        """Write what has changed."""
        for name in self._changed:
            await self.store.conversations.put(name, self._known[name], now=self.now)
        self._changed.clear()

    async def _get(self, key: StorageKey) -> Conversation:
        name = name_of(key)
        if name not in self._known:
            self._known[name] = await self.store.conversations.get(name)
        return self._known[name]

    async def _put(self, key: StorageKey, conversation: Conversation) -> None:
        name = name_of(key)
        self._known[name] = conversation
        self._changed.add(name)


def storage_in(turn: Turn) -> ConversationStorage:
    """Give the storage that lives in the transaction of this turn."""
    return ConversationStorage(store=turn.store, now=turn.now)


def name_of(key: StorageKey) -> str:
    """Name a conversation: who talks, as what, and where."""
    return f"{key.destiny}:{key.chat_id}:{key.user_id}"


class Conversing(BaseMiddleware):
    """Gives the handlers of one router their `state`: a person's talk, or an officer's.

    One human being may be both at once, in the same private chat; the two never mix.
    """

    def __init__(self, role: str) -> None:
        self._role = role

    def attach(self, router: Router) -> None:
        """Serve every kind of event that a conversation is made of."""
        for event in EVENTS:
            router.observers[event].outer_middleware(self)

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - aiogram's own signature
        """Put `state` and `raw_state` beside the other arguments of a handler."""
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or chat is None:
            return await handler(event, data)
        key = StorageKey(
            bot_id=data["bot"].id, chat_id=chat.id, user_id=user.id, destiny=self._role
        )
        storage = storage_in(data["turn"])
        context = FSMContext(storage, key)
        data |= {"state": context, "raw_state": await context.get_state()}
        done = await handler(event, data)
        await storage.keep()
        return done
