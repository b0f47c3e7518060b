"""Keeps in memory what an input of the fuzzer reads and writes most, over a database at rest.

The database is the same before each input, and what an input writes into it is undone. So what
was read once is remembered for all inputs, until the input at hand has written something itself.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from inspect import iscoroutinefunction
from typing import Any, cast

from pd_intake_bot.domain.outbox import Kind, NewParcel
from pd_intake_bot.sandbox.telegram import entities
from pd_intake_bot.usecases.ports import Conversation, Outbox, Store

READS = frozenset(
    {
        *("all", "by_ref", "count", "find", "get", "is_held", "known", "knows", "last_of"),
        *("numbered", "of_case", "of_person", "of_review", "open_of", "page", "place", "waiting"),
    }
)
"""The methods of ports that change nothing."""

LONGEST_TEXT = 4096
"""Letters of a message, without its markup (Bot API, sendMessage)."""


@dataclass(slots=True)
class Memory:
    """What is known of the database as it is before each input."""

    known: dict[tuple[object, ...], object] = field(default_factory=dict)

    def over(self, store: Store, said: list[str]) -> Store:
        """Give a store for one input, which writes what is sent into `said`.

        It must see the database as every input does at first.
        """
        here = _Input(self)
        ports: dict[str, Any] = {
            one.name: _Port(here, one.name, getattr(store, one.name)) for one in fields(store)
        }
        ports["conversations"] = _Conversations()
        ports["outbox"] = _Outbox(here, "outbox", store.outbox, said)
        return replace(store, **ports)


@dataclass(slots=True)
class _Input:
    memory: Memory
    wrote: bool = False


@dataclass(slots=True)
class _Port:
    """A port of the database, asked once for each thing."""

    here: _Input
    name: str
    port: object

    def __getattr__(self, method: str) -> Callable[..., Awaitable[object]]:
        asked: Callable[..., Awaitable[object]] = getattr(self.port, method)
        if not iscoroutinefunction(asked):
            return asked

        async def ask(*args: object, **kwargs: object) -> object:
            if method not in READS:
                # A button that is new changes nothing about those that are there.
                self.here.wrote |= self.name not in {"buttons", "looks", "showing"}
            elif not self.here.wrote:
                known, key = self.here.memory.known, (self.name, method, repr(args), repr(kwargs))
                if key not in known:
                    known[key] = await asked(*args, **kwargs)
                return known[key]
            return await asked(*args, **kwargs)

        return ask


@dataclass(slots=True)
class _Conversations:
    """Where everybody stands, within one input."""

    kept: dict[str, str] = field(default_factory=dict)

    async def get(self, key: str) -> Conversation:
        """Give what was put, through the form in which it is kept."""
        return Conversation(**json.loads(self.kept.get(key, '{"state": null, "data": {}}')))

    async def put(self, key: str, conversation: Conversation, *, now: datetime) -> None:
        """Keep it in the form in which a database would."""
        del now
        self.kept[key] = json.dumps({"state": conversation.state, "data": dict(conversation.data)})


@dataclass(slots=True)
class _Outbox(_Port):
    """Takes what is said, and looks whether Telegram would."""

    said: list[str]

    async def add(self, parcel: NewParcel, *, now: datetime) -> bool:
        """Hold a message to what the Bot API takes; all else goes on to the database."""
        if parcel.kind is not Kind.MESSAGE:
            self.here.wrote = True
            self.said.append(parcel.kind)
            return await cast("Outbox", self.port).add(parcel, now=now)
        text, _ = entities.parse(str(json.loads(json.dumps(parcel.payload))["text"]), "HTML")
        assert text, "a message without words"
        assert len(text) <= LONGEST_TEXT, "a message that is too long"
        self.said.append(text)
        return True
