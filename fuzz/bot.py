"""The whole bot on a service that is kept alive: it is told updates, and then none was told.

The network is left out. Whatever is said back must be such that Telegram would take it.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from aiogram import Router
from aiogram.types import Update
from fuzz.memory import Memory
from pydantic import ValidationError

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.sandbox.telegram import entities
from pd_intake_bot.telegram.bot import build_dispatcher
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.telegram.staff.buttons import PREFIX, Action
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.ports import Button, Store
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    VIEWER,
    StaffService,
    write_mail,
)
from tests.servers.telegram import STAFF_CHAT, make_tables

LONGEST_ANSWER = 200
"""Letters with which a press may be answered (Bot API, answerCallbackQuery)."""

Raw = dict[str, Any]

_BOT = {"id": 1, "is_bot": True, "first_name": "x"}
_NUMBERS = count(1)


def message(who: int, chat_id: int, words: str) -> Raw:
    """Make a message of somebody in the private chat or in a group."""
    sender = {"id": who, "is_bot": False, "first_name": words[:32] or "x"}
    kind = "private" if chat_id == who else "supergroup"
    chat = {"id": chat_id, "type": kind, "title": "x", "first_name": "x"}
    said: Raw = {"message_id": next(_NUMBERS), "date": 1_790_000_000, "chat": chat, "from": sender}
    return said | {"text": words, "entities": entities.detect(words)}


def reply(said: Raw) -> Raw:
    """Make it a reply to a message of the bot."""
    return said | {"reply_to_message": said | {"message_id": 1, "from": _BOT}}


def edited(said: Raw) -> Raw:
    """Make it the update that tells of a change to an earlier message."""
    return {"edited_message": said | {"edit_date": 1_790_000_001}}


def press(who: int, chat_id: int, data: str) -> Raw:
    """Make a press on a button under a message."""
    under = message(who, chat_id, "x")
    sender = under["from"]
    pressed = {"id": "1", "from": sender, "chat_instance": "1", "data": data, "message": under}
    return {"callback_query": pressed}


class _Undone(Exception):
    """Takes back what was done, so that each input starts from the same place."""


@dataclass(slots=True)
class Bot:
    """A bot with a lead, an officer and a viewer, and every button they were shown.

    There is one case, and one message that may be a request.
    """

    names: list[str] = field(default_factory=list)
    _memory: Memory = field(default_factory=Memory)
    _runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    _services: list[StaffService] = field(default_factory=list)

    def hear(self, updates: Sequence[Raw], *, registers: bool = False) -> list[str]:
        """Tell it a series of updates, and give all that it says to them.

        No case may come of them, unless it `registers` one.
        """
        return self._runner.run(self._hear(updates, registers=registers))

    def give(self, action: Action, **args: Json) -> str:
        """Make a button that is there before each series of updates; gives its data."""
        return self._runner.run(self._give(action, args))

    def needs(self, action: Action) -> Role:
        """Tell which role an action needs."""
        return self._runner.run(self._service()).staff.deeds()[action].needs

    def plant(self, *routers: Router) -> None:
        """Let these stand before all others: what they do wrong must be found."""
        self._runner.run(self._plant(routers))

    def open(self) -> None:
        """Start the service, if none runs."""
        self._runner.run(self._service())

    def close(self) -> None:
        """End the service."""
        while self._services:
            self._runner.run(self._services.pop().__aexit__())
        self._runner.close()

    async def _give(self, action: Action, args: dict[str, Json]) -> str:
        service, button = await self._service(), Button(action=action.value, args=args)
        now = service.clock()
        return PREFIX + await service.database(lambda store: store.buttons.add(button, now=now))

    async def _hear(self, updates: Sequence[Raw], *, registers: bool) -> list[str]:
        service, said = await self._service(), list[str]()

        async def work(store: Store) -> None:
            quick = self._memory.over(store, said)
            for raw in updates:
                with suppress(ValidationError):
                    numbered = raw | {"update_id": next(_NUMBERS)}
                    update = Update.model_validate(numbered, context={"bot": service.bot})
                    said.append(await _handle(service, quick, update))
            one = len(await quick.cases.all()) == 1
            assert one or registers, "nobody sent a whole request"
            raise _Undone

        with suppress(_Undone):
            await service.database(work)
        return [words for words in said if words]

    async def _plant(self, routers: Sequence[Router]) -> None:
        service = await self._service()
        dispatcher = build_dispatcher(*routers, *service.routers)
        service.handle = replace(service.handle, dispatcher=dispatcher)

    async def _service(self) -> StaffService:
        if not self._services:
            folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
            tables = await asyncio.to_thread(make_tables, folder)
            service = await StaffService(folder, tables=tables).__aenter__()
            self._services.append(service)
            self.names += await _show_everything(service)
            await self._plant(())
        return self._services[0]


async def _show_everything(service: StaffService) -> list[str]:
    """Let officers open the one case there is; gives the names of all buttons they see."""
    officers = [await service.member(who, "x") for who in (LEAD, OFFICER, VIEWER)]
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_mail(DELETION, "Удалите"))
    for officer in officers:
        await service.press(officer, OPEN, service.card())
    shown = [service.group.messages, *(officer.phone.messages for officer in officers)]
    rows = [row for messages in shown for one in messages for row in one.buttons]
    return [button.data for row in rows for button in row]


async def _handle(service: StaffService, store: Store, update: Update) -> str:
    """Handle an update, and give what a press is answered with."""
    now, effects = service.clock(), Effects()
    turn = Turn(
        store=store,
        update_id=update.update_id,
        received_at=now,
        now=now,
        replies=Replies(store=store, update_id=update.update_id, now=now),
        effects=effects,
        surroundings=Surroundings(staff_chat=STAFF_CHAT, admins=frozenset({LEAD})),
    )
    await service.handle.dispatcher.feed_update(service.bot, update, turn=turn)
    assert len(effects.answer.text) <= LONGEST_ANSWER, "an answer that is too long"
    return effects.answer.text or effects.answer.url or ""
